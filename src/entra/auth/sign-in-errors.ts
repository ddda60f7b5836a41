import { EXIT, SetupError } from "../../base/errors.js";
import { plainText } from "../../base/text.js";
import { OAUTH_PROBLEMS, SIGN_IN_PROBLEMS } from "./aadsts.js";

/** Codes in the library's texts when no answer came from the sign-in service (msal-node 5; measured with 4.13.1). */
const NO_ANSWER = /endpoints_resolution_error|network_error|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN/;
/** A missing or unusable file: the library's texts name its path, or what is wrong with it. */
const FILE = /^(?:ENOENT|EACCES|EISDIR|EPERM): |\b(?:PEM|PKCS|passphrase|bad decrypt)\b/i;
/** The library's names for ways that are not set up; compared by name, since loading its classes costs time. */
const NOT_SET_UP = new Set(["CredentialUnavailableError", "AggregateAuthenticationError"]);
/** RFC 6749, 5.2 and 4.1.2.1; RFC 8628, 3.5. */
const OAUTH_ERROR =
  /\b(?:invalid_(?:client|grant|request|scope|resource)|unauthorized_client|access_denied|authorization_declined|expired_token|device_code_expired|bad_verification_code|(?:consent|interaction|login)_required|temporarily_unavailable)\b/;

/** Where and when a sign-in failed. */
interface Circumstances {
  /** For messages, as `the Azure CLI`. */
  readonly way: string;
  /** This machine's time, in milliseconds since 1970. */
  readonly now: number;
  /** What the sign-in service itself said, where the library's error may not tell. */
  readonly heard: string | undefined;
  /** Takes secrets out of a text. */
  readonly scrub: (text: string) => string;
}

/**
 * The error for a sign-in that gave no token. Texts of the library are told only as far as they name what a way lacks.
 *
 * @param error - what @azure/identity threw
 */
export function signInError(error: unknown, circumstances: Circumstances): SetupError {
  const { way, heard, scrub } = circumstances;
  if (error instanceof SetupError) return error;
  const parts = heard === undefined ? partsOf(error) : [...partsOf(error), new Error(heard)];
  // What a sign-in itself answered says more than what the others of a chain lack.
  const tried =
    parts.find((part) => aadstsOf(part) !== undefined) ??
    parts.find(({ name }) => !NOT_SET_UP.has(name)) ??
    (parts.length === 1 && NO_ANSWER.test(parts[0]?.message ?? "") ? parts[0] : undefined);
  if (tried === undefined) return notSetUp(parts, way, scrub);
  if (aadstsOf(tried) === undefined && NO_ANSWER.test(tried.message)) return unreachable(way);
  if (FILE.test(tried.message)) return fileUnusable(tried, way, scrub);
  return failed(tried, circumstances);
}

/** @returns the error for a way of signing in that lacks something, with a line for each */
export function notConfigured(way: string, lacks: readonly string[], fix: readonly string[]): SetupError {
  return new SetupError({
    code: "sign-in-not-configured",
    exitCode: EXIT.usage,
    what: `Sign-in to Microsoft Entra ID with ${way} is not set up`,
    why: lacks.join("; "),
    fix,
    refused: true,
  });
}

function notSetUp(parts: readonly Error[], way: string, scrub: Circumstances["scrub"]): SetupError {
  return notConfigured(
    way,
    parts.map(({ message }) => firstSentence(scrub(message))),
    [
      "Run az login, then run the same command again.",
      "Or choose a way with --sign-in: browser or device-code for users; client-secret, certificate, workload-identity or github-oidc for pipelines.",
      "Or provide an access token for Microsoft Graph with --graph-token-file.",
    ],
  );
}

function fileUnusable({ message }: Error, way: string, scrub: Circumstances["scrub"]): SetupError {
  return notConfigured(
    way,
    [firstSentence(scrub(message))],
    [
      "Correct the path or the content of the file. A certificate must be in PEM format, with its private key and, if it has one, its password.",
    ],
  );
}

