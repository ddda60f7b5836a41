interface Rule {
  readonly bucket: string;
  readonly paths: RegExp;
  /** All when absent. */
  readonly methods?: readonly string[];
}

/**
 * In order, first match. Where the page leaves open whether two kinds of paths share a limit they are kept apart here: two
 * counts of one limit agree on what is left, one count of two limits does not.
 * Source: Okta developer docs, "Management rate limits" (reference/rl-global-mgmt), 2026.
 */
const RULES: readonly Rule[] = [
  { bucket: "single apps", paths: /^\/api\/v1\/apps\/[^/]+$/, methods: ["GET", "PUT", "DELETE"] },
  { bucket: "apps and their resources", paths: /^\/api\/v1\/apps(\/|$)/ },
  { bucket: "lists of groups", paths: /^\/api\/v1\/groups$/ },
  { bucket: "single groups", paths: /^\/api\/v1\/groups\/[^/]+$/ },
  { bucket: "group members", paths: /^\/api\/v1\/groups\// },
  { bucket: "lists of users", paths: /^\/api\/v1\/users$/ },
  { bucket: "reading single users", paths: /^\/api\/v1\/users\/[^/]+$/, methods: ["GET"] },
  { bucket: "changing single users", paths: /^\/api\/v1\/users\/[^/]+$/ },
  { bucket: "the System Log", paths: /^\/api\/v1\/logs$/ },
];
const EVERYTHING_ELSE = "other API calls";

/**
 * The part of an org's API that a request belongs to, as far as each has a rate limit of its own: a readable name.
 *
 * @param path - from the org's root; a query is passed over
 */
export function bucketOf(method: string, path: string): string {
  const bare = path.split("?", 1)[0] ?? "";
  const rule = RULES.find(({ paths, methods }) => paths.test(bare) && (methods?.includes(method) ?? true));
  return rule?.bucket ?? EVERYTHING_ELSE;
}
