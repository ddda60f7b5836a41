import type { FastifyInstance } from "fastify";
import { forbidden, missingFeature } from "./errors.js";

/** What an administrator may do, by the names of the API's scopes. Source: Okta Management API, `security` of each call. */
export const RIGHTS = [
  "apps.read",
  "apps.manage",
  "groups.read",
  "groups.manage",
  "users.read",
  "users.manage",
  "schemas.read",
  "schemas.manage",
  "profileMappings.read",
  "profileMappings.manage",
  "userTypes.read",
  "logs.read",
] as const;

export type Right = (typeof RIGHTS)[number];

type Area = "apps" | "groups" | "users" | "schemas" | "profileMappings" | "userTypes" | "logs";

interface Rule {
  readonly path: RegExp;
  readonly areas: readonly Area[];
  /** Only in orgs whose edition has Lifecycle Management. */
  readonly needsLicence?: boolean;
}

/** The first that matches counts. */
const RULES: readonly Rule[] = [
  { path: /^\/apps\/[^/]+\/group-push\//, areas: ["apps", "groups"], needsLicence: true },
  { path: /^\/apps\/[^/]+\/connections\//, areas: ["apps"], needsLicence: true },
  { path: /^\/mappings(\/|$)/, areas: ["profileMappings"], needsLicence: true },
  { path: /^\/apps(\/|$)/, areas: ["apps"] },
  { path: /^\/groups(\/|$)/, areas: ["groups"] },
  // Everybody may ask whose token it is.
  { path: /^\/users\/me$/, areas: [] },
  { path: /^\/users(\/|$)/, areas: ["users"] },
  { path: /^\/meta\/schemas\//, areas: ["schemas"] },
  { path: /^\/meta\/types\//, areas: ["userTypes"] },
  { path: /^\/logs$/, areas: ["logs"] },
];

interface RightsOptions {
  /** What the token's administrator may not do. */
  readonly lacks: readonly Right[];
  readonly hasLicence: boolean;
}

/** Refuses what the administrator may not do (403 E0000006) and what the org's edition does not have (401 E0000015). */
export function refuseWithoutRight(server: FastifyInstance, { lacks, hasLicence }: RightsOptions): void {
  server.addHook("onRequest", (request, _reply, done) => {
    const [path = ""] = request.url.split("?", 1);
    const rule = path.startsWith("/api/v1/") ? RULES.find((one) => one.path.test(path.slice(7))) : undefined;
    if (rule === undefined) done();
    else if (lacks.some((right) => needed(rule, request.method).includes(right))) done(forbidden());
    else if (rule.needsLicence === true && !hasLicence) done(missingFeature());
    else done();
  });
}

function needed({ areas }: Rule, method: string): string[] {
  const suffix = method === "GET" || method === "HEAD" ? "read" : "manage";
  return areas.map((area) => `${area}.${suffix}`);
}
