import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../../base/json.js";
import type { OktaGroup } from "../../../org/group.js";
import { appUserTargets } from "../../../org/log-targets.js";
import type { Org } from "../../../org/org.js";
import { createUser, type OktaUser } from "../../../org/user.js";
import type { UserData } from "../../../org/user-profile.js";
import { USER_TYPE_ID, type UserType } from "../../../org/user-type.js";
import { renderUser } from "../../../org/user-view.js";
import type { Assigner } from "../../../provisioning/assign.js";
import { refuseExpand } from "../../expand.js";
import { forbidden, notFound, validationFailed, wrongStatus } from "../../errors.js";
import { findGroup } from "../groups-routes.js";
import { bodyObject, pathValue, queryValue } from "../../request.js";
import { NO_CREDENTIALS, readCredentials } from "./read-credentials.js";
import { readFullProfile, readNewProfile, readPartialProfile } from "./user-validation.js";

interface UserRoutesOptions {
  readonly org: Org;
  readonly assigner: Assigner;
  /** Puts a user into a group with all that follows. */
  readonly join: (user: OktaUser, group: OktaGroup) => void;
}

/** Users: create, read, change. */
export function userRoutes(server: FastifyInstance, { org, assigner, join }: UserRoutesOptions): void {
  server.get("/api/v1/users/me", () => renderUser(org.administrator, org));

  // The only answer about users that has a tag. Source: recorded traffic, 2025 and 2026.
  server.get("/api/v1/users/:id", (request, reply) => {
    refuseExpand(request, ["blocks", "classification"]);
    const shown = renderUser(findUser(org, pathValue(request, "id")), org);
    const tag = createHash("sha256").update(JSON.stringify(shown)).digest("hex");
    reply.header("etag", `W/"${tag}"`);
    return shown;
  });

  server.post("/api/v1/users", (request) => {
    const body = bodyObject(request);
    const type = typeIn(body) ?? defaultType();
    const data = readNewProfile(org, body, type.attributes);
    const groups = readGroups(body);
    const now = org.scheduler.now();
    const {
      activated: _never,
      statusChanged: _not,
      ...made
    } = createUser(org.newId("00u"), { ...data.person, active: true }, now, type.attributes);
    const credentials = readCredentials(body, NO_CREDENTIALS, now);
    const changed = credentials.hasPassword ? { statusChanged: now } : {};
    const user: OktaUser = { ...made, ...data, ...changed, typeId: type.id, credentials, status: "STAGED" };
    org.users.set(user.id, user);
    log(user, "create", "Create Okta user");
    if (queryValue(request, "activate") !== "false") {
      Object.assign(user, {
        status: credentials.hasPassword ? "ACTIVE" : "PROVISIONED",
        statusChanged: now,
        activated: now,
      });
      log(user, "activate", "Activate Okta user");
    }
    for (const group of [org.everyone, ...groups]) join(user, group);
    return renderUser(user, org);
  });

  server.post("/api/v1/users/:id", (request) => {
    const user = changeableUser(pathValue(request, "id"));
    const body = bodyObject(request);
    return change(user, body, (attributes) => readPartialProfile(org, body, user, attributes));
  });

  // Without a profile only the credentials change (recorded).
  server.put("/api/v1/users/:id", (request) => {
    const user = changeableUser(pathValue(request, "id"));
    const body = bodyObject(request);
    const whole = body["profile"] !== undefined || body["credentials"] === undefined;
    return change(user, body, (attributes) =>
      whole ? readFullProfile(org, body, user, attributes) : { person: user.person, more: user.more },
    );
  });

  function changeableUser(id: string): OktaUser {
    const user = findUser(org, id);
    if (user.status === "DEPROVISIONED") throw wrongStatus();
    return user;
  }

  function change(
    user: OktaUser,
    body: JsonObject,
    profile: (attributes: ReadonlySet<string>) => UserData,
  ): JsonObject {
    const type = typeIn(body);
    const attributes = type?.attributes ?? user.attributes;
    const data = profile(attributes);
    const credentials = readCredentials(body, user.credentials, org.scheduler.now());
    assigner.changeProfile(user, () => {
      Object.assign(user, data, { attributes, credentials, typeId: type?.id ?? user.typeId });
    });
    user.lastUpdated = org.scheduler.now();
    const displayMessage = "Update user profile for Okta";
    const eventType = "user.account.update_profile";
    const targets = appUserTargets(user).slice(1);
    org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets });
    return renderUser(user, org);
  }

  function typeIn({ type }: JsonObject): UserType | undefined {
    const id = isJsonObject(type) ? type["id"] : undefined;
    if (id === undefined) return undefined;
    const found = typeof id === "string" ? org.userTypes.get(id) : undefined;
    if (found === undefined) throw validationFailed("type", "type: The user type does not exist");
    return found;
  }

  function defaultType(): UserType {
    const found = org.userTypes.get(USER_TYPE_ID);
    if (found === undefined) throw new Error("an org without its default user type");
    return found;
  }

  function readGroups({ groupIds }: JsonObject): OktaGroup[] {
    if (groupIds === undefined) return [];
    if (!Array.isArray(groupIds)) throw validationFailed("groupIds", "groupIds: must be a list");
    return (groupIds as readonly unknown[]).map((id) => {
      const group = findGroup(org, String(id));
      if (group.type !== "OKTA_GROUP") throw forbidden();
      return group;
    });
  }

  function log(user: OktaUser, what: string, displayMessage: string): void {
    logLifecycle(org, user, what, displayMessage);
  }
}

/**
 * The user of this id or login.
 *
 * @throws OktaApiError (404)
 */
export function findUser(org: Org, idOrLogin: string): OktaUser {
  const user = org.users.get(idOrLogin);
  if (user !== undefined) return user;
  const wanted = idOrLogin.toLowerCase();
  for (const other of org.users.values()) if (other.person.userName.toLowerCase() === wanted) return other;
  throw notFound(idOrLogin, "User");
}

/** Writes an event `user.lifecycle.…` that an administrator caused. */
export function logLifecycle(org: Org, user: OktaUser, what: string, displayMessage: string): void {
  const targets = appUserTargets(user).slice(1);
  const eventType = `user.lifecycle.${what}`;
  org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets });
}
