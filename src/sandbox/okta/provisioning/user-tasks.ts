import type { JsonObject } from "../../../base/json.js";
import { patchUserActive } from "../../../dialect/okta/catalog-app.js";
import { createUser, getUser, replaceUser, setUserActive } from "../../../dialect/okta/custom-app.js";
import { findUser } from "../../../dialect/okta/lookup.js";
import { idOf } from "../../../scim-client/list-answer.js";
import type { PushedProfile } from "./app-profile.js";
import { ask, RemoteFailure, resourceOf, resourcesOf } from "./remote-failure.js";
import type { ScimConnection } from "../org/settings.js";

const PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz0123456789";
const PASSWORD_LENGTH = 8;

/** A user at the target, and how they came to be known there. */
interface Provisioned {
  /** The user's id at the target. */
  readonly id: string;
  /** `reactivated`: they were there, and inactive. */
  readonly was: "created" | "linked" | "reactivated";
}

/**
 * Brings one user to the target: looks first; creates when no user is there, otherwise links and overwrites.
 *
 * @param shown - the user's name for the texts of failures
 * @throws TooManyRequests, RemoteFailure
 */
export async function provision(
  shown: string,
  pushed: PushedProfile,
  connection: ScimConnection,
  random: () => number,
): Promise<Provisioned> {
  const { connector, uniqueIdentifier } = connection;
  const { userName, email } = pushed.profile;
  const known = uniqueIdentifier === "email" ? email : userName;
  const found = await ask(connector, findUser(uniqueIdentifier, known ?? userName), true);
  const [existing] = resourcesOf(found);
  if (existing === undefined) return { id: await create(shown, pushed, connection, random), was: "created" };
  const id = idOf(existing);
  if (id === undefined) throw new RemoteFailure("Errors reported by remote server: the user found has no id");
  // An order of these requests is not recorded for a catalog app; each of them is documented.
  const isInactive = existing["active"] === false;
  if (connection.kind === "catalog" && isInactive) await ask(connector, patchUserActive(id, true));
  await overwrite(id, pushed, connection);
  return { id, was: isInactive ? "reactivated" : "linked" };
}

/**
 * Pushes a changed profile: what the target has, with every mapped attribute overwritten.
 *
 * @throws TooManyRequests, RemoteFailure
 */
export async function overwrite(
  externalId: string,
  { profile, mapping }: PushedProfile,
  { connector }: ScimConnection,
): Promise<void> {
  const current = resourceOf(await ask(connector, getUser(externalId)));
  await ask(connector, replaceUser(externalId, current, profile, mapping));
}

/**
 * Deactivates a user who is no longer assigned.
 *
 * @throws TooManyRequests, RemoteFailure
 */
export async function deactivate(externalId: string, { connector, kind }: ScimConnection): Promise<void> {
  if (kind === "catalog") {
    await ask(connector, patchUserActive(externalId, false));
    return;
  }
  const current: JsonObject = resourceOf(await ask(connector, getUser(externalId)));
  await ask(connector, setUserActive(externalId, current, false));
}

async function create(
  shown: string,
  { profile, mapping }: PushedProfile,
  connection: ScimConnection,
  random: () => number,
): Promise<string> {
  try {
    const answer = await ask(connection.connector, createUser(profile, placeholderPassword(random), mapping));
    const id = answer.text.trim() === "" ? undefined : idOf(resourceOf(answer));
    if (id === undefined) throw new RemoteFailure("Create new user returned empty user.");
    return id;
  } catch (error) {
    if (error instanceof RemoteFailure) throw new RemoteFailure(`Error while creating user ${shown}: ${error.message}`);
    throw error;
  }
}

function placeholderPassword(random: () => number): string {
  let password = "";
  while (password.length < PASSWORD_LENGTH)
    password += PASSWORD_LETTERS[Math.floor(random() * PASSWORD_LETTERS.length)] ?? "";
  return password;
}
