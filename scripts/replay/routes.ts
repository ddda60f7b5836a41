/** Parts of a path that are the same in every org; any other part is an id or a name. */
const FIXED = new Set(
  [
    ["", ".well-known", "okta-organization", "api", "v1", "meta", "schemas", "types", "user", "group", "default"],
    ["apps", "groups", "users", "rules", "mappings", "features", "connections", "group-push", "policies", "me"],
    ["lifecycle", "credentials", "keys", "generate", "clone", "sso", "saml", "metadata", "appLinks"],
    ["activate", "deactivate", "suspend", "unsuspend", "reset_password", "expire_password_with_temp_password"],
    ["change_password", "change_recovery_question", "forgot_password_recovery_question"],
  ].flat(),
);

/** A route by its path with `{}` for what differs, as `GET /api/v1/apps/{}/users`. */
export function routeOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path
    .split("/")
    .map((part) => (FIXED.has(part) ? part : "{}"))
    .join("/")}`;
}

/** The routes that the product or one of its templates uses, and what belongs to them. */
const USED: readonly RegExp[] = [
  /^GET \/\.well-known\/okta-organization$/,
  /^\w+ \/api\/v1\/apps(\/\{\})?$/,
  /^\w+ \/api\/v1\/apps\/\{\}\/(lifecycle|groups|users|features|connections|group-push)(\/|$)/,
  /^\w+ \/api\/v1\/groups(\/\{\}(\/users(\/\{\})?)?)?$/,
  /^\w+ \/api\/v1\/users(\/\{\})?$/,
  /^POST \/api\/v1\/users\/\{\}\/lifecycle\/(activate|deactivate)$/,
  /^\w+ \/api\/v1\/meta\/schemas\/(apps|user)\//,
  /^\w+ \/api\/v1\/mappings(\/|$)/,
];

/** True for a route that the goals of the replay are about. */
export function isUsed(route: string): boolean {
  return USED.some((pattern) => pattern.test(route));
}
