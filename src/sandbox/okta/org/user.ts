import type { JsonObject } from "../../../base/json.js";
import type { DirectoryPerson } from "../../people/person.js";
import { resourceTime } from "./time.js";

/** Somebody in the org. */
export interface OktaUser {
  readonly id: string;
  readonly person: DirectoryPerson;
  readonly created: number;
}

/**
 * A user as the Users API shows it. The four base attributes that Okta always shows are null when absent.
 *
 * @param orgUrl - for the links
 */
export function renderUser(user: OktaUser, orgUrl: string): JsonObject {
  const { person } = user;
  const created = resourceTime(user.created);
  return {
    id: user.id,
    status: person.active ? "ACTIVE" : "DEPROVISIONED",
    created,
    activated: created,
    statusChanged: created,
    lastLogin: null,
    lastUpdated: created,
    passwordChanged: person.active ? created : null,
    type: { id: "oty0000000000000000a" },
    profile: {
      firstName: person.givenName ?? null,
      lastName: person.familyName ?? null,
      mobilePhone: null,
      ...(person.displayName === undefined ? {} : { displayName: person.displayName }),
      ...(person.title === undefined ? {} : { title: person.title }),
      ...(person.department === undefined ? {} : { department: person.department }),
      secondEmail: null,
      login: person.userName,
      email: person.email ?? null,
    },
    credentials: { provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `${orgUrl}/api/v1/users/${user.id}` } },
  };
}

/** The user's name as the System Log and error texts show it. */
export function shownName(user: OktaUser): string {
  const { displayName, givenName, familyName, userName } = user.person;
  const name = displayName ?? [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return name === "" ? userName : name;
}
