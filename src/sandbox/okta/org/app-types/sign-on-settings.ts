import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import type { AppKind } from "../settings.js";
import type { SignOnMode } from "./app-type.js";

/** `settings.signOn` of a custom SAML app before anything is set. Source: recorded traffic, December 2025. */
const CUSTOM_SAML: JsonObject = {
  defaultRelayState: null,
  spIssuer: null,
  requestCompressed: false,
  attributeStatements: [],
  inlineHooks: [],
  assertionEncryption: { enabled: false },
  allowMultipleAcsEndpoints: false,
  acsEndpoints: [],
  samlSignedRequestEnabled: false,
  slo: { enabled: false },
};

/** Of a SAML app of the catalog, which shows nothing else. Source: recorded traffic, 2022 and 2025. */
const CATALOG_SAML: JsonObject = {
  defaultRelayState: null,
  ssoAcsUrlOverride: null,
  audienceOverride: null,
  recipientOverride: null,
  destinationOverride: null,
  attributeStatements: [],
};

/** `settings.oauthClient` before anything is set. Source: recorded traffic, 2025 and 2026. */
const OAUTH_CLIENT: JsonObject = {
  client_uri: null,
  logo_uri: null,
  redirect_uris: [],
  response_types: [],
  grant_types: [],
  application_type: "web",
  consent_method: "TRUSTED",
  issuer_mode: "DYNAMIC",
  idp_initiated_login: { mode: "DISABLED", default_scope: [] },
  wildcard_redirect: "DISABLED",
  dpop_bound_access_tokens: false,
  participate_slo: false,
};

const CIBA = "urn:openid:params:grant-type:ciba";

interface SettingsOwner {
  readonly kind: AppKind;
  readonly signOnMode: SignOnMode | null;
  /** The settings as they were sent. */
  readonly settings: JsonObject;
  /** Who the org says it is in SAML. */
  readonly issuer: string;
}

/** The part of an app's `settings` that belongs to its sign-on mode. */
export function signOnSettings({ kind, signOnMode, settings, issuer }: SettingsOwner): JsonObject {
  const { signOn, oauthClient } = settings;
  const sent = isJsonObject(signOn) ? signOn : {};
  if (signOnMode === "OPENID_CONNECT")
    return { oauthClient: oauthSettings(isJsonObject(oauthClient) ? oauthClient : {}) };
  if (signOnMode === "AUTO_LOGIN") return { signOn: sent };
  if (signOnMode !== "SAML_2_0") return {};
  const base = kind === "custom" ? { ...CUSTOM_SAML, idpIssuer: issuer } : CATALOG_SAML;
  const kept = Object.entries(withoutBlanks(sent)).filter(([name]) => kind === "custom" || name in CATALOG_SAML);
  return { signOn: { ...base, ...serviceProvider(sent, kind), ...Object.fromEntries(kept) } };
}

/** Who logs out is who the app says it is: the issuer of single logout stands in both places. Source: recorded traffic, 2026. */
function serviceProvider({ slo }: JsonObject, kind: AppKind): JsonObject {
  const issuer = isJsonObject(slo) && slo["enabled"] === true ? slo["issuer"] : undefined;
  return kind === "custom" && issuer !== undefined ? { spIssuer: issuer } : {};
}

/** A blank override is none, and a blank relay state is null again. Source: recorded traffic, 2026. */
function withoutBlanks(signOn: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(signOn).filter(([, value]) => value !== ""));
}

function oauthSettings(sent: JsonObject): JsonObject {
  const grants = listIn(sent["grant_types"]);
  const refresh = isJsonObject(sent["refresh_token"]) ? sent["refresh_token"] : {};
  const rotation = refresh["rotation_type"] ?? "STATIC";
  return {
    ...OAUTH_CLIENT,
    ...sent,
    // A token that does not rotate has no leeway.
    ...(grants.includes("refresh_token")
      ? { refresh_token: rotation === "STATIC" ? { rotation_type: rotation } : { leeway: 0, ...refresh } }
      : {}),
    ...(grants.includes(CIBA) ? { backchannel_token_delivery_mode: "poll" } : {}),
  };
}

function listIn(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