function unreachable(way: string): SetupError {
  return new SetupError({
    code: "sign-in-unreachable",
    exitCode: EXIT.failed,
    what: `Sign-in to Microsoft Entra ID with ${way} got no answer`,
    why: "Microsoft's sign-in service cannot be reached from this machine, or does not know the tenant",
    fix: [
      "Check your network, and HTTPS_PROXY and NODE_EXTRA_CA_CERTS if your network needs them.",
      "Check --tenant and --cloud.",
    ],
    refused: true,
  });
}

function failed(error: Error, { way, now, scrub }: Circumstances): SetupError {
  const code = aadstsOf(error);
  const answer = OAUTH_ERROR.exec(error.message)?.[0];
  const known = SIGN_IN_PROBLEMS[code ?? ""] ?? (code === undefined ? OAUTH_PROBLEMS[answer ?? ""] : undefined);
  const clock = clockOff(error, now);
  const traceId = /Trace ID: ([0-9a-f-]{36})/i.exec(error.message)?.[1];
  const said = scrub(saidBy(error.message));
  const answered = said === "" ? answer : undefined;
  const words = answered === undefined ? said : `Microsoft's sign-in service answered ${answered}`;
  const byClock = clock !== undefined && BY_CLOCK.has(code ?? "");
  const why = [byClock ? clock : known?.means, words === "" ? undefined : words].filter((part) => part !== undefined);
  return new SetupError({
    code: byClock ? "sign-in-clock-off" : "sign-in-failed",
    exitCode: EXIT.access,
    what: `Sign-in to Microsoft Entra ID with ${way} failed${code === undefined ? "" : ` (AADSTS${code})`}`,
    ...(why.length === 0 ? {} : { why: why.join(": ") }),
    fix: byClock
      ? SET_CLOCK
      : [...(known?.fix ?? UNKNOWN_FIX), ...(clock === undefined ? [] : [`Also note that ${clock}.`])],
    ...(traceId === undefined ? {} : { requestId: traceId }),
    refused: true,
  });
}

const SET_CLOCK = [
  "Correct the date and time of this machine, for example by turning on automatic time, and run the same command again.",
];
const UNKNOWN_FIX = [
  "Sign in again. Microsoft explains its codes at https://login.microsoftonline.com/error.",
  "Or choose another way with --sign-in.",
];
/** Refusals of an assertion for its time (Microsoft Entra docs, reference-error-codes). */
const BY_CLOCK = new Set(["700024", "500133", "50013"]);
const TOLERABLE_MS = 2 * 60_000;

/** How far this machine's clock is from that of Microsoft's answer, in words; undefined when it is near enough or unknown. */
function clockOff({ message }: Error, now: number): string | undefined {
  const [, date = "", time = ""] = /Timestamp: (\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)Z/.exec(message) ?? [];
  const offMs = now - Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(offMs) || Math.abs(offMs) < TOLERABLE_MS) return undefined;
  const minutes = Math.round(Math.abs(offMs) / 60_000);
  return `this machine's clock is ${String(minutes)} minutes ${offMs > 0 ? "ahead of" : "behind"} Microsoft's`;
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

/** A JWT (RFC 7519): an assertion may come back in an answer. */
const SIGNED_TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Microsoft's own sentence behind the code, without the ids and times that follow it. */
function saidBy(message: string): string {
  const sentence = /AADSTS\d+:\s*([^\r\n]+?)(?=\s*(?:Trace ID:|Correlation ID:|Timestamp:|[\r\n]|,?$))/.exec(
    message,
  )?.[1];
  return plainText(sentence ?? "")
    .replace(SIGNED_TOKEN, "[redacted]")
    .trim()
    .slice(0, 400);
}

function firstSentence(message: string): string {
  const [line = ""] = message.split(/[\r\n]/, 1);
  const sentence = /^.*?\.(?=\s|$)/.exec(line)?.[0] ?? line;
  return plainText(sentence).trim().replace(/\.$/, "").slice(0, 300);
}
