import type { ServicePrincipal } from "@microsoft/microsoft-graph-types";
import type { JsonObject, JsonValue } from "../../../../base/json.js";
import type { SandboxServicePrincipal } from "../../tenant/model.js";
import { badRequest } from "../errors.js";

/** What a property can be. */
type Kind = "text" | "texts" | "flag" | "object" | "objects";

/** Properties that are kept as they are sent. Source: Microsoft Graph docs, servicePrincipal: update. */
const KEPT = {
  addIns: "objects",
  alternativeNames: "texts",
  appRoleAssignmentRequired: "flag",
  appRoles: "objects",
  description: "text",
  homepage: "text",
  loginUrl: "text",
  logoutUrl: "text",
  notes: "text",
  notificationEmailAddresses: "texts",
  preferredSingleSignOnMode: "text",
  preferredTokenSigningKeyThumbprint: "text",
  replyUrls: "texts",
  samlSingleSignOnSettings: "object",
  servicePrincipalNames: "texts",
  tags: "texts",
  tokenEncryptionKeyId: "text",
} as const satisfies Partial<Record<keyof ServicePrincipal, Kind>>;

/**
 * Changes an enterprise application as the body of a PATCH asks for: all of it or nothing.
 *
 * @throws GraphError (400)
 */
export function changeServicePrincipal(app: SandboxServicePrincipal, body: JsonObject): void {
  const { displayName, accountEnabled, ...others } = body;
  if (displayName !== undefined && (typeof displayName !== "string" || displayName.trim() === ""))
    throw invalidValue("displayName");
  if (accountEnabled !== undefined && typeof accountEnabled !== "boolean") throw invalidValue("accountEnabled");
  for (const [name, value] of Object.entries(others)) {
    if (!isKept(name)) throw badRequest(`The sandbox does not change the property '${name}' of service principals.`);
    if (!fits(value, KEPT[name])) throw invalidValue(name);
  }
  if (typeof displayName === "string") app.displayName = displayName.trim();
  if (accountEnabled !== undefined) app.accountEnabled = accountEnabled;
  const { tags, appRoles, ...kept } = others;
  if (Array.isArray(tags)) app.tags = (tags as readonly JsonValue[]).map(String);
  if (Array.isArray(appRoles)) app.appRoles = appRoles as JsonObject[];
  app.changed = { ...app.changed, ...kept };
}

function isKept(name: string): name is keyof typeof KEPT {
  return Object.hasOwn(KEPT, name);
}

function fits(value: JsonValue | undefined, kind: Kind): boolean {
  if (kind === "flag") return typeof value === "boolean";
  if (kind === "text") return value === null || typeof value === "string";
  if (kind === "object") return value === null || (typeof value === "object" && !Array.isArray(value));
  const of = kind === "texts" ? "string" : "object";
  return Array.isArray(value) && (value as readonly JsonValue[]).every((one) => typeof one === of);
}

function invalidValue(name: string) {
  return badRequest(`Invalid value specified for property '${name}' of resource 'ServicePrincipal'.`);
}
