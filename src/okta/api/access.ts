/** What a call needs: the OAuth scope Okta documents for it, and an admin role that has the right. */
export interface Access {
  readonly scope: string;
  readonly role: string;
}

/**
 * Rights by what is done (Okta: OpenAPI description, `security` of each operation; roles: help doc "Standard administrator roles").
 * The Super Administrator and the Organization Administrator have all of them.
 */
export const ACCESS = {
  readSelf: { scope: "okta.users.read.self", role: "any administrator role" },
  readApps: { scope: "okta.apps.read", role: "Application Administrator or Read-Only Administrator" },
  manageApps: { scope: "okta.apps.manage", role: "Application Administrator" },
  readGroups: { scope: "okta.groups.read", role: "Group Administrator or Read-Only Administrator" },
  manageGroups: { scope: "okta.groups.manage", role: "Organization Administrator" },
  readPush: {
    scope: "okta.apps.read and okta.groups.read",
    role: "Application Administrator together with Group Administrator",
  },
  managePush: {
    scope: "okta.apps.manage and okta.groups.manage",
    role: "Application Administrator together with Group Administrator",
  },
  readSchemas: { scope: "okta.schemas.read", role: "Application Administrator" },
  manageSchemas: { scope: "okta.schemas.manage", role: "Application Administrator" },
  readMappings: { scope: "okta.profileMappings.read", role: "Application Administrator" },
  manageMappings: { scope: "okta.profileMappings.manage", role: "Application Administrator" },
  readLog: { scope: "okta.logs.read", role: "Report Administrator or Read-Only Administrator" },
} as const satisfies Record<string, Access>;
