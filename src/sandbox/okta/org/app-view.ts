import { isJsonObject, type JsonObject } from "../../../base/json.js";
import type { OktaApp } from "./app.js";
import { renderLinks } from "./app-types/app-links.js";
import { renderCredentials } from "./app-types/credentials-view.js";
import { signOnSettings } from "./app-types/sign-on-settings.js";
import { shownBy } from "./org-kind.js";
import type { Org } from "./org.js";
import { featuresOf } from "./settings.js";
import { resourceTime } from "./time.js";

/** What every app has in `settings`. Source: recorded traffic, 2025 and 2026. */
const SETTINGS: JsonObject = {
  notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
  manualProvisioning: false,
  implicitAssignment: false,
  emOptInStatus: "NONE",
};
const ACCESSIBILITY: JsonObject = { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null };
/** Universal Logout does not reach most apps of the catalog. A guess for the templates: no org that has it is recorded with one. */
const NO_LOGOUT: JsonObject = { status: "UNSUPPORTED" };
const NOTES: JsonObject = { admin: null, enduser: null };

/**
 * An app as the Apps API shows it: what was sent, with what Okta adds. `features` come in no stable order. Source: recorded traffic,
 * 2020 to 2026.
 *
 * @param answers - `write`: the answer to POST or PUT, which alone shows a client secret
 */
export function renderApp(app: OktaApp, org: Org, answers: "read" | "write" = "read"): JsonObject {
  const { type, written } = app;
  const appLinks = shownLinks(app);
  return shownBy(org.kind, "app", {
    id: app.id,
    orn: `orn:okta:idp:${org.id}:apps:${app.name}:${app.id}`,
    name: app.name,
    label: written.label,
    status: app.status,
    lastUpdated: resourceTime(app.lastUpdated),
    created: resourceTime(app.created),
    accessibility: { ...ACCESSIBILITY, ...written.accessibility },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: type.visible === false, web: type.visible === false },
      ...written.visibility,
      appLinks,
    },
    features: shuffled(featuresOf(app.provisioning), org.random),
    signOnMode: written.signOnMode,
    credentials: renderCredentials(app, org.id, answers === "write"),
    universalLogout: NO_LOGOUT,
    ...type.more,
    settings: renderSettings(app, org),
    _links: renderLinks(app, org, appLinks),
  });
}

function renderSettings({ kind, type, written }: OktaApp, org: Org): JsonObject {
  const { signOnMode, settings } = written;
  const { app, notes, signOn: _signOn, oauthClient: _oauthClient, ...sent } = settings;
  return {
    ...SETTINGS,
    ...sent,
    app: { ...type.app, ...withNulls(isJsonObject(app) ? app : {}) },
    notes: { ...NOTES, ...(isJsonObject(notes) ? notes : {}) },
    ...signOnSettings({ kind, signOnMode, settings, issuer: `http://www.okta.com/${org.externalKey}` }),
  };
}

/** A blank setting of an app's own is null. Source: recorded traffic, 2025. */
function withNulls(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value === "" ? null : value]));
}

/** A link that the app does not have is left out without a word. Source: recorded traffic, March 2026. */
function shownLinks({ name, type, written }: OktaApp): JsonObject {
  const own = type.appLinks ?? { [`${name}_link`]: true };
  const { appLinks } = written.visibility;
  const sent = isJsonObject(appLinks) ? appLinks : {};
  return Object.fromEntries(Object.entries(own).map(([link, isShown]) => [link, sent[link] ?? isShown]));
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
