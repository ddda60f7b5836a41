import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../base/json.js";
import type { Secret } from "../../../../../base/secret.js";
import { appUserTargets } from "../../../org/log-targets.js";
import type { Org } from "../../../org/org.js";
import type { OktaUser, UserStatus } from "../../../org/user.js";
import { renderCredentials } from "../../../org/user-view.js";
import { credentialsRefused, forbidden, wrongStatus } from "../../errors.js";
import { bodyObject, pathValue } from "../../request.js";
import { readCredentials } from "./read-credentials.js";
import { findUser } from "./users-routes.js";

const USABLE: readonly UserStatus[] = ["ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"];

/** Changes of what a user signs in with, which the old password or the recovery answer allows. */
export function credentialRoutes(server: FastifyInstance, org: Org): void {
  server.post("/api/v1/users/:id/credentials/change_password", (request) => {
    const user = usableUser(pathValue(request, "id"));
    const body = bodyObject(request);
    prove(user.credentials.password, valueIn(body["oldPassword"]), "Old Password is not correct");
    return change(user, { password: body["newPassword"] ?? null });
  });

  server.post("/api/v1/users/:id/credentials/change_recovery_question", (request) => {
    const user = usableUser(pathValue(request, "id"));
    const body = bodyObject(request);
    prove(user.credentials.password, valueIn(body["password"]), "Password is not correct");
    return change(user, { recovery_question: body["recovery_question"] ?? null });
  });

  server.post("/api/v1/users/:id/credentials/forgot_password_recovery_question", (request) => {
    const user = usableUser(pathValue(request, "id"));
    const body = bodyObject(request);
    const { recovery } = user.credentials;
    if (recovery === undefined) throw forbidden();
    const question = isJsonObject(body["recovery_question"]) ? body["recovery_question"] : {};
    prove(recovery.answer, question["answer"], "The recovery question answer did not match our records.");
    user.status = "ACTIVE";
    return change(user, { password: body["password"] ?? null });
  });

  function usableUser(id: string): OktaUser {
    const user = findUser(org, id);
    if (!USABLE.includes(user.status)) throw wrongStatus();
    return user;
  }

  function change(user: OktaUser, credentials: JsonObject): JsonObject {
    user.credentials = readCredentials({ credentials }, user.credentials, org.scheduler.now());
    user.lastUpdated = org.scheduler.now();
    org.log.write({
      eventType: "user.account.update_password",
      displayMessage: "User update password for Okta",
      result: "SUCCESS",
      actor: "administrator",
      targets: appUserTargets(user).slice(1),
    });
    return renderCredentials(user);
  }
}

/** A password that came with the directory is known to nobody here, so any is right. */
function prove(expected: Secret | undefined, given: JsonValue | undefined, why: string): void {
  if (typeof given !== "string" || (expected !== undefined && expected.reveal() !== given))
    throw credentialsRefused(why);
}

function valueIn(password: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(password) ? password["value"] : undefined;
}
