import type { JsonObject } from "../../../base/json.js";
import { createUser, getUser, replaceUser, setUserActive } from "../../../dialect/okta/custom-app.js";
import { findUser } from "../../../dialect/okta/lookup.js";
import type { AppProfile } from "../../../dialect/okta/mapping.js";
import type { DirectoryPerson } from "../../people/person.js";
import { shownName, type OktaUser } from "../org/user.js";
import { ask, idOf, RemoteFailure, resourceOf, resourcesOf } from "./remote-failure.js";
import type { ScimConnection } from "./settings.js";

const PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz0123456789";
const PASSWORD_LENGTH = 8;

/** Attributes that the app user profile of a custom app requires, in its own words. */
const REQUIRED = ["givenName", "familyName", "email"] as const;

/** What the person lacks and the app requires. */
export function missingAttributes(person: DirectoryPerson): string[] {
  return REQUIRED.filter((name) => person[name] === undefined);
}

/**
 * Brings one person to the target: looks first; creates when nobody is there, otherwise links and overwrites.
 *
 * @returns the person's id at the target
 * @throws TooManyRequests, RemoteFailure
 */
export async function provision(user: OktaUser, connection: ScimConnection, random: () => number): Promise<string> {
  const { connector, uniqueIdentifier } = connection;
  const profile = profileOf(user);
  const known = uniqueIdentifier === "email" ? profile.email : profile.userName;
  const found = await ask(connector, findUser(uniqueIdentifier, known ?? profile.userName), true);
  const [existing] = resourcesOf(found);
  if (existing === undefined) return create(user, profile, connection, random);
  const id = idOf(existing);
  if (id === undefined) throw new RemoteFailure("Errors reported by remote server: the user found has no id");
  const current = resourceOf(await ask(connector, getUser(id)));
  await ask(connector, replaceUser(id, current, profile));
  return id;
}

/**
 * Deactivates somebody who is no longer assigned.
 *
 * @throws TooManyRequests, RemoteFailure
 */
export async function deactivate(externalId: string, { connector }: ScimConnection): Promise<void> {
  const current: JsonObject = resourceOf(await ask(connector, getUser(externalId)));
  await ask(connector, setUserActive(externalId, current, false));
}

async function create(
  user: OktaUser,
  profile: AppProfile,
  connection: ScimConnection,
  random: () => number,
): Promise<string> {
  const whileCreating = `Error while creating user ${shownName(user)}:`;
  try {
    const answer = await ask(connection.connector, createUser(profile, placeholderPassword(random)));
    const id = answer.text.trim() === "" ? undefined : idOf(resourceOf(answer));
    if (id === undefined) throw new RemoteFailure("Create new user returned empty user.");
    return id;
  } catch (error) {
    if (error instanceof RemoteFailure) throw new RemoteFailure(`${whileCreating} ${error.message}`);
    throw error;
  }
}

function profileOf({ id, person }: OktaUser): AppProfile {
  const { userName, givenName, familyName, email } = person;
  const displayName = person.displayName ?? [givenName, familyName].filter((part) => part !== undefined).join(" ");
  return {
    userName,
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
    ...(email === undefined ? {} : { email }),
    displayName,
    externalId: id,
    active: true,
  };
}

function placeholderPassword(random: () => number): string {
  let password = "";
  while (password.length < PASSWORD_LENGTH)
    password += PASSWORD_LETTERS[Math.floor(random() * PASSWORD_LETTERS.length)] ?? "";
  return password;
}
