import { randomBytes } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { Secret } from "../../../base/secret.js";
import type { AppType } from "./app-types/app-type.js";
import { CLAIM_DEFAULTS } from "./attributes/claims.js";
import { CUSTOM } from "./app-types/catalog.js";
import { TO_APP_OFF } from "./settings.js";
import { createAppSchema } from "./app-schema.js";
import { createAppUsers } from "./app-user.js";
import type { AppSettings, OktaApp } from "./app.js";
import type { Org } from "./org.js";
import { writeDefaults } from "./profile-mapping.js";

/** A new app without users. A catalog app's profile and mappings come from its template, before anything is connected. */
export function makeApp(
  org: Org,
  app: {
    readonly type: AppType;
    readonly name: string;
    readonly written: AppSettings;
    readonly status: OktaApp["status"];
  },
): OktaApp {
  const now = org.scheduler.now();
  const id = org.newId("0oa");
  const made: OktaApp = {
    id,
    kind: app.type.kind,
    ...app,
    ...(app.written.signOnMode === "OPENID_CONNECT" ? { client: makeClient(id, app.written.credentials) } : {}),
    created: now,
    lastUpdated: now,
    provisioning: { scim: false, toApp: TO_APP_OFF, renameGroups: true },
    assignments: new Map(),
    users: createAppUsers(),
    mappings: new Map(),
    schema: createAppSchema(now),
    toApp: { id: org.newId("prm"), properties: new Map() },
    fromApp: { id: org.newId("prm"), properties: new Map() },
  };
  if (made.kind === "catalog") writeDefaults(made.toApp);
  if (made.client !== undefined) writeDefaults(made.toApp, CLAIM_DEFAULTS);
  return made;
}

/** How a client proves itself without a secret of its own. Source: Okta Management API, OAuthEndpointAuthenticationMethod. */
const WITHOUT_SECRET = ["none", "private_key_jwt"];

/** A client has the app's own id unless it was given another one. */
function makeClient(appId: string, { oauthClient }: JsonObject): NonNullable<OktaApp["client"]> {
  const sent = isJsonObject(oauthClient) ? oauthClient : {};
  const { client_id: id, token_endpoint_auth_method: method, client_secret: secret } = sent;
  return {
    id: typeof id === "string" && id !== "" ? id : appId,
    ...(WITHOUT_SECRET.some((one) => one === method)
      ? {}
      : { secret: new Secret(typeof secret === "string" ? secret : randomBytes(48).toString("base64url")) }),
  };
}

const MONTH_MS = 30 * 86_400_000;

/** An app for single sign-on with SAML that a user made a month ago: every search shows it, no user is assigned, nothing is provisioned. */
export function addOldApp(org: Org, label: string): OktaApp {
  const app = makeApp(org, {
    type: CUSTOM,
    name: `${org.subdomain}_${label.toLowerCase().replace(/[^a-z0-9]/g, "")}_0`,
    status: "ACTIVE",
    written: {
      label,
      signOnMode: "SAML_2_0",
      accessibility: {},
      visibility: {},
      credentials: { userNameTemplate: { template: "${source.login}", type: "BUILT_IN" } },
      settings: { signOn: { ssoAcsUrl: "https://sso.sandbox.example/saml/acs" } },
    },
  });
  const old = { ...app, created: app.created - MONTH_MS };
  org.apps.set(old.id, old);
  return old;
}
