/** What a call needs: the OAuth scope that Okta documents for it, and an administrator role that has the right. */
export interface Access {
  readonly scope: string;
  readonly role: string;
}

const ANY_ROLE = "any administrator role";
const ORGANIZATION = "Organization Administrator";

/** Who has a right, in a sentence: `the role Report Administrator, Organization Administrator or Super Administrator`. */
export function describeRole(role: string): string {
  if (role === ANY_ROLE) return "an administrator role (any role)";
  if (role === ORGANIZATION) return `the role ${ORGANIZATION} or Super Administrator`;
  if (role.includes(" and ")) return `the roles ${role}, or the role ${ORGANIZATION} or Super Administrator`;
  return `the role ${role.replaceAll(" or ", ", ")}, ${ORGANIZATION} or Super Administrator`;
}

/** A scope in a sentence: `the scope okta.apps.read`, `the scopes okta.apps.read and okta.groups.read`. */
export function describeScope(scope: string): string {
  return scope.includes(" and ") ? `the scopes ${scope}` : `the scope ${scope}`;
}

/**
 * Rights by task (Okta: OpenAPI description, `security` of each operation; roles: help doc "Standard administrator roles").
 * Super Administrators and Organization Administrators have all of them.
 */
export const ACCESS = {
  readSelf: { scope: "okta.users.read.self", role: ANY_ROLE },
  readApps: { scope: "okta.apps.read", role: "Application Administrator or Read-Only Administrator" },
  manageApps: { scope: "okta.apps.manage", role: "Application Administrator" },
  readGroups: { scope: "okta.groups.read", role: "Group Administrator or Read-Only Administrator" },
  manageGroups: { scope: "okta.groups.manage", role: ORGANIZATION },
  readPush: {
    scope: "okta.apps.read and okta.groups.read",
    role: "Application Administrator and Group Administrator",
  },
  managePush: {
    scope: "okta.apps.manage and okta.groups.manage",
    role: "Application Administrator and Group Administrator",
  },
  readSchemas: { scope: "okta.schemas.read", role: "Application Administrator" },
  manageSchemas: { scope: "okta.schemas.manage", role: "Application Administrator" },
  readMappings: { scope: "okta.profileMappings.read", role: "Application Administrator" },
  manageMappings: { scope: "okta.profileMappings.manage", role: "Application Administrator" },
  readLog: { scope: "okta.logs.read", role: "Report Administrator or Read-Only Administrator" },
} as const satisfies Record<string, Access>;
