import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../base/json.js";
import { Secret } from "../../../../../base/secret.js";
import type { UserCredentials } from "../../../org/user.js";
import { validationFailed } from "../../errors.js";

export const NO_CREDENTIALS: UserCredentials = { hasPassword: false, provider: "OKTA" };

/**
 * What a user signs in with after a request: what it does not mention stays. An empty `password: {}` is none (recorded, 62 times).
 *
 * @throws OktaApiError (400 E0000001)
 */
export function readCredentials(body: JsonObject, before: UserCredentials, now: number): UserCredentials {
  const credentials = isJsonObject(body["credentials"]) ? body["credentials"] : {};
  return withRecovery(credentials["recovery_question"], withPassword(credentials["password"], before, now));
}

function withPassword(sent: JsonValue | undefined, before: UserCredentials, now: number): UserCredentials {
  if (!isJsonObject(sent)) return before;
  const { value, hash } = sent;
  const { password: _known, ...others } = before;
  if (isJsonObject(hash)) return { ...others, hasPassword: true, passwordChanged: now, provider: "IMPORT" };
  if (value === undefined || value === null) return before;
  if (typeof value !== "string" || value === "")
    throw validationFailed("password", "password: The field cannot be left blank");
  return { ...others, hasPassword: true, password: new Secret(value), passwordChanged: now, provider: "OKTA" };
}

function withRecovery(sent: JsonValue | undefined, before: UserCredentials): UserCredentials {
  if (!isJsonObject(sent)) return before;
  const { question, answer } = sent;
  if (typeof question !== "string" || typeof answer !== "string")
    throw validationFailed("recovery_question", "recovery_question: a question and its answer are required");
  return { ...before, recovery: { question, answer: new Secret(answer) } };
}
