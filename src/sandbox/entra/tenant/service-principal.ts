import type { JsonObject } from "../../../base/json.js";
import type { SandboxServicePrincipal, SandboxTenant } from "./model.js";

/** The template for applications that are in no gallery. Source: Microsoft Graph, applicationTemplate: instantiate. */
export const NON_GALLERY_TEMPLATE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

/**
 * Adds an enterprise application to the tenant. What is made from the template has two roles for users, each with an id
 * of its own; an app registration has none. Source: Microsoft Graph, applicationTemplate: instantiate (sample answer).
 */
export function addServicePrincipal(
  tenant: SandboxTenant,
  made: Pick<SandboxServicePrincipal, "displayName" | "kind" | "createdAt">,
): SandboxServicePrincipal {
  const app: SandboxServicePrincipal = {
    id: tenant.newId(),
    appId: tenant.newId(),
    applicationId: tenant.newId(),
    ...made,
    appRoles: made.kind === "template" ? ["User", "msiam_access"].map((name) => userRole(tenant.newId(), name)) : [],
    tags:
      made.kind === "template"
        ? ["WindowsAzureActiveDirectoryIntegratedApp", "WindowsAzureActiveDirectoryCustomSingleSignOnApplication"]
        : ["WindowsAzureActiveDirectoryIntegratedApp"],
    changed: {},
    accountEnabled: true,
    assignments: new Map(),
    jobs: new Map(),
    settings: new Map(),
  };
  tenant.servicePrincipals.set(app.id, app);
  return app;
}

function userRole(id: string, displayName: string): JsonObject {
  return {
    allowedMemberTypes: ["User"],
    description: displayName,
    displayName,
    id,
    isEnabled: true,
    origin: "Application",
    value: null,
  };
}
