import { TO_APP_OFF, type AppKind } from "./settings.js";
import { createAppSchema } from "./app-schema.js";
import { createAppUsers } from "./app-user.js";
import type { AppSettings, OktaApp } from "./app.js";
import type { Org } from "./org.js";
import { writeDefaults } from "./profile-mapping.js";

/**
 * The apps of the catalog that this sandbox has, by `name`. Sources: terraform-provider-okta issue 2094; the title is the
 * catalog's own.
 */
export const CATALOG: ReadonlyMap<string, string> = new Map([["scim2headerauth", "SCIM 2.0 Test App (Header Auth)"]]);

/** A new app without users. A catalog app's profile and mappings come from its template, before anything is connected. */
export function makeApp(
  org: Org,
  app: {
    readonly kind: AppKind;
    readonly name: string;
    readonly written: AppSettings;
    readonly status: OktaApp["status"];
  },
): OktaApp {
  const now = org.scheduler.now();
  const made: OktaApp = {
    id: org.newId("0oa"),
    ...app,
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
  return made;
}

const MONTH_MS = 30 * 86_400_000;

/** An app for single sign-on with SAML that a user made a month ago: every search shows it, no user is assigned, nothing is provisioned. */
export function addOldApp(org: Org, label: string): OktaApp {
  const app = makeApp(org, {
    kind: "custom",
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
