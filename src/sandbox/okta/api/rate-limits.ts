import { OktaApiError } from "./errors.js";
import { bucketIn, RATE_PROFILES, type RateProfile, type RateProfileName } from "./rate-profiles.js";

const MINUTE_MS = 60_000;

/** How a request stands in its bucket, as the rate-limit headers say it. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since 1970 at which the bucket is full again. */
  readonly reset: number;
}

/** What one bucket was asked since the org began. */
export interface BucketUse {
  readonly bucket: string;
  /** Requests that one token may make in a minute. */
  readonly limit: number;
  /** Those refused included. */
  readonly requests: number;
  /** Answered with 429. */
  readonly refused: number;
}

/** Counts requests per bucket and minute. */
export interface RateLimits {
  /** The buckets that were asked anything. */
  use(): readonly BucketUse[];
  /** Counts one request in. */
  take(method: string, path: string): Allowance & { readonly exceeded: boolean };
}

/**
 * @param mode - refuses what exceeds the limits of that profile; `off` only shows the headers, with the documented limits
 */
export function createRateLimits(mode: RateProfileName | "off", now: () => number): RateLimits {
  const profile: RateProfile = RATE_PROFILES[mode === "off" ? "documented" : mode];
  const used = new Map<string, { readonly since: number; count: number }>();
  const totals = new Map<string, { readonly limit: number; requests: number; refused: number }>();
  return {
    take(method, path) {
      const bucket = bucketIn(profile, method, path);
      const limit = bucket.perMinute;
      const known = used.get(bucket.name);
      const window = known !== undefined && now() < known.since + MINUTE_MS ? known : { since: now(), count: 0 };
      used.set(bucket.name, window);
      window.count += 1;
      const total = totals.get(bucket.name) ?? { limit, requests: 0, refused: 0 };
      totals.set(bucket.name, total);
      total.requests += 1;
      const exceeded = mode !== "off" && window.count > limit;
      if (exceeded) total.refused += 1;
      const reset = Math.ceil((window.since + MINUTE_MS) / 1_000);
      const remaining = mode === "off" ? limit - 1 : Math.max(0, limit - window.count);
      return { limit, remaining, reset, exceeded };
    },
    use: () => [...totals].map(([bucket, total]) => ({ bucket, ...total })),
  };
}

export function rateLimitExceeded(): OktaApiError {
  return new OktaApiError(429, "E0000047", "API call exceeded rate limit due to too many requests.");
}
