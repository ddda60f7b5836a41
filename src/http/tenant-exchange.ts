import type { Exchange } from "./exchange.js";
import type { JsonValue } from "../base/json.js";
import type { Scrubber } from "../base/scrubber.js";
import type { HttpAnswer } from "./http.js";

interface SentRequest {
  /** ISO time. */
  readonly at: string;
  readonly method: string;
  /** From the API's root, with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
}

/** A request and its answer as the transcript keeps them, without secrets; no answer means that none came. */
export function exchangeOf(request: SentRequest, answer: HttpAnswer | undefined, scrubber: Scrubber): Exchange {
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

/** The text as JSON; undefined when it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
