import { parseJson, type JsonValue } from "../base/json.js";
import type { Scrubber } from "../base/scrubber.js";
import type { HttpAnswer } from "./http.js";

/** One HTTP request and its answer, as the transcript records them. Secrets are removed earlier, or by the sink. */
export interface Exchange {
  /** ISO time at which the request was sent, on the clock of the run. */
  readonly at: string;
  /** Who sent it: `total-setup`, `okta` (a sandbox's provisioning), or `stand-in` for the simulated administrator. */
  readonly from: string;
  readonly to: "tenant" | "console" | "target";
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body, absent when none was sent. */
  readonly body?: JsonValue;
  /** 0 when there was no answer. */
  readonly status: number;
  /** The answer's `Retry-After`, as it came. */
  readonly retryAfter?: string;
  /** The parsed body of the answer; text when it was not JSON. */
  readonly answer?: JsonValue;
}

/** Receives exchanges: a transcript file, a counter, a test's array. */
export interface ExchangeSink {
  (exchange: Exchange): void;
  /** False while the sink has no use for exchanges, which then need not be made; always true when absent. */
  readonly listens?: () => boolean;
}

/**
 * A request to a tenant and its answer as the transcript records them, without secrets.
 *
 * @param request - without the headers that sign it
 * @param answer - undefined when there was none
 */
export function tenantExchange(
  request: Pick<Exchange, "at" | "method" | "path" | "headers" | "body">,
  answer: HttpAnswer | undefined,
  scrubber: Scrubber,
): Exchange {
  const { at, method, path, headers, body } = request;
  const lowerCased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    at,
    from: "total-setup",
    to: "tenant",
    method,
    path,
    headers: { ...lowerCased, authorization: "[redacted]" },
    ...(body === undefined ? {} : { body: scrubber.scrubValue(body) }),
    status: answer?.status ?? 0,
    ...(answer === undefined || answer.text === ""
      ? {}
      : { answer: scrubber.scrubValue(parseJson(answer.text) ?? answer.text) }),
  };
}
