/** Where an attribute of an app user profile goes in the SCIM resource. */
export type ScimPath = readonly [string] | readonly [string, string];

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Attributes that the dialect itself puts into every body, from the app user profile of the same names. */
export const ALWAYS_MAPPED = ["givenName", "familyName", "email", "displayName"] as const;

/**
 * The other base attributes of the app user profile once SCIM is on. Source: RFC 7643 4.1 and 4.3; which of them a custom
 * app offers is not recorded.
 */
export const FURTHER_ATTRIBUTES: Readonly<Record<string, ScimPath>> = {
  middleName: ["name", "middleName"],
  honorificPrefix: ["name", "honorificPrefix"],
  honorificSuffix: ["name", "honorificSuffix"],
  title: ["title"],
  nickName: ["nickName"],
  profileUrl: ["profileUrl"],
  preferredLanguage: ["preferredLanguage"],
  timezone: ["timezone"],
  userType: ["userType"],
  employeeNumber: [ENTERPRISE, "employeeNumber"],
  costCenter: [ENTERPRISE, "costCenter"],
  organization: [ENTERPRISE, "organization"],
  division: [ENTERPRISE, "division"],
  department: [ENTERPRISE, "department"],
};

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

/** Where a custom attribute goes: into the resource itself for the core schema, otherwise under its namespace. */
export function pathOf(externalName: string, externalNamespace: string | undefined): ScimPath {
  if (externalNamespace !== undefined && externalNamespace !== USER) return [externalNamespace, externalName];
  const [first, second] = externalName.split(".", 2);
  return first === undefined || second === undefined ? [externalName] : [first, second];
}
