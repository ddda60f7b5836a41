import type { ZodError, ZodType } from "zod";
import type { SetupErrorParts } from "../base/errors.js";
import { parseJson } from "../base/json.js";
import type { HttpAnswer, NoAnswer } from "./http.js";
import { networkFailure } from "./network-failures.js";

/** One of an IdP's own error codes, and how it is told. */
export interface OwnErrorCode<Reported extends string> {
  /** The status that it comes with. */
  readonly http: number;
  readonly reported: Reported;
  /** What it means here, beyond the IdP's own words. */
  readonly means?: string;
  /** Instead of the refusal's own. */
  readonly fix?: readonly string[];
}

/** What to do about an answer that only a wrong request of ours can have. */
export const A_DEFECT: readonly string[] = [
  "This is a defect of total-setup: report it with what a run with --transcript FILE wrote, without names of people.",
];

/**
 * Why a request was refused: the IdP's words first, then what is known about them.
 *
 * @param otherwise - when there is neither
 */
export function whyRefused(said: string | undefined, known: string | undefined, otherwise: string): string {
  const parts = [said, known].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? otherwise : parts.join(": ");
}

/** The edge, a load balancer or a proxy answers with a page of its own when it cannot reach what is behind it. */
export function answeredInFront(api: string): string {
  return `what is in front of ${api}, or a proxy on the way, answered in its place with something that is not JSON`;
}

/** True when an answer sends the client elsewhere. */
export function isRedirect({ status }: HttpAnswer): boolean {
  return status >= 300 && status < 400;
}

/** In one sentence: the answer sends the client elsewhere. */
export function redirected({ status, headers }: HttpAnswer, purpose: string): string {
  const location = headers["location"] ?? "";
  const host = URL.canParse(location) ? ` to ${new URL(location).host}` : "";
  return `Trying to ${purpose}, total-setup was sent elsewhere (HTTP ${String(status)}${host})`;
}

/** How an API's answers of 200 to 299 fail. */
interface AnswerErrors<Call> {
  readonly notJson: (answer: HttpAnswer, call: Call) => Error;
  readonly unexpectedShape: (error: ZodError, answer: HttpAnswer, call: Call) => Error;
}

/**
 * The answer's body, checked.
 *
 * @throws what `errors` makes of a body that is not JSON, or of another shape
 */
export function readAnswer<T, Call>(answer: HttpAnswer, schema: ZodType<T>, call: Call, errors: AnswerErrors<Call>): T {
  const body = parseJson(answer.text);
  if (body === undefined) throw errors.notJson(answer, call);
  const result = schema.safeParse(body);
  if (!result.success) throw errors.unexpectedShape(result.error, answer, call);
  return result.data;
}

/** In one sentence: the answer is not JSON. */
export function notJson({ status, text }: HttpAnswer, purpose: string, api: string): string {
  const html = /^\s*</.test(text);
  const seen = text === "" ? "nothing" : html ? "a web page" : "something that is not JSON, or is cut short";
  return `Trying to ${purpose}, total-setup got ${seen} (HTTP ${String(status)}) where ${api} answers JSON`;
}

/** The parts of an error about JSON of another shape than documented. The values themselves are not told. */
export function unexpectedShape(
  { issues: [issue] }: ZodError,
  purpose: string,
  idp: string,
): Pick<SetupErrorParts, "what" | "why" | "fix"> {
  const place = issue === undefined || issue.path.length === 0 ? "the whole answer" : issue.path.map(String).join(".");
  return {
    what: `${idp}'s answer to "${purpose}" has another shape than documented, at ${place}`,
    ...(issue === undefined ? {} : { why: issue.message }),
    fix: ["Run again with --transcript FILE, and report what the file shows to the makers of total-setup."],
  };
}

/**
 * The parts of an error about a request that got no answer: DNS, TLS, proxy, refused, reset, out of time.
 *
 * @param error - its own text is not used, since it could quote what was sent
 * @param origin - scheme and host that were asked
 * @param purpose - as in `create the app`
 */
export function unreachable(
  { code, viaProxy }: NoAnswer,
  origin: string,
  purpose: string,
): Pick<SetupErrorParts, "what" | "why" | "fix" | "refused"> {
  const { means, fix, notSent } = networkFailure(code);
  return {
    what: `Trying to ${purpose}, total-setup did not reach ${origin}${viaProxy ? " through the proxy of HTTPS_PROXY" : ""}`,
    why: means,
    fix,
    refused: notSent,
  };
}
