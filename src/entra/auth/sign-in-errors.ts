import { EXIT, SetupError } from "../../base/errors.js";
import { plainText } from "../../base/text.js";
import { SIGN_IN_PROBLEMS } from "./aadsts.js";

/** Codes in the texts of Microsoft's sign-in library when no answer came from the sign-in service (msal-node 5). */
const NO_ANSWER = /endpoints_resolution_error|network_error|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN/;
/** Source of "not set up": the classes of @azure/identity 4.13.1, told apart by name as its documentation advises. */
const NOT_SET_UP = new Set(["CredentialUnavailableError", "AggregateAuthenticationError"]);

/**
 * The error for a sign-in that gave no token. Texts of the library are told only as far as they name what a way lacks.
 *
 * @param error - what @azure/identity threw
 * @param way - for people, as `Azure CLI`
 * @param scrub - takes secrets out of a text
 */
export function signInError(error: unknown, way: string, scrub: (text: string) => string): SetupError {
  if (error instanceof SetupError) return error;
  // What a sign-in itself answered says more than what the others of a chain lack.
  const parts = partsOf(error);
  const coded = parts.find((part) => aadstsOf(part) !== undefined);
  if (coded !== undefined) return failed(coded, way, scrub);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined && NO_ANSWER.test(only.message)) return unreachable(way);
  if (parts.every(({ name }) => NOT_SET_UP.has(name))) return notSetUp(parts, way, scrub);
  return failed(parts.find(({ name }) => !NOT_SET_UP.has(name)) ?? new Error(), way, scrub);
}

/** @returns the error for a way of signing in that lacks something, told in a line each */
export function notConfigured(way: string, lacks: readonly string[], fix: readonly string[]): SetupError {
  return new SetupError({
    code: "sign-in-not-configured",
    exitCode: EXIT.usage,
    what: `Signing in to Microsoft Entra ID with ${way} is not set up`,
    why: lacks.join("; "),
    fix,
    refused: true,
  });
}

function notSetUp(parts: readonly Error[], way: string, scrub: (text: string) => string): SetupError {
  return notConfigured(
    way,
    parts.map(({ message }) => firstSentence(scrub(message))),
    [
      "Run az login, then the same command again.",
      "Or name a way with --sign-in: browser or device-code for people; client-secret, certificate, workload-identity or github-oidc for pipelines.",
      "Or give a ready access token for Microsoft Graph with --graph-token-file.",
    ],
  );
}

function unreachable(way: string): SetupError {
  return new SetupError({
    code: "sign-in-unreachable",
    exitCode: EXIT.failed,
    what: `Signing in to Microsoft Entra ID with ${way} got no answer`,
    why: "Microsoft's sign-in service could not be reached from here, or does not know the tenant",
    fix: [
      "Check your network, and HTTPS_PROXY and NODE_EXTRA_CA_CERTS when your network needs them.",
      "Check --tenant and --cloud.",
    ],
    refused: true,
  });
}

function failed(error: Error, way: string, scrub: (text: string) => string): SetupError {
  const code = aadstsOf(error);
  const known = SIGN_IN_PROBLEMS[code ?? ""];
  const traceId = /Trace ID: ([0-9a-f-]{36})/i.exec(error.message)?.[1];
  const said = scrub(saidBy(error.message));
  const why = [known?.means, said === "" ? undefined : said].filter((part) => part !== undefined);
  return new SetupError({
    code: "sign-in-failed",
    exitCode: EXIT.access,
    what: `Signing in to Microsoft Entra ID with ${way} failed${code === undefined ? "" : ` (AADSTS${code})`}`,
    ...(why.length === 0 ? {} : { why: why.join(": ") }),
    fix: known?.fix ?? [
      "Sign in again; Microsoft explains its codes at https://login.microsoftonline.com/error.",
      "Or name another way with --sign-in.",
    ],
    ...(traceId === undefined ? {} : { requestId: traceId }),
    refused: true,
  });
}

/** A chain's errors, or the one there is. */
function partsOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [new Error()];
  const inner: unknown = "errors" in error ? error.errors : undefined;
  const parts = Array.isArray(inner) ? inner.filter((part) => part instanceof Error) : [];
  return parts.length === 0 ? [error] : parts;
}

/** The number in `AADSTS7000222`. */
function aadstsOf({ message }: Error): string | undefined {
  return /AADSTS(\d{4,8})/.exec(message)?.[1];
}

/** Microsoft's own sentence behind the code, without the ids and times that follow it. */
function saidBy(message: string): string {
  const sentence = /AADSTS\d+:\s*([^\r\n]+?)(?=\s*(?:Trace ID:|Correlation ID:|Timestamp:|[\r\n]|,?$))/.exec(
    message,
  )?.[1];
  return plainText(sentence ?? "")
    .trim()
    .slice(0, 400);
}

function firstSentence(message: string): string {
  const [line = ""] = message.split(/[\r\n]/, 1);
  const sentence = /^.*?\.(?=\s|$)/.exec(line)?.[0] ?? line;
  return plainText(sentence).trim().replace(/\.$/, "").slice(0, 300);
}
