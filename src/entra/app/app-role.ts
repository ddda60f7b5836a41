import type { AppRole } from "../api/schemas.js";

/** "Default access": the role of an application that has none of its own (Microsoft Graph: appRoleAssignment). */
export const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/**
 * The role that an assignment of people gives: the application's own "User" where there is one, else its first role for
 * people. Where an application has roles, Graph may refuse "Default access" (Microsoft's provisioning test workflows,
 * AzureAD/SCIMReferenceCode, choose the same way).
 *
 * @returns the role's id
 */
export function chooseAppRole(roles: readonly AppRole[] | null | undefined): string {
  const forPeople = (roles ?? []).filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled === true && allowedMemberTypes?.includes("User") === true,
  );
  const chosen =
    forPeople.find(({ displayName }) => displayName === "User") ??
    forPeople.find(({ displayName }) => displayName?.toLowerCase() === "user") ??
    forPeople[0];
  return chosen?.id ?? DEFAULT_ACCESS;
}
