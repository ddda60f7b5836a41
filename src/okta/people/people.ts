import type { Person, PersonRequirement } from "../../setup/model/expectation.js";
import type { OktaUser } from "../api/schemas.js";

/** Statuses of users that Okta does not provision (Okta: developer docs, "User lifecycle"); who is STAGED is (metabase issue 48276). */
const NOT_PROVISIONED: Readonly<Record<string, string>> = {
  DEPROVISIONED: "deactivated in Okta",
  SUSPENDED: "suspended in Okta",
};

/** Attributes that Okta needs to create a user on the SCIM server: its user profile for SCIM apps requires them. */
export const REQUIRED_ATTRIBUTES: readonly PersonRequirement[] = [
  { attribute: "firstName", reason: "no first name (firstName)" },
  { attribute: "lastName", reason: "no last name (lastName)" },
  { attribute: "email", reason: "no primary email (email)" },
];

/** A user of the org as the engine sees users: attributes are the profile's texts, and `id`. */
export function personOf(user: OktaUser): Person {
  const texts = Object.entries(user.profile).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
  );
  const attributes = { ...Object.fromEntries(texts), id: user.id };
  const login = user.profile["login"];
  const inactive = NOT_PROVISIONED[user.status];
  return {
    id: user.id,
    name: typeof login === "string" && login !== "" ? login : user.id,
    ...(inactive === undefined ? {} : { inactive }),
    attributes,
  };
}

/** True for a user that Okta can create on the SCIM server once assigned. */
export function isProvisionable(person: Person): boolean {
  return (
    person.inactive === undefined &&
    REQUIRED_ATTRIBUTES.every(({ attribute }) => person.attributes[attribute] !== undefined)
  );
}
