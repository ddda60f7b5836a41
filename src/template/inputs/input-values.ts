import { EXIT, SetupError } from "../../base/errors.js";
import { leftOutOf, readGivenSecret, type SecretUse } from "../../base/given-secret.js";
import { isLoopback } from "../../base/loopback.js";
import { Secret } from "../../base/secret.js";
import { isSecret, type TemplateInput } from "../document/schema.js";

/** The value of an input: text and addresses as strings, groups as their names, secrets as `Secret`. */
export type InputValue = string | readonly string[] | Secret;

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Names of groups in real tenants may end with spaces and contain line breaks, but no other control characters. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL_IN_NAME = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Turns the text of an input into its value: trimmed (except names of groups), without duplicate names, addresses without a final
 * slash.
 *
 * @param from - its source, for the error: a flag, a variable, a place in a file
 * @param secret - what a secret is used for, and a list for notices about what was left out of it
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
    if (reading.leftOut.length > 0) secret.notices?.push(leftOutOf(`${input.prompt} from ${from}`, reading.leftOut));
    return new Secret(reading.value);
  }
  if (given instanceof Secret) throw invalid(input, from, "it is a secret, but the input is not");
  if (input.type === "groups") return groupNames(typeof given === "string" ? [given] : given, input, from);
  const text = textOf(given, input, from).trim();
  if (text === "") throw invalid(input, from, "it is empty");
  if (CONTROL.test(text)) throw invalid(input, from, "it contains a line break or another control character");
  if (input.type === "text") return text;
  const problem = urlProblem(text);
  if (problem !== undefined) throw invalid(input, from, problem);
  return normalUrl(text);
}

/** Why an address is not valid, or undefined. Quotes at most its host. */
export function urlProblem(text: string): string | undefined {
  if (!/^https?:\/\/[^/\\\s]/i.test(text)) return "an address must start with https://";
  if (/[\s\\]/.test(text)) return "an address must not contain spaces or backslashes";
  if (!URL.canParse(text)) return "it is not a valid address";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "an address must not contain a user name or password";
  if (url.hash !== "" || text.includes("#")) return "an address must not contain a fragment (#…)";
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return `http works only on this machine, and ${url.hostname} is another: use https`;
  }
  return undefined;
}

/** The address without final slashes; its query is kept. */
function normalUrl(text: string): string {
  const url = new URL(text);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}${url.search}`;
}

function textOf(given: InputValue, input: TemplateInput, from: string): string {
  if (given instanceof Secret) return given.reveal();
  if (typeof given === "string") return given;
  const [only, ...others] = given;
  if (only === undefined || others.length > 0) throw invalid(input, from, "it must be exactly one value");
  return only;
}

function groupNames(given: readonly string[], input: TemplateInput, from: string): readonly string[] {
  if (given.length === 0) throw invalid(input, from, "it does not name a group");
  if (given.some((name) => name.trim() === "")) throw invalid(input, from, "a group name is empty");
  if (given.some((name) => CONTROL_IN_NAME.test(name)))
    throw invalid(input, from, "a group name contains a control character");
  return [...new Set(given)];
}

function invalid(input: TemplateInput, from: string, why: string): SetupError {
  return new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${input.prompt} from ${from} is not valid`,
    why,
    fix: [FIXES[input.type]],
  });
}

const FIXES: Readonly<Record<TemplateInput["type"], string>> = {
  url: "Enter the whole address, for example https://scim.vendor.example/scim/v2.",
  secret: "Enter only the token, as the vendor issued it.",
  "oauth-token": "Enter only the token, as the vendor's token endpoint issued it.",
  text: "Enter one line of text.",
  groups: "Enter the exact names of the groups.",
};
