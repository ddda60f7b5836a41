import type { ScimRequest } from "../../scim/message/messages.js";

/** Okta's page size for look-ups and imports. */
const PAGE = "startIndex=1&count=100";

/**
 * The requests of "Test Connector Configuration", always the same whatever the org holds.
 * Sources: Okta developer docs, reference/scim/scim-11; recorded traffic, October 2026 (without Import Groups only the first).
 */
export function testConnector(options: {
  /** The app's "Unique identifier field for users": Okta asks for no value of it here. */
  readonly uniqueIdentifier: string;
  readonly importGroups: boolean;
}): readonly ScimRequest[] {
  const users: ScimRequest = { method: "GET", path: "/Users?startIndex=1&count=2" };
  return options.importGroups ? [users, { method: "GET", path: `/Groups?${PAGE}` }] : [users];
}

/**
 * Looks for one person before creating one. Okta uses `eq` only, and spaces go as `%20`.
 * Source: Okta developer docs, reference/scim/scim-20.
 *
 * @param attribute - the app's "Unique identifier field for users" as it was entered: `userName`, or `email`, which is no
 *   attribute of SCIM's. That Okta then filters by `email eq` is read out of the field's description; no recording shows it.
 */
export function findUser(attribute: string, value: string): ScimRequest {
  return { method: "GET", path: `/Users?filter=${equals(attribute, value)}&${PAGE}` };
}

/** Looks for a group of this name before pushing one. Source: recorded traffic, 2026. */
export function findGroup(displayName: string): ScimRequest {
  return { method: "GET", path: `/Groups?filter=${equals("displayName", displayName)}&${PAGE}` };
}

/**
 * One page of an import of everybody: 1, 101, 201 and so on until `totalResults`.
 * Source: Okta developer docs, reference/scim/scim-20.
 */
export function importUsers(startIndex: number): ScimRequest {
  return { method: "GET", path: `/Users?startIndex=${String(startIndex)}&count=100` };
}

/** One page of an import of all groups, which follows that of the people where groups are imported. */
export function importGroups(startIndex: number): ScimRequest {
  return { method: "GET", path: `/Groups?startIndex=${String(startIndex)}&count=100` };
}

/** The filter, url-encoded. The value is a JSON string (RFC 7644 3.4.2.2). */
function equals(attribute: string, value: string): string {
  return encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
}
