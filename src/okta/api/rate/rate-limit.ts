import { bounded, timeOf, waitAsTold } from "../../../http/retry-after.js";

type Headers = Readonly<Record<string, string>>;

/**
 * How long to wait after a 429, in milliseconds; undefined when the server's hint is no use and backing off is right.
 * `X-Rate-Limit-Reset` is in epoch seconds on Okta's clock, so it is held against the answer's own Date; with `X-Rate-Limit-Limit: 0`
 * the concurrency limit was met, and Reset is only a hint (Okta: developer docs, "Rate limits").
 *
 * @param headers - the answer's, by lower-case name
 * @param now - milliseconds since 1970, for an answer without a Date
 */
export function waitAfterRateLimit(headers: Headers, now: number): number | undefined {
  const reset = Number(headers["x-rate-limit-reset"] ?? Number.NaN) * 1000;
  if (headers["x-rate-limit-limit"] === "0" || !Number.isFinite(reset)) return waitAsTold(headers, now);
  // One second more: both headers are cut to whole seconds.
  return bounded(reset - timeOf(headers, now) + 1000);
}
