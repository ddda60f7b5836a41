import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import type { OktaGroup } from "../../org/group.js";
import { appUserTargets } from "../../org/log-targets.js";
import type { Org } from "../../org/org.js";
import { createUser, renderUser, type OktaUser } from "../../org/user.js";
import type { UserData } from "../../org/user-profile.js";
import type { Assigner } from "../../provisioning/assign.js";
import { forbidden, notFound, validationFailed, wrongStatus } from "../errors.js";
import { findGroup } from "./groups-routes.js";
import { bodyObject, pathValue, queryValue } from "../request.js";
import { readFullProfile, readNewProfile, readPartialProfile } from "./user-validation.js";

interface UserRoutesOptions {
  readonly org: Org;
  readonly assigner: Assigner;
  /** Puts a user into a group with all that follows. */
  readonly join: (user: OktaUser, group: OktaGroup) => void;
}

/** Users: create, read, change. */
export function userRoutes(server: FastifyInstance, { org, assigner, join }: UserRoutesOptions): void {
  server.get("/api/v1/users/me", () => renderUser(org.administrator, org.url()));

  server.get("/api/v1/users/:id", (request) => renderUser(findUser(org, pathValue(request, "id")), org.url()));

  server.post("/api/v1/users", (request) => {
    const body = bodyObject(request);
    const data = readNewProfile(org, body);
    const groups = readGroups(body);
    const user: OktaUser = {
      ...createUser(org.newId("00u"), { ...data.person, active: true }, org.scheduler.now(), org.userAttributes),
      ...data,
      hasPassword: hasPassword(body),
      status: "STAGED",
    };
    delete user.activated;
    org.users.set(user.id, user);
    log(user, "create", "Create Okta user");
    for (const group of [org.everyone, ...groups]) join(user, group);
    if (queryValue(request, "activate") !== "false") {
      user.status = user.hasPassword ? "ACTIVE" : "PROVISIONED";
      user.activated = org.scheduler.now();
      log(user, "activate", "Activate Okta user");
      assigner.statusChanged(user);
    }
    return renderUser(user, org.url());
  });

  server.post("/api/v1/users/:id", (request) => {
    const user = changeableUser(pathValue(request, "id"));
    return change(user, readPartialProfile(org, bodyObject(request), user));
  });

  server.put("/api/v1/users/:id", (request) => {
    const user = changeableUser(pathValue(request, "id"));
    return change(user, readFullProfile(org, bodyObject(request), user));
  });

  function changeableUser(id: string): OktaUser {
    const user = findUser(org, id);
    if (user.status === "DEPROVISIONED") throw wrongStatus();
    return user;
  }

  function change(user: OktaUser, data: UserData): JsonObject {
    assigner.changeProfile(user, () => {
      Object.assign(user, data);
    });
    user.lastUpdated = org.scheduler.now();
    const displayMessage = "Update user profile for Okta";
    const eventType = "user.account.update_profile";
    const targets = appUserTargets(user).slice(1);
    org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets });
    return renderUser(user, org.url());
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

function hasPassword({ credentials }: JsonObject): boolean {
  return isJsonObject(credentials) && credentials["password"] !== undefined;
}
