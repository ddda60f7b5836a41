const LONGEST_WAIT_MS = 120_000;

/**
 * How long to wait after a 429, in milliseconds; undefined when the server's hint is no use and backing off is right.
 * `X-Rate-Limit-Reset` is in epoch seconds on Okta's clock, so it is held against the answer's own Date; with `X-Rate-Limit-Limit: 0`
 * the concurrency limit was met, and Reset is only a hint (Okta: developer docs, "Rate limits").
 *
 * @param headers - the answer's, by lower-case name
 * @param now - milliseconds since 1970, for an answer without a Date
 */
export function waitAfterRateLimit(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  if (headers["x-rate-limit-limit"] === "0") return undefined;
  const reset = Number(headers["x-rate-limit-reset"] ?? Number.NaN) * 1000;
  if (!Number.isFinite(reset)) return undefined;
  const date = Date.parse(headers["date"] ?? "");
  // One second more: both headers are cut to whole seconds.
  const wait = reset - (Number.isNaN(date) ? now : date) + 1000;
  return Math.min(Math.max(wait, 1000), LONGEST_WAIT_MS);
}
