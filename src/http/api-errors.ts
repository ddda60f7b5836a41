import type { ZodError, ZodType } from "zod";
import type { SetupErrorParts } from "../base/errors.js";
import { parseJson } from "../base/json.js";
import type { HttpAnswer, NoAnswer } from "./http.js";
import { networkFailure } from "./network-failures.js";

/** One of an IdP's own error codes, and how it is reported. */
export interface OwnErrorCode<Reported extends string> {
  /** The status that it comes with. */
  readonly http: number;
  readonly reported: Reported;
  /** What it means here, in addition to the IdP's own words. */
  readonly means?: string;
  /** Replaces the fix of the refusal. */
  readonly fix?: readonly string[];
}

/** The fix for an answer that only a wrong request of total-setup can cause. */
export const A_DEFECT: readonly string[] = [
  "This is a bug in total-setup: report it.",
  "Attach the file that a run with --transcript FILE writes, without the names of users.",
];

/**
 * Why a request was refused: the IdP's words first, then what is known about them.
 *
 * @param otherwise - used when there is neither
 */
export function whyRefused(said: string | undefined, known: string | undefined, otherwise: string): string {
  const parts = [said, known].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? otherwise : parts.join(": ");
}

/** A gateway, a load balancer or a proxy answers with a page of its own when it cannot reach the server behind it. */
export function answeredInFront(api: string): string {
  return `a gateway in front of ${api}, or a proxy, answered instead, and its answer is not JSON`;
}

/** True when an answer is a redirect. */
export function isRedirect({ status }: HttpAnswer): boolean {
  return status >= 300 && status < 400;
}

/** One sentence: the request was redirected. */
export function redirected({ status, headers }: HttpAnswer, purpose: string): string {
  const location = headers["location"] ?? "";
  const host = URL.canParse(location) ? ` to ${new URL(location).host}` : "";
  return `The request to ${purpose} was redirected (HTTP ${String(status)}${host})`;
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

/** One sentence: the answer is not JSON. */
export function notJson({ status, text }: HttpAnswer, purpose: string, api: string): string {
  const html = /^\s*</.test(text);
  const seen = text === "" ? "an empty answer" : html ? "a web page" : "text that is not JSON or is incomplete";
  return `The request to ${purpose} got ${seen} (HTTP ${String(status)}) instead of JSON from ${api}`;
}

/** The parts of an error about JSON that does not have the documented structure. The values themselves are not shown. */
export function unexpectedShape(
  { issues: [issue] }: ZodError,
  purpose: string,
  idp: string,
): Pick<SetupErrorParts, "what" | "why" | "fix"> {
  const place = issue === undefined || issue.path.length === 0 ? "the top level" : issue.path.map(String).join(".");
  return {
    what: `${idp}'s answer to the request to ${purpose} does not have the documented structure (at ${place})`,
    ...(issue === undefined ? {} : { why: issue.message }),
    fix: ["Run again with --transcript FILE, and report the problem with that file."],
  };
}

/**
 * The parts of an error about a request that got no answer: DNS, TLS, proxy, refused, reset, timeout.
 *
 * @param error - its own text is not used, because it could quote what was sent
 * @param origin - scheme and host of the request
 * @param purpose - an infinitive without "to", for example `create the app`
 */
export function unreachable(
  { code, viaProxy }: NoAnswer,
  origin: string,
  purpose: string,
): Pick<SetupErrorParts, "what" | "why" | "fix" | "refused"> {
  const { means, fix, notSent } = networkFailure(code);
  return {
    what: `Could not reach ${origin}${viaProxy ? " through the proxy in HTTPS_PROXY" : ""} to ${purpose}`,
    why: means,
    fix,
    refused: notSent,
  };
}
