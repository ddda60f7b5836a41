import type { FastifyInstance, FastifyRequest } from "fastify";
import { forbidden, insufficientScope, missingFeature } from "./errors.js";

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
  /** Instead of the areas' own, for an access token. */
  readonly scope?: string;
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
  // All users may ask whose token it is; with an access token only users who were granted it.
  { path: /^\/users\/me$/, areas: [], scope: "okta.users.read.self" },
  { path: /^\/users(\/|$)/, areas: ["users"] },
  { path: /^\/meta\/schemas\//, areas: ["schemas"] },
  { path: /^\/meta\/types\//, areas: ["userTypes"] },
  { path: /^\/logs$/, areas: ["logs"] },
];

/** Whoever signed a request. */
export interface Caller {
  /** What the administrator, or the app's roles, do not allow. */
  readonly lacks: readonly Right[];
  /** Of an access token; absent for an API token. */
  readonly scopes?: ReadonlySet<string>;
}

interface RightsOptions {
  /** Undefined for a request that needs no signature. */
  readonly callerOf: (request: FastifyRequest) => Caller | undefined;
  readonly hasLicence: boolean;
}

/** Refuses what the access token or the administrator does not allow (403 E0000006) and what the org's edition does not have (401 E0000015). */
export function refuseWithoutRight(server: FastifyInstance, { callerOf, hasLicence }: RightsOptions): void {
  server.addHook("onRequest", (request, _reply, done) => {
    const [path = ""] = request.url.split("?", 1);
    const rule = path.startsWith("/api/v1/") ? RULES.find((one) => one.path.test(path.slice(7))) : undefined;
    const caller = callerOf(request);
    if (rule === undefined || caller === undefined) {
      done();
      return;
    }
    const rights = needed(rule, request.method);
    const scopes = rule.scope === undefined ? rights.map((right) => `okta.${right}`) : [rule.scope];
    const missing = caller.scopes === undefined ? [] : scopes.filter((scope) => caller.scopes?.has(scope) !== true);
    if (missing.length > 0) done(insufficientScope(missing.join(" ")));
    else if (caller.lacks.some((right) => rights.includes(right))) done(forbidden());
    else if (rule.needsLicence === true && !hasLicence) done(missingFeature());
    else done();
  });
}

function needed({ areas }: Rule, method: string): string[] {
  const suffix = method === "GET" || method === "HEAD" ? "read" : "manage";
  return areas.map((area) => `${area}.${suffix}`);
}
