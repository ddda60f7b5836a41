import type { JsonObject } from "../../../base/json.js";
import { resourceTime } from "./time.js";
import { toProfile, type PersonDetails, type UserData } from "./user-profile.js";

/**
 * Where somebody stands in Okta's life of a user: made, made and waiting for a password, in use, suspended, deactivated.
 * Source: Okta developer docs, user lifecycle.
 */
export type UserStatus = "STAGED" | "PROVISIONED" | "ACTIVE" | "SUSPENDED" | "DEPROVISIONED";

/** Somebody in the org. */
export interface OktaUser extends UserData {
  readonly id: string;
  readonly created: number;
  status: UserStatus;
  statusChanged: number;
  lastUpdated: number;
  /** When the person was activated last; undefined before. */
  activated?: number;
  hasPassword: boolean;
}

/** The only type of users this org has. */
export const USER_TYPE_ID = "oty0000000000000000a";

/** Somebody who has been in the org since then. */
export function createUser(
  id: string,
  person: PersonDetails & { readonly active: boolean },
  created: number,
): OktaUser {
  const status = person.active ? "ACTIVE" : "DEPROVISIONED";
  const times = { created, statusChanged: created, lastUpdated: created, activated: created };
  return { id, person, more: {}, status, hasPassword: person.active, ...times };
}

/** A user as the Users API shows it: what Okta always shows is null when absent. */
export function renderUser(user: OktaUser, orgUrl: string): JsonObject {
  return {
    id: user.id,
    status: user.status,
    created: resourceTime(user.created),
    activated: user.activated === undefined ? null : resourceTime(user.activated),
    statusChanged: resourceTime(user.statusChanged),
    lastLogin: null,
    lastUpdated: resourceTime(user.lastUpdated),
    passwordChanged: user.hasPassword ? resourceTime(user.created) : null,
    type: { id: USER_TYPE_ID },
    profile: toProfile(user),
    credentials: { provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `${orgUrl}/api/v1/users/${user.id}` } },
  };
}

/** True for somebody whom Okta gives apps: a new person only once activated, and nobody while suspended or deactivated. */
export function getsApps({ status }: OktaUser): boolean {
  return status === "ACTIVE" || status === "PROVISIONED";
}

/** The user's name as the System Log and error texts show it. */
export function shownName(user: OktaUser): string {
  const { displayName, givenName, familyName, userName } = user.person;
  const name = displayName ?? [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return name === "" ? userName : name;
}
