import type { Secret } from "../../../base/secret.js";
import type { DirectoryPerson } from "../../people/person.js";
import { fromProfile, USER_ATTRIBUTES, type PersonDetails, type UserData } from "./user-profile.js";
import { USER_TYPE_ID } from "./user-type.js";

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

/** What a user signs in with. */
export interface UserCredentials {
  readonly hasPassword: boolean;
  /** The password, where it was set through the API as it is; unknown when it came as a hash or with the directory. */
  readonly password?: Secret;
  readonly passwordChanged?: number;
  readonly recovery?: { readonly question: string; readonly answer: Secret };
  /** IMPORT: the password came as a hash, and is Okta's own once the user has signed in. */
  readonly provider: "OKTA" | "IMPORT";
}

/** A user in the org. */
export interface OktaUser extends UserData {
  readonly id: string;
  readonly created: number;
  typeId: string;
  status: UserStatus;
  /** Undefined as long as the status is the first one. */
  statusChanged?: number;
  lastUpdated: number;
  /** When the user was activated last; undefined before. */
  activated?: number;
  credentials: UserCredentials;
  /** What a profile of the user's type can have, by Okta's names. */
  attributes: ReadonlySet<string>;
}

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
  const hasPassword = person.active && status !== "STAGED" && status !== "PROVISIONED";
  const credentials: UserCredentials = {
    hasPassword,
    provider: "OKTA",
    ...(hasPassword ? { passwordChanged: created } : {}),
  };
  return { id, ...data, typeId: USER_TYPE_ID, status, credentials, attributes, ...times, ...activated };
}

/**
 * True for a user who gets apps from Okta: no user while suspended or deactivated. A user who is staged can be assigned and is
 * provisioned. Source: metabase issue 48276.
 */
export function getsApps({ status }: OktaUser): boolean {
  return status !== "SUSPENDED" && status !== "DEPROVISIONED";
}

/** The user's name as the System Log and error texts show it. */
export function shownName(user: OktaUser): string {
  const { displayName, givenName, familyName, userName } = user.person;
  const name = displayName ?? [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return name === "" ? userName : name;
}
