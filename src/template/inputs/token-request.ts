import { EXIT, SetupError } from "../../base/errors.js";
import { Secret } from "../../base/secret.js";
import { urlProblem, type InputValue } from "./input-values.js";
import { inputsOf, readReferences, stringsIn, substitute } from "../document/references.js";
import type { TemplateInput, TokenInput } from "../document/schema.js";
import type { Template } from "../document/template.js";

/** A token to fetch from a vendor's OAuth 2.0 endpoint with client credentials (RFC 6749 4.4). */
export interface TokenRequest {
  /** Name of the input that the token is for. */
  readonly input: string;
  /** The administrator's name for the token. */
  readonly prompt: string;
  /** https, or http on this machine. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Lifetime of the token in minutes, for endpoints that accept a `ttl`. */
  readonly ttlMinutes?: number;
}

/** The inputs that a token is fetched with. */
export function sourcesOf({ tokenUrl, clientId, clientSecret }: TokenInput): readonly string[] {
  return [tokenUrl, clientId, clientSecret].flatMap((text) => inputsOf(readReferences(text)));
}

/** The inputs that are OAuth client secrets, which are not sent in a header. */
export function clientSecretsOf(inputs: readonly TemplateInput[]): ReadonlySet<string> {
  return new Set(inputs.filter(isTokenInput).flatMap(({ clientSecret }) => inputsOf(readReferences(clientSecret))));
}

/** The inputs that are only used to fetch these tokens. */
export function servingOnly(
  tokens: readonly TokenInput[],
  { inputs, steps }: Pick<Template, "inputs" | "steps">,
): ReadonlySet<string> {
  const others = inputs.filter((input): input is TokenInput => input.type === "oauth-token" && !tokens.includes(input));
  const used = new Set([
    ...steps.flatMap((step) => stringsIn(step.with)).flatMap(({ text }) => inputsOf(readReferences(text))),
    ...others.flatMap(sourcesOf),
  ]);
  return new Set(tokens.flatMap(sourcesOf).filter((name) => !used.has(name)));
}

/**
 * The request for an input without a value; undefined when one of its sources has no value.
 *
 * @throws SetupError `input-invalid` (exit 64) when the values do not form an address that a secret may be sent to
 */
export function tokenRequest(input: TokenInput, values: ReadonlyMap<string, InputValue>): TokenRequest | undefined {
  const filled = (text: string): unknown => substitute(text, (name) => values.get(name));
  const [tokenUrl, clientId, clientSecret] = [input.tokenUrl, input.clientId, input.clientSecret].map(filled);
  if (typeof tokenUrl !== "string" || typeof clientId !== "string" || !(clientSecret instanceof Secret))
    return undefined;
  const problem = urlProblem(tokenUrl);
  if (problem !== undefined) throw unusable(input, problem);
  const { name, prompt, ttl } = input;
  return {
    input: name,
    prompt,
    tokenUrl,
    clientId,
    clientSecret,
    ...(ttl === undefined ? {} : { ttlMinutes: Number.parseInt(ttl, 10) }),
  };
}

function unusable({ prompt, tokenUrl }: TokenInput, why: string): SetupError {
  return new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${prompt} cannot be fetched: its token endpoint (${tokenUrl} in the template) is not a valid address`,
    why,
    fix: ["Change the values of the inputs in that address."],
  });
}

/** Whether the value of an input is a token that can be fetched. */
export function isTokenInput(input: TemplateInput): input is TokenInput {
  return input.type === "oauth-token";
}
