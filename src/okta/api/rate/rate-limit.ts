import { createRequire } from "node:module";
import type { DefaultRequestExecutor } from "@okta/okta-sdk-nodejs/src/types/default-request-executor.js";
import type { HttpAnswer } from "../../../http/http.js";
import { bounded, timeOf, waitAsTold } from "../../../http/retry-after.js";

type Headers = Readonly<Record<string, string>>;
/** What of the SDK is used. It reads the headers alone of what node-fetch would answer. */
type RateLimitReader = {
  readonly [Name in keyof Pick<DefaultRequestExecutor, "getRetryDelayMs" | "validateRetryResponseHeaders">]: (answer: {
    readonly headers: ReadonlyMap<string, string>;
  }) => ReturnType<DefaultRequestExecutor[Name]>;
};

const require = createRequire(import.meta.url);
let reader: RateLimitReader | undefined;

/** Only this part of Okta's SDK is loaded, and only after a 429: the whole takes a second and more. */
function readerOfSdk(): RateLimitReader {
  if (reader !== undefined) return reader;
  const sdk = require("@okta/okta-sdk-nodejs/src/default-request-executor.js") as {
    readonly DefaultRequestExecutor: new () => RateLimitReader;
  };
  return (reader = new sdk.DefaultRequestExecutor());
}

/**
 * How long an answer of Okta asks to wait, in milliseconds; undefined when it does not say, or its hint is no use.
 *
 * @param now - milliseconds since 1970, for an answer without a Date
 */
export function waitOfAnswer({ status, headers }: HttpAnswer, now: number): number | undefined {
  return status === 429 ? waitAfterRateLimit(headers, now) : waitAsTold(headers, now);
}

/**
 * The wait after a 429, as Okta's SDK computes it: until `X-Rate-Limit-Reset`, which is in epoch seconds on Okta's clock and so is
 * held against the answer's own Date, and one second more, since both are cut to whole seconds. With `X-Rate-Limit-Limit: 0`
 * the concurrency limit was met, and Reset is only a hint (Okta: developer docs, "Rate limits").
 */
function waitAfterRateLimit(headers: Headers, now: number): number | undefined {
  if (headers["x-rate-limit-limit"] === "0") return waitAsTold(headers, now);
  const date = new Date(timeOf(headers, now)).toUTCString();
  const answer = { headers: new Map(Object.entries({ ...headers, date })) };
  const sdk = readerOfSdk();
  const wait = sdk.validateRetryResponseHeaders(answer) ? sdk.getRetryDelayMs(answer) : Number.NaN;
  return Number.isNaN(wait) ? waitAsTold(headers, now) : bounded(wait);
}
