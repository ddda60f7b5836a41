import { createHash } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import type { OktaApp } from "../app.js";
import { shapeOf } from "./app-type.js";

/** Where credentials are the administrator's, and the same for all users. */
const SHARED = "SHARED_USERNAME_AND_PASSWORD";

/**
 * The `credentials` of an app: what was sent as far as its sign-on mode has it, with what Okta adds. A password is never shown; that
 * there is one is. Source: recorded traffic, 2020 to 2026.
 *
 * @param withSecret - shows a client secret, as only the answer to a write does
 */
export function renderCredentials(app: OktaApp, orgId: string, withSecret: boolean): JsonObject {
  const { credentials, signOnMode } = app.written;
  const mode = shapeOf(signOnMode);
  const known = Object.keys(mode.credentials).filter((name) => credentials[name] !== undefined);
  const owner = mode.signing === "own key" ? app.id : orgId;
  return {
    ...mode.credentials,
    ...Object.fromEntries(known.map((name) => [name, credentials[name]])),
    userNameTemplate: renderTemplate(credentials, "scheme" in mode.credentials),
    ...(credentials["scheme"] === SHARED ? { userName: credentials["userName"], password: {} } : {}),
    ...(app.client === undefined ? {} : { oauthClient: renderClient(app, credentials, withSecret) }),
    signing: mode.signing === "none" ? {} : { kid: keyId(owner) },
  };
}

/** The id of the key with which an app or the org signs: 43 characters, as those of real keys. */
export function keyId(owner: string): string {
  return createHash("sha256").update(owner).digest("base64url");
}

/** Password apps say of a custom template that changes are not pushed; nobody else adds anything. */
function renderTemplate({ userNameTemplate }: JsonObject, hasPasswords: boolean): JsonObject {
  const sent = isJsonObject(userNameTemplate) ? userNameTemplate : {};
  return {
    template: "${source.login}",
    type: "BUILT_IN",
    ...(hasPasswords && sent["type"] === "CUSTOM" ? { pushStatus: "DONT_PUSH" } : {}),
    ...sent,
  };
}

function renderClient({ client }: OktaApp, { oauthClient }: JsonObject, withSecret: boolean): JsonObject {
  const sent = isJsonObject(oauthClient) ? oauthClient : {};
  return {
    autoKeyRotation: sent["autoKeyRotation"] ?? true,
    client_id: client?.id,
    ...(withSecret && client?.secret !== undefined ? { client_secret: client.secret.reveal() } : {}),
    token_endpoint_auth_method: sent["token_endpoint_auth_method"] ?? "client_secret_basic",
    pkce_required: sent["pkce_required"] ?? false,
  };
}
