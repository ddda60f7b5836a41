import type { JsonObject, JsonValue } from "../../../base/json.js";
import type { DirectoryPerson } from "../../people/person.js";

type OurField = "givenName" | "familyName" | "email" | "displayName" | "title" | "department";

/** What the org knows of a user, apart from status and groups. */
export type PersonDetails = Pick<DirectoryPerson, "userName" | OurField>;

/** A user's profile as the org keeps it. */
export interface UserData {
  person: PersonDetails;
  /** Base attributes that a directory of ours does not know, by Okta's names. */
  more: JsonObject;
}

/** The attributes of a profile that a directory of ours knows too, by Okta's names. */
const OURS = {
  login: "userName",
  firstName: "givenName",
  lastName: "familyName",
  email: "email",
  displayName: "displayName",
  title: "title",
  department: "department",
} as const satisfies Record<string, keyof PersonDetails>;

/** The other base attributes of a user. Source: Okta developer docs, user profile properties. */
const OTHERS = [
  "secondEmail",
  "middleName",
  "honorificPrefix",
  "honorificSuffix",
  "nickName",
  "profileUrl",
  "primaryPhone",
  "mobilePhone",
  "streetAddress",
  "city",
  "state",
  "zipCode",
  "countryCode",
  "postalAddress",
  "preferredLanguage",
  "locale",
  "timezone",
  "userType",
  "employeeNumber",
  "costCenter",
  "organization",
  "division",
  "managerId",
  "manager",
];

/** All attributes a user's profile can have, beside those that an org has made itself. */
export const USER_ATTRIBUTES: ReadonlySet<string> = new Set([...Object.keys(OURS), ...OTHERS]);

/** A user's profile as the API shows it: Okta always shows six attributes, null when absent. */
export function toProfile({ person, more }: UserData): JsonObject {
  return {
    firstName: person.givenName ?? null,
    lastName: person.familyName ?? null,
    mobilePhone: null,
    ...(person.displayName === undefined ? {} : { displayName: person.displayName }),
    ...(person.title === undefined ? {} : { title: person.title }),
    ...(person.department === undefined ? {} : { department: person.department }),
    secondEmail: null,
    ...more,
    login: person.userName,
    email: person.email ?? null,
  };
}

/** One attribute of a profile, by Okta's name. */
export function attributeOf({ person, more }: UserData, name: string): JsonValue | undefined {
  return isOurs(name) ? person[OURS[name]] : more[name];
}

/** A profile as the org keeps it; null and blank values are absent. */
export function fromProfile(profile: JsonObject): UserData {
  const given = new Map(Object.entries(profile).filter((entry): entry is [string, JsonValue] => isGiven(entry[1])));
  const details: Partial<Record<keyof PersonDetails, string>> = {};
  for (const [name, value] of given) if (isOurs(name) && typeof value === "string") details[OURS[name]] = value;
  return {
    person: { ...details, userName: details.userName ?? "" },
    more: Object.fromEntries([...given].filter(([name]) => !isOurs(name))),
  };
}

function isOurs(name: string): name is keyof typeof OURS {
  return Object.hasOwn(OURS, name);
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}
