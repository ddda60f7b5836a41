import type { JsonObject } from "../../../../base/json.js";
import type { OktaApp } from "../app.js";
import type { Org } from "../org.js";
import { shapeOf } from "./app-type.js";

/** The policy that decides who may open an app, of all apps. */
export const ACCESS_POLICY = "rst5sandboxaccess5d7";
const ENROLLMENT_POLICY = "rst5sandboxenroll5d7";

/** The `_links` of an app: there is no `self`. Source: recorded traffic, 2025 and 2026. */
export function renderLinks(app: OktaApp, org: Org, shown: JsonObject): JsonObject {
  const api = `${org.url()}/api/v1`;
  const base = `${api}/apps/${app.id}`;
  const { signOnMode } = app.written;
  const page = app.kind === "custom" ? "instructions" : "external-doc";
  const special = {
    help: {
      href: `${org.url()}/app/${app.name}/${app.id}/setup/help/${String(signOnMode)}/${page}`,
      type: "text/html",
    },
    metadata: { href: `${base}/sso/saml/metadata`, type: "application/xml" },
    clientCredentials: [{ name: "secrets", href: `${base}/credentials/secrets` }],
  };
  return {
    ...Object.fromEntries(shapeOf(signOnMode).links.map((name) => [name, special[name]])),
    uploadLogo: { href: `${base}/logo`, hints: { allow: ["POST"] } },
    appLinks: Object.keys(shown)
      .filter((name) => shown[name] === true)
      .map((name) => ({ name, href: `${org.url()}/home/${app.name}/${app.id}/aln`, type: "text/html" })),
    profileEnrollment: { href: `${api}/policies/${ENROLLMENT_POLICY}` },
    policies: { href: `${base}/policies`, hints: { allow: ["PUT"] } },
    groups: { href: `${base}/groups` },
    logo: [{ name: "medium", href: `${org.url()}/assets/img/logos/default.png`, type: "image/png" }],
    accessPolicy: { href: `${api}/policies/${ACCESS_POLICY}` },
    users: { href: `${base}/users` },
    ...(app.status === "ACTIVE"
      ? { deactivate: { href: `${base}/lifecycle/deactivate` } }
      : { activate: { href: `${base}/lifecycle/activate` } }),
  };
}
