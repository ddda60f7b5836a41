import type { Application, ServicePrincipal } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../../base/json.js";
import type { SandboxServicePrincipal, SandboxTenant } from "../../tenant/model.js";
import { NON_GALLERY_TEMPLATE } from "../../tenant/service-principal.js";

/** An enterprise application as Graph shows it. */
export function renderServicePrincipal(app: SandboxServicePrincipal, tenant: SandboxTenant): JsonObject {
  const written = {
    id: app.id,
    deletedDateTime: null,
    accountEnabled: app.accountEnabled,
    alternativeNames: [],
    appDisplayName: app.displayName,
    appId: app.appId,
    applicationTemplateId: templateOf(app),
    appOwnerOrganizationId: tenant.id,
    appRoleAssignmentRequired: app.kind === "template",
    description: null,
    disabledByMicrosoftStatus: null,
    displayName: app.displayName,
    homepage: null,
    loginUrl: null,
    logoutUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    replyUrls: [],
    servicePrincipalNames: [app.appId],
    servicePrincipalType: "Application",
    signInAudience: "AzureADMyOrg",
    tags: [...app.tags],
    tokenEncryptionKeyId: null,
    samlSingleSignOnSettings: null,
    addIns: [],
    info: null,
    keyCredentials: [],
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    resourceSpecificApplicationPermissions: [],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  } satisfies ServicePrincipal;
  return { ...written, ...app.changed, createdDateTime: timeOf(app.createdAt), appRoles: app.appRoles };
}

/** The properties that can be selected. `createdDateTime` is shown and not declared. Source: Microsoft Graph v1.0 metadata. */
export const SERVICE_PRINCIPAL_PROPERTIES = [
  ..."id deletedDateTime accountEnabled alternativeNames appDisplayName appId applicationTemplateId".split(" "),
  ..."appOwnerOrganizationId appRoleAssignmentRequired description disabledByMicrosoftStatus displayName".split(" "),
  ..."homepage loginUrl logoutUrl notes notificationEmailAddresses preferredSingleSignOnMode replyUrls".split(" "),
  ..."preferredTokenSigningKeyThumbprint servicePrincipalNames servicePrincipalType signInAudience tags".split(" "),
  ..."tokenEncryptionKeyId samlSingleSignOnSettings addIns info keyCredentials oauth2PermissionScopes".split(" "),
  ..."passwordCredentials resourceSpecificApplicationPermissions verifiedPublisher appRoles".split(" "),
];

/** The application object behind it, as the answer of instantiating shows it. */
export function renderApplication(app: SandboxServicePrincipal): JsonObject {
  const written = {
    id: app.applicationId,
    appId: app.appId,
    applicationTemplateId: templateOf(app),
    createdDateTime: timeOf(app.createdAt),
    deletedDateTime: null,
    displayName: app.displayName,
    groupMembershipClaims: null,
    identifierUris: [],
    isFallbackPublicClient: false,
    signInAudience: "AzureADMyOrg",
    tags: [],
    keyCredentials: [],
    passwordCredentials: [],
    requiredResourceAccess: [],
  } satisfies Application;
  return { ...written, appRoles: app.appRoles };
}

function templateOf({ kind }: SandboxServicePrincipal): string | null {
  return kind === "template" ? NON_GALLERY_TEMPLATE : null;
}

/** A time as the directory shows it: whole seconds. */
export function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
