import type { SignInApp } from "./apps.js";
import { refused } from "./errors.js";

/** Scopes that are about the sign-in itself (OpenID Connect Core 1.0). */
const OF_SIGN_IN = new Set(["openid", "profile", "email", "offline_access"]);

/**
 * The permissions for Graph that an application's own sign-in gets: all that were consented to, and no others can be asked for.
 *
 * @throws SignInRefusal
 */
export function applicationRoles(app: SignInApp, scope: string, graphRoot: string): readonly string[] {
  const [only = "", ...more] = scope.split(" ").filter((one) => one !== "");
  if (more.length > 0 || !only.endsWith("/.default")) {
    throw refused(
      "invalid_scope",
      1_002_012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  checkResource(only, graphRoot);
  return app.roles ?? [];
}

/**
 * The names of the permissions for Graph that a user's sign-in asks for.
 *
 * @throws SignInRefusal
 */
export function scopesAskedFor(scope: string, graphRoot: string): readonly string[] {
  const wanted = scope.split(" ").filter((one) => one !== "" && !OF_SIGN_IN.has(one));
  for (const one of wanted) checkResource(one, graphRoot);
  return wanted.map((one) => one.slice(graphRoot.length + 1));
}

/**
 * The permissions for Graph that a user's sign-in gets: exactly those that it asks for.
 *
 * @throws SignInRefusal when one of them was not consented to
 */
export function consentedScopes(app: SignInApp, names: readonly string[]): readonly string[] {
  const consented = app.scopes ?? [];
  const missing = names.find((name) => name !== ".default" && !consented.includes(name));
  if (missing !== undefined) {
    throw refused(
      "invalid_grant",
      65_001,
      `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
    );
  }
  return names.includes(".default") ? consented : names;
}

function checkResource(scope: string, graphRoot: string): void {
  if (scope.startsWith(`${graphRoot}/`)) return;
  throw refused(
    "invalid_resource",
    500_011,
    `The resource principal named ${scope.slice(0, scope.lastIndexOf("/"))} was not found in the tenant named Northwind. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  );
}
