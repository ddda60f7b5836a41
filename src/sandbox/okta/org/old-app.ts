import { makeApp } from "./make-app.js";
import type { OktaApp } from "./app.js";
import type { Org } from "./org.js";

const MONTH_MS = 30 * 86_400_000;

/** An app for single sign-on with SAML that somebody made a month ago: every search shows it, nobody is assigned, nothing is provisioned. */
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
