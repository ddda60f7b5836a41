import { EXIT, SetupError } from "../../base/errors.js";
import { leftOutOf, readGivenSecret, type SecretUse } from "../../base/given-secret.js";
import { isLoopback } from "../../base/loopback.js";
import { Secret } from "../../base/secret.js";
import { isSecret, type TemplateInput } from "../document/schema.js";

/** The value of an input: text and addresses as strings, groups as their names, secrets as `Secret`. */
export type InputValue = string | readonly string[] | Secret;

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Names of groups in real tenants end with blanks and hold line breaks; nothing else of the kind can be meant. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL_IN_NAME = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Turns what was given for an input into its value: trimmed (names of groups as they were given), without doubled names, addresses without a closing slash.
 *
 * @param from - where it was given, for the error: a flag, a variable, a place in a file
 * @param secret - what a secret is used for, and who is told what was left out of it
 * @throws SetupError `input-invalid` (exit 64); the value itself is never quoted
 */
export function readInputValue(
  input: TemplateInput,
  given: InputValue,
  from: string,
  secret: { readonly use?: SecretUse; readonly notices?: string[] } = {},
): InputValue {
  if (isSecret(input)) {
    const reading = readGivenSecret(textOf(given, input, from), secret.use ?? "bearer-token");
    if ("problem" in reading) throw invalid(input, from, reading.problem);
    if (reading.leftOut.length > 0)
      secret.notices?.push(leftOutOf(`${input.prompt}, given by ${from}`, reading.leftOut));
    return new Secret(reading.value);
  }
  if (given instanceof Secret) throw invalid(input, from, "a secret was given for an input that is none");
  if (input.type === "groups") return groupNames(typeof given === "string" ? [given] : given, input, from);
  const text = textOf(given, input, from).trim();
  if (text === "") throw invalid(input, from, "it is empty");
  if (CONTROL.test(text)) throw invalid(input, from, "it holds a line break or another control character");
  if (input.type === "text") return text;
  const problem = urlProblem(text);
  if (problem !== undefined) throw invalid(input, from, problem);
  return normalUrl(text);
}

/** Why an address cannot be used, or nothing. Quotes at most its host. */
export function urlProblem(text: string): string | undefined {
  if (!/^https?:\/\/[^/\\\s]/i.test(text)) return "an address must begin with https://";
  if (/[\s\\]/.test(text)) return "an address holds no spaces and no backslashes";
  if (!URL.canParse(text)) return "it is not a valid address";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "an address must not carry a user name or password";
  if (url.hash !== "" || text.includes("#")) return "an address must not carry a fragment (#…)";
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return `http is for this machine only, and ${url.hostname} is another: use https`;
  }
  return undefined;
}

/** The address without closing slashes; its query stays. */
function normalUrl(text: string): string {
  const url = new URL(text);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}${url.search}`;
}

function textOf(given: InputValue, input: TemplateInput, from: string): string {
  if (given instanceof Secret) return given.reveal();
  if (typeof given === "string") return given;
  const [only, ...others] = given;
  if (only === undefined || others.length > 0) throw invalid(input, from, "it takes exactly one value");
  return only;
}

function groupNames(given: readonly string[], input: TemplateInput, from: string): readonly string[] {
  if (given.length === 0) throw invalid(input, from, "it names no group");
  if (given.some((name) => name.trim() === "")) throw invalid(input, from, "a group name is empty");
  if (given.some((name) => CONTROL_IN_NAME.test(name)))
    throw invalid(input, from, "a group name holds a control character");
  return [...new Set(given)];
}

function invalid(input: TemplateInput, from: string, why: string): SetupError {
  return new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${input.prompt}, given by ${from}, cannot be used`,
    why,
    fix: [FIXES[input.type]],
  });
}

const FIXES: Readonly<Record<TemplateInput["type"], string>> = {
  url: "Give the whole address, as https://scim.vendor.example/scim/v2; http works on this machine only.",
  secret: "Give the token alone, as the vendor issued it.",
  "oauth-token": "Give the token alone, as the vendor's token endpoint issued it.",
  text: "Give a text of one line.",
  groups: "Give the groups by their exact names.",
};
