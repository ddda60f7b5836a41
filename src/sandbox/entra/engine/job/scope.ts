import type { SandboxServicePrincipal, SandboxTenant, SandboxUser } from "../../tenant/model.js";
import { settingOf } from "./connection.js";

/** Who is to be on the target. */
export interface Scope {
  /** Ids of all users who are assigned, disabled users included. */
  readonly users: ReadonlySet<string>;
  /** Ids of the groups that are assigned. */
  readonly groups: ReadonlySet<string>;
}

/**
 * With `SyncAll` all users and every group; otherwise who is assigned, and who is a direct member of an assigned group: groups
 * in groups are not expanded. Source: Microsoft Learn, how-provisioning-works (scoping).
 *
 * @param assignedUntil - later assignments do not count, in milliseconds since 1970
 */
export function scopeOf(tenant: SandboxTenant, app: SandboxServicePrincipal, assignedUntil = Infinity): Scope {
  if (settingOf(app, "SyncAll")?.toLowerCase() === "true")
    return { users: new Set(tenant.users.keys()), groups: new Set(tenant.groups.keys()) };
  const users = new Set<string>();
  const groups = new Set<string>();
  for (const { principalId, principalType, createdAt } of app.assignments.values()) {
    if (createdAt > assignedUntil) continue;
    const group = principalType === "Group" ? tenant.groups.get(principalId) : undefined;
    if (group !== undefined) {
      groups.add(principalId);
      for (const member of group.members) if (tenant.users.has(member)) users.add(member);
    } else if (tenant.users.has(principalId)) users.add(principalId);
  }
  return { users, groups };
}

/** The same for these users alone, without looking at all others. */
export function scopeAmong(tenant: SandboxTenant, app: SandboxServicePrincipal, userIds: readonly string[]): Scope {
  const everybody = settingOf(app, "SyncAll")?.toLowerCase() === "true";
  const principals = [...app.assignments.values()].map(({ principalId }) => principalId);
  const assigned = (id: string): boolean =>
    principals.some((principal) => principal === id || tenant.groups.get(principal)?.members.has(id) === true);
  return {
    users: new Set(userIds.filter((id) => tenant.users.has(id) && (everybody || assigned(id)))),
    groups: new Set(),
  };
}

/** True for a user whose account is enabled and not deleted. */
export function isActive(user: SandboxUser): boolean {
  return user.accountEnabled && !user.softDeleted;
}

/** True for a user who is to be active on the target. */
export function isEntitled(scope: Scope, user: SandboxUser): boolean {
  return scope.users.has(user.id) && isActive(user);
}

/**
 * The roles that a user has in the application, directly or through a group, as mappings read them:
 * `{"id":"...","value":"Admin","displayName":"Administrator"}`.
 */
export function rolesOf(tenant: SandboxTenant, app: SandboxServicePrincipal, userId: string): readonly string[] {
  const roles = new Map<string, string>();
  for (const { appRoleId, principalId } of app.assignments.values()) {
    if (principalId !== userId && tenant.groups.get(principalId)?.members.has(userId) !== true) continue;
    const role = app.appRoles.find(({ id }) => id === appRoleId);
    if (role === undefined) continue;
    const { id, value = null, displayName = null } = role;
    roles.set(appRoleId, JSON.stringify({ id, value, displayName }));
  }
  return [...roles.values()];
}
