/** Requests with one limit. */
export interface RateBucket {
  readonly name: string;
  readonly paths: RegExp;
  /** All when absent. */
  readonly methods?: readonly string[];
  /** Requests that one token may make in a minute. */
  readonly perMinute: number;
}

/** The rate limits of one kind of org: the first bucket counts that a request fits into; the last one takes them all. */
export type RateProfile = readonly RateBucket[];

const ONE_APP = { name: "one app", paths: /^\/api\/v1\/apps\/[^/]+$/, methods: ["GET", "PUT", "DELETE"] } as const;
const APPS = { name: "apps", paths: /^\/api\/v1\/apps(?:\/|$)/ } as const;
const GROUPS = { name: "groups", paths: /^\/api\/v1\/groups$/ } as const;
const ONE_GROUP = { name: "one group", paths: /^\/api\/v1\/groups\// } as const;
const USERS = { name: "users", paths: /^\/api\/v1\/users(?:\/|$)/ } as const;
const MAPPINGS = { name: "mappings", paths: /^\/api\/v1\/mappings(?:\/|$)/ } as const;
const LOGS = { name: "logs", paths: /^\/api\/v1\/logs/ } as const;
const REST = { name: "everything else", paths: /^/ } as const;

/**
 * By name. `documented`: half of the documented limits, which is what one token gets by default. `integrator-free`: recorded of
 * an Integrator Free org, 2025 and 2026. `recorded-half` and `recorded-full`: recorded of two larger orgs, whose token
 * gets half of the limits and all of them. What a recording does not show is as documented for such an org.
 * Sources: Okta developer docs, rate limits for management endpoints, 2025; `x-rate-limit-limit` in the recorded traffic of
 * okta-sdk-python's integration tests.
 */
export const RATE_PROFILES = {
  documented: [
    { ...ONE_APP, perMinute: 250 },
    { ...APPS, perMinute: 50 },
    { ...GROUPS, perMinute: 250 },
    { ...ONE_GROUP, perMinute: 500 },
    { ...LOGS, perMinute: 60 },
    { ...REST, perMinute: 600 },
  ],
  "integrator-free": [
    { ...ONE_APP, perMinute: 50 },
    { ...APPS, perMinute: 10 },
    { ...GROUPS, perMinute: 50 },
    { ...ONE_GROUP, perMinute: 50 },
    { ...USERS, perMinute: 50 },
    { ...LOGS, perMinute: 10 },
    { ...REST, perMinute: 50 },
  ],
  "recorded-half": [
    { ...ONE_APP, perMinute: 250 },
    { ...APPS, perMinute: 50 },
    { ...GROUPS, perMinute: 250 },
    { ...ONE_GROUP, perMinute: 500 },
    { ...USERS, perMinute: 300 },
    { ...MAPPINGS, perMinute: 500 },
    { ...LOGS, perMinute: 60 },
    { ...REST, perMinute: 600 },
  ],
  "recorded-full": [
    { ...ONE_APP, perMinute: 500 },
    { ...APPS, perMinute: 100 },
    // Recorded: the list of groups, and the members of one, have the smaller limit.
    { name: "groups", paths: /^\/api\/v1\/groups(?:$|\/[^/]+\/)/, perMinute: 500 },
    { ...ONE_GROUP, perMinute: 1_000 },
    { ...USERS, perMinute: 600 },
    { ...LOGS, perMinute: 120 },
    { ...REST, perMinute: 1_200 },
  ],
} as const satisfies Record<string, RateProfile>;

export type RateProfileName = keyof typeof RATE_PROFILES;

/** The bucket in which a request is counted. */
export function bucketIn(profile: RateProfile, method: string, path: string): RateBucket {
  const bucket = profile.find(({ paths, methods }) => paths.test(path) && methods?.includes(method) !== false);
  if (bucket === undefined) throw new Error(`a rate profile without a bucket for ${method} ${path}`);
  return bucket;
}
