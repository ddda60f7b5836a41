import type { JsonObject } from "../../base/json.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import { DEFAULT_MAPPING, overwriteMapped, type AppProfile, type MappedAttribute } from "./mapping.js";

// The dialect of an app made with the App Integration Wizard on which SCIM was switched on: every change is a GET and a
// PUT of the whole resource, never a PATCH. Source: Okta developer docs, concepts/scim/faqs, "PATCH versus PUT".

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** One member of a pushed group. */
export interface PushedMember {
  /** The person's id at the target. */
  readonly value: string;
  /** The person's userName; some orgs send null. Source: traffic recorded in 2023 (jelhub/scimgateway 95). */
  readonly display: string | null;
}

/**
 * Creates a person. Okta always sends a password, a random placeholder when password sync is off.
 * Source: Okta developer docs, reference/scim/scim-20.
 */
export function createUser(
  profile: AppProfile,
  placeholderPassword: string,
  mapping: readonly MappedAttribute[] = DEFAULT_MAPPING,
): ScimRequest {
  const mapped = overwriteMapped({ schemas: [USER] }, profile, mapping);
  const body = { ...mapped, groups: [], password: placeholderPassword, active: profile.active };
  return { method: "POST", path: "/Users", body };
}

/** Reads a person before changing them. */
export function getUser(id: string): ScimRequest {
  return { method: "GET", path: `/Users/${encodeURIComponent(id)}` };
}

/**
 * Updates or links a person: what the GET returned, with the mapped attributes overwritten, so that a target's own
 * attributes come back to it. It always says `groups: []`, whatever groups the person is in, and never a password.
 * Sources: Okta developer docs, reference/scim/scim-20 (update user); recorded traffic, whose length fits only with `groups: []`.
 */
export function replaceUser(
  id: string,
  current: JsonObject,
  profile: AppProfile,
  mapping: readonly MappedAttribute[] = DEFAULT_MAPPING,
): ScimRequest {
  const mapped = overwriteMapped(withoutPassword(current), profile, mapping);
  const body = { ...mapped, groups: [], active: profile.active };
  return { method: "PUT", path: `/Users/${encodeURIComponent(id)}`, body };
}

/** Deactivates or reactivates a person: what the GET returned with another `active`. */
export function setUserActive(id: string, current: JsonObject, active: boolean): ScimRequest {
  return { method: "PUT", path: `/Users/${encodeURIComponent(id)}`, body: { ...withoutPassword(current), active } };
}

/** A target should never show a password; where one does, it does not come back. */
function withoutPassword(resource: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => name !== "password"));
}

/** Creates a pushed group, always empty: its members follow by PUT. Source: recorded traffic, 2026. */
export function createGroup(displayName: string): ScimRequest {
  return { method: "POST", path: "/Groups", body: { schemas: [GROUP], displayName, members: [] } };
}

/** Reads a group before changing it. */
export function getGroup(id: string): ScimRequest {
  return { method: "GET", path: `/Groups/${encodeURIComponent(id)}` };
}

/** Sends a group's whole membership. */
export function replaceGroup(id: string, displayName: string, members: readonly PushedMember[]): ScimRequest {
  const body = {
    schemas: [GROUP],
    id,
    displayName,
    members: members.map(({ value, display }) => ({ value, display })),
  };
  return { method: "PUT", path: `/Groups/${encodeURIComponent(id)}`, body };
}

/** Deletes a pushed group: "Unlink pushed group" with "Delete the group in the target app". */
export function deleteGroup(id: string): ScimRequest {
  return { method: "DELETE", path: `/Groups/${encodeURIComponent(id)}` };
}
