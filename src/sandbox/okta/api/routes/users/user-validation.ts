import { isJsonObject, type JsonObject } from "../../../../../base/json.js";
import type { Org } from "../../../org/org.js";
import type { OktaUser } from "../../../org/user.js";
import { fromProfile, toProfile, USER_ATTRIBUTES, type UserData } from "../../../org/user-profile.js";
import { validationFailed } from "../../errors.js";

/** First and last name until administrators say otherwise in the Profile Editor. */
const REQUIRED = ["login", "email", "firstName", "lastName"];
const LONGEST = 100;
const BLANK = "The field cannot be left blank";

/**
 * A profile as it was sent, of a new user.
 *
 * @throws OktaApiError (400 E0000001)
 */
export function readNewProfile(org: Org, body: JsonObject, attributes: ReadonlySet<string>): UserData {
  return checked(org, profileIn(body), { attributes, required: requiredIn(org) });
}

/**
 * A profile that takes the place of the one before: what is not sent is gone.
 *
 * @throws OktaApiError (400 E0000001)
 */
export function readFullProfile(org: Org, body: JsonObject, user: OktaUser, attributes: ReadonlySet<string>): UserData {
  return checked(org, profileIn(body), { user, attributes, required: requiredIn(org) });
}

/**
 * Changes to a profile: null removes, what is not sent stays.
 *
 * @throws OktaApiError (400 E0000001)
 */
export function readPartialProfile(
  org: Org,
  body: JsonObject,
  user: OktaUser,
  attributes: ReadonlySet<string>,
): UserData {
  const changes = body["profile"] === undefined && body["credentials"] !== undefined ? {} : profileIn(body);
  const required = requiredIn(org).filter((name) => name in changes);
  return checked(org, { ...toProfile(user), ...changes }, { user, attributes, required });
}

function requiredIn({ habits }: Org): readonly string[] {
  return REQUIRED.filter((name) => habits.baseAttributes?.[name]?.required !== false);
}

interface Rules {
  /** Whose profile it is; absent for a new user. */
  readonly user?: OktaUser;
  readonly attributes: ReadonlySet<string>;
  readonly required: readonly string[];
}

function checked(org: Org, profile: JsonObject, { user, attributes, required }: Rules): UserData {
  const unknown = Object.keys(profile).filter((name) => !attributes.has(name));
  // Recorded for a new user; for a change the first word is a guess.
  if (unknown.length > 0) {
    const causes = unknown.map((name) => `Property name '${name}' is not defined in profile`);
    throw validationFailed(user === undefined ? "newUser" : "user", ...causes);
  }
  for (const [name, value] of Object.entries(profile)) {
    // Of the org's own attributes neither type nor length is known here.
    if (!USER_ATTRIBUTES.has(name)) continue;
    if (value !== null && typeof value !== "string") throw validationFailed(name, `${name}: must be a string`);
    if (typeof value === "string" && value.length > LONGEST)
      throw validationFailed(name, `${name}: String length is too long`);
  }
  for (const name of required) if ((profile[name] ?? "") === "") throw validationFailed(name, `${name}: ${BLANK}`);
  const data = fromProfile(profile);
  checkLogin(org, data.person.userName, user);
  return data;
}

function checkLogin(org: Org, login: string, user: OktaUser | undefined): void {
  if (login === user?.person.userName) return;
  if (!/^[^\s@]+@[^\s@]+$/.test(login))
    throw validationFailed("login", "login: Username must be in the form of an email address");
  const wanted = login.toLowerCase();
  for (const other of org.users.values()) {
    if (other !== user && other.person.userName.toLowerCase() === wanted)
      throw validationFailed("login", "login: An object with this field already exists in the current organization");
  }
}

function profileIn({ profile }: JsonObject): JsonObject {
  if (!isJsonObject(profile)) throw validationFailed("profile", `profile: ${BLANK}`);
  return profile;
}
