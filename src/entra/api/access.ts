import type { AccessNeed } from "../../setup/model/rights.js";

const ADMINISTRATOR = "Cloud Application Administrator";
/** Holds for applications the caller owns, and only without a user (Microsoft Graph permissions reference). */
const OWNED = "Application.ReadWrite.OwnedBy";

// What each kind of call needs (Microsoft Graph permissions reference, August 2026; roles: Entra docs, permissions-reference).

export const findApps: AccessNeed = {
  anyOf: ["Application.Read.All", OWNED],
  role: "Directory Readers",
  purpose: "find the enterprise application",
};

export const makeApp: AccessNeed = {
  anyOf: ["Application.ReadWrite.All", OWNED],
  role: ADMINISTRATOR,
  purpose: "create the enterprise application",
};

export const syncRead: AccessNeed = {
  anyOf: ["Synchronization.Read.All", OWNED],
  role: ADMINISTRATOR,
  purpose: "read the provisioning configuration",
};

export const syncWrite: AccessNeed = {
  anyOf: ["Synchronization.ReadWrite.All", OWNED],
  role: ADMINISTRATOR,
  purpose: "set up provisioning",
};

export const assignGroups: AccessNeed = {
  anyOf: ["AppRoleAssignment.ReadWrite.All"],
  role: ADMINISTRATOR,
  purpose: "assign groups",
};

export const readGroups: AccessNeed = {
  anyOf: ["GroupMember.Read.All", "Group.Read.All"],
  role: "Directory Readers",
  purpose: "read groups and their members",
};

/** `User.ReadBasic.All` shows neither title, department nor whether a user is disabled. */
export const readUsers: AccessNeed = {
  anyOf: ["User.Read.All"],
  role: "Directory Readers",
  purpose: "read users' job titles, departments and account status",
};

export const readLog: AccessNeed = {
  anyOf: ["ProvisioningLog.Read.All", "AuditLog.Read.All"],
  role: "Reports Reader",
  purpose: "read the provisioning logs",
};

export const readTenant: AccessNeed = {
  anyOf: ["User.Read", "Organization.Read.All"],
  role: "none",
  purpose: "read the tenant's name",
};
