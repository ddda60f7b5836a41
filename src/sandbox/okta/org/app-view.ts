import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";
import { featuresOf } from "./settings.js";
import type { OktaApp } from "./app.js";
import type { Org } from "./org.js";
import { resourceTime } from "./time.js";

/**
 * An app as the Apps API shows it: what was sent, with what Okta adds. There is no `_links.self`, and `features` come in
 * no stable order. Source: recorded traffic, December 2025.
 */
export function renderApp(app: OktaApp, org: Org): JsonObject {
  const { written } = app;
  const base = `${org.url()}/api/v1/apps/${app.id}`;
  const hints = { allow: ["GET"] };
  return {
    id: app.id,
    orn: `orn:okta:idp:${org.id}:apps:${app.name}:${app.id}`,
    name: app.name,
    label: written.label,
    status: app.status,
    lastUpdated: resourceTime(app.lastUpdated),
    created: resourceTime(app.created),
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null, ...written.accessibility },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: false, web: false },
      appLinks: { [`${app.name}_link`]: true },
      ...written.visibility,
    },
    features: shuffled(featuresOf(app.provisioning), org.random),
    signOnMode: written.signOnMode,
    credentials: {
      userNameTemplate: { template: "${source.login}", type: "BUILT_IN" },
      ...written.credentials,
      signing: { kid: `kid-${app.id}` },
    },
    universalLogout: {
      status: "DISABLED",
      supportType: "FULL",
      identityStack: "NOT_SHARED",
      protocol: "GLOBAL_TOKEN_REVOCATION",
    },
    settings: renderSettings(app, org),
    _links: {
      help: {
        href: `${org.url()}/app/${app.name}/${app.id}/setup/help/${written.signOnMode}/instructions`,
        type: "text/html",
      },
      metadata: { href: `${base}/sso/saml/metadata`, type: "application/xml" },
      uploadLogo: { href: `${base}/logo`, hints: { allow: ["POST"] } },
      appLinks: [{ name: `${app.name}_link`, href: `${org.url()}/home/${app.name}/${app.id}/aln`, type: "text/html" }],
      profileEnrollment: { href: `${org.url()}/api/v1/policies/rst0000000000000000a` },
      policies: { href: `${base}/policies`, hints: { allow: ["PUT"] } },
      groups: { href: `${base}/groups` },
      logo: [{ name: "medium", href: `${org.url()}/assets/img/logos/default.png`, type: "image/png" }],
      accessPolicy: { href: `${org.url()}/api/v1/policies/rst0000000000000000b` },
      users: { href: `${base}/users`, hints },
      ...(app.status === "ACTIVE"
        ? { deactivate: { href: `${base}/lifecycle/deactivate` } }
        : { activate: { href: `${base}/lifecycle/activate` }, delete: { href: base, hints: { allow: ["DELETE"] } } }),
    },
  };
}

function renderSettings(app: OktaApp, org: Org): JsonObject {
  const sent = app.written.settings;
  const notes = isJsonObject(sent["notes"]) ? sent["notes"] : {};
  return {
    app: {},
    notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
    manualProvisioning: false,
    implicitAssignment: false,
    emOptInStatus: "NONE",
    ...sent,
    notes: { admin: null, enduser: null, ...notes },
    signOn: renderSignOn(app, org, sent["signOn"]),
  };
}

function renderSignOn(app: OktaApp, org: Org, sent: JsonValue | undefined): JsonObject {
  const given = isJsonObject(sent) ? sent : {};
  if (app.written.signOnMode !== "SAML_2_0") return given;
  return {
    defaultRelayState: null,
    idpIssuer: `http://www.okta.com/${org.externalKey}`,
    requestCompressed: false,
    spIssuer: null,
    allowMultipleAcsEndpoints: false,
    acsEndpoints: [],
    samlSignedRequestEnabled: false,
    slo: { enabled: false },
    assertionEncryption: { enabled: false },
    inlineHooks: [],
    ...given,
  };
}

/** Okta promises no order of `features`, and does not keep one. */
function shuffled(list: readonly string[], random: () => number): string[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
  }
  return result;
}
