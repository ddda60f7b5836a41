import type { SynchronizationSecret } from "@microsoft/microsoft-graph-types";
import type { JsonObject, JsonValue } from "../../../../base/json.js";
import { Secret } from "../../../../base/secret.js";
import { badRequest, GraphError, missingParameter } from "../errors.js";
import { objectsOf, textOf } from "../request.js";

/** Every key a setting can have. Source: Microsoft Graph v1.0 metadata, synchronizationSecret. */
const KEYS = [
  ..."None UserName Password SecretToken AppKey BaseAddress ClientIdentifier ClientSecret SingleSignOnType".split(" "),
  ..."Sandbox Url Domain ConsumerKey ConsumerSecret TokenKey TokenExpiration Oauth2AccessToken".split(" "),
  ..."Oauth2AccessTokenCreationTime Oauth2RefreshToken SyncAll InstanceName Oauth2ClientId".split(" "),
  ..."Oauth2ClientSecret CompanyId UpdateKeyOnSoftDelete SynchronizationSchedule SystemOfRecord".split(" "),
  ..."SandboxName EnforceDomain SyncNotificationSettings SkipOutOfScopeDeletions".split(" "),
  ..."Oauth2AuthorizationCode Oauth2RedirectUri ApplicationTemplateIdentifier Oauth2TokenExchangeUri".split(" "),
  ..."Oauth2AuthorizationUri AuthenticationType Server PerformInboundEntitlementGrants".split(" "),
  ..."HardDeletesEnabled SyncAgentCompatibilityKey SyncAgentADContainer ValidateDomain".split(" "),
  ..."TestReferences ConnectionString".split(" "),
];

const SENSITIVE: ReadonlySet<string> = new Set<SynchronizationSecret>([
  "Password",
  "SecretToken",
  "AppKey",
  "ClientSecret",
  "ConsumerSecret",
  "TokenKey",
  "Oauth2AccessToken",
  "Oauth2RefreshToken",
  "Oauth2ClientSecret",
  "Oauth2AuthorizationCode",
  "SyncAgentCompatibilityKey",
  "ConnectionString",
]);

/** Settings by key; those that are secrets as {@link Secret}. */
export type Settings = ReadonlyMap<string, string | Secret>;

/**
 * Reads the key and value pairs of a body.
 *
 * @throws GraphError (500 for an unknown key or a bearer token beside OAuth, 400). Source: AzureAD/SCIMReferenceCode
 */
export function readSettings(list: JsonValue | undefined): Settings {
  const settings = new Map<string, string | Secret>();
  for (const entry of objectsOf(list)) {
    const key = textOf(entry["key"]);
    const value = textOf(entry["value"]);
    if (key === undefined || value === undefined) throw missingParameter();
    if (!KEYS.includes(key)) throw notAValue(key);
    settings.set(key, SENSITIVE.has(key) ? new Secret(value) : value);
  }
  const oauth = [...settings.keys()].find((key) => key.startsWith("Oauth2"));
  if (settings.has("SecretToken") && oauth !== undefined) throw notAValue(oauth);
  return settings;
}

/** The settings as Graph shows them: a secret reads `*`. */
export function maskedSettings(settings: Settings): JsonObject[] {
  return [...settings].map(([key, value]) => ({ key, value: value instanceof Secret ? "*" : value }));
}

/** How many bytes the values take together. */
export function sizeOf(settings: Settings): number {
  return [...settings.values()].reduce(
    (total, value) => total + Buffer.byteLength(value instanceof Secret ? value.reveal() : value),
    0,
  );
}

/** What "Test Connection" and provisioning need of the settings; undefined when something is missing. */
export function connectionOf(
  settings: Settings,
): { readonly baseAddress: string; readonly secretToken: Secret } | undefined {
  const baseAddress = settings.get("BaseAddress");
  const secretToken = settings.get("SecretToken");
  if (typeof baseAddress !== "string" || baseAddress === "" || !(secretToken instanceof Secret)) return undefined;
  return { baseAddress, secretToken };
}

/** 400 in the sandbox's own words: the limit is documented, the refusal is not. Source: Entra docs, known-issues. */
export function settingsTooLarge(limit: number): GraphError {
  return badRequest(`All settings of the connection together must not exceed ${String(limit)} bytes.`, "BadRequest");
}

function notAValue(key: string): GraphError {
  return new GraphError(500, "InternalError", `Requested value '${key.slice(0, 60)}' was not found.`);
}
