import type { JsonObject } from "../../../base/json.js";
import type { DirectoryPerson } from "../../people/person.js";
import { resourceTime } from "./time.js";
import { fromProfile, toProfile, USER_ATTRIBUTES, type PersonDetails, type UserData } from "./user-profile.js";

/**
 * Where a user stands in Okta's life of a user: made, made and waiting for a password, in use (also with a password that is to be
 * reset, has expired, or was wrong too often), suspended, deactivated. Source: Okta developer docs, user lifecycle.
 */
const STATUSES = [
  "STAGED",
  "PROVISIONED",
  "ACTIVE",
  "RECOVERY",
  "PASSWORD_EXPIRED",
  "LOCKED_OUT",
  "SUSPENDED",
  "DEPROVISIONED",
] as const;
export type UserStatus = (typeof STATUSES)[number];

/** A user in the org. */
export interface OktaUser extends UserData {
  readonly id: string;
  readonly created: number;
  status: UserStatus;
  statusChanged: number;
  lastUpdated: number;
  /** When the user was activated last; undefined before. */
  activated?: number;
  hasPassword: boolean;
  /** What a profile of this org can have, by Okta's names. */
  readonly attributes: ReadonlySet<string>;
}

/** The only type of users this org has. */
export const USER_TYPE_ID = "oty0000000000000000a";

/** A user as a directory describes them: by our fields, or with a whole profile by Okta's names. */
type NewPerson = PersonDetails & Pick<DirectoryPerson, "active" | "status" | "attributes">;

/** A user who has been in the org since then. */
export function createUser(
  id: string,
  person: NewPerson,
  created: number,
  attributes: ReadonlySet<string> = USER_ATTRIBUTES,
): OktaUser {
  const status = STATUSES.find((one) => one === person.status) ?? (person.active ? "ACTIVE" : "DEPROVISIONED");
  const data = person.attributes === undefined ? { person, more: {} } : fromProfile(person.attributes);
  const times = { created, statusChanged: created, lastUpdated: created };
  const activated = status === "STAGED" ? {} : { activated: created };
  return { id, ...data, status, hasPassword: person.active, attributes, ...times, ...activated };
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

/** True for a user who gets apps from Okta: a new user only once activated, and no user while suspended or deactivated. */
export function getsApps({ status }: OktaUser): boolean {
  return status !== "STAGED" && status !== "SUSPENDED" && status !== "DEPROVISIONED";
}

/** The user's name as the System Log and error texts show it. */
export function shownName(user: OktaUser): string {
  const { displayName, givenName, familyName, userName } = user.person;
  const name = displayName ?? [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return name === "" ? userName : name;
}
