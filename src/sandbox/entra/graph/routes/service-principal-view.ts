import type { Application, PermissionScope, ServicePrincipal, WebApplication } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../../base/json.js";
import type { SandboxServicePrincipal, SandboxTenant } from "../../tenant/model.js";
import { NON_GALLERY_TEMPLATE } from "../../tenant/service-principal.js";

/** Source: Microsoft Graph docs, servicePrincipal: list (sample answer). */
const NO_INFO = {
  termsOfServiceUrl: null,
  supportUrl: null,
  privacyStatementUrl: null,
  marketingUrl: null,
  logoUrl: null,
} as const;

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
    info: NO_INFO,
    keyCredentials: [],
    oauth2PermissionScopes: scopesOf(app),
    passwordCredentials: [],
    resourceSpecificApplicationPermissions: [],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  } satisfies ServicePrincipal;
  return {
    ...written,
    ...app.changed,
    publisherName: tenant.displayName,
    createdDateTime: timeOf(app.createdAt),
    appRoles: app.appRoles,
  };
}

/** The properties that can be selected. `createdDateTime` and `publisherName` are shown and not declared. Source: Microsoft Graph v1.0 metadata. */
export const SERVICE_PRINCIPAL_PROPERTIES = [
  ..."id deletedDateTime accountEnabled alternativeNames appDisplayName appId applicationTemplateId".split(" "),
  ..."appOwnerOrganizationId appRoleAssignmentRequired description disabledByMicrosoftStatus displayName".split(" "),
  ..."homepage loginUrl logoutUrl notes notificationEmailAddresses preferredSingleSignOnMode replyUrls".split(" "),
  ..."preferredTokenSigningKeyThumbprint servicePrincipalNames servicePrincipalType signInAudience tags".split(" "),
  ..."tokenEncryptionKeyId samlSingleSignOnSettings addIns info keyCredentials oauth2PermissionScopes".split(" "),
  ..."passwordCredentials resourceSpecificApplicationPermissions verifiedPublisher appRoles".split(" "),
];

/** What every application object of the sandbox has alike. Source: Microsoft Graph docs, applicationTemplate: instantiate. */
const ALIKE = {
  deletedDateTime: null,
  groupMembershipClaims: null,
  identifierUris: [],
  isFallbackPublicClient: false,
  signInAudience: "AzureADMyOrg",
  tags: [],
  tokenEncryptionKeyId: null,
  defaultRedirectUri: null,
  optionalClaims: null,
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  addIns: [],
  info: NO_INFO,
  keyCredentials: [],
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
  passwordCredentials: [],
  publicClient: { redirectUris: [] },
  requiredResourceAccess: [],
} as const satisfies Application;
const API = {
  acceptMappedClaims: null,
  knownClientApplications: [],
  requestedAccessTokenVersion: null,
  preAuthorizedApplications: [],
};
/** For applications that sign users in in a browser. */
const WEB = {
  homePageUrl: null,
  redirectUris: [],
  logoutUrl: null,
  implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
} satisfies WebApplication;

export const APPLICATION_PROPERTIES = [
  ...Object.keys(ALIKE),
  ..."id api appId applicationTemplateId createdDateTime displayName appRoles web".split(" "),
];

/** The application object behind it, as the answer of instantiating shows it. */
export function renderApplication(app: SandboxServicePrincipal): JsonObject {
  const written = {
    ...ALIKE,
    api: { ...API, oauth2PermissionScopes: scopesOf(app) },
    web: WEB,
    id: app.applicationId,
    appId: app.appId,
    applicationTemplateId: templateOf(app),
    createdDateTime: timeOf(app.createdAt),
    displayName: app.displayName,
  } satisfies Application;
  return { ...written, appRoles: app.appRoles };
}

/** What is made from a template can be acted for. Source: Microsoft Graph docs, applicationTemplate: instantiate (sample). */
function scopesOf({ kind, appId, displayName }: SandboxServicePrincipal) {
  if (kind !== "template") return [];
  return [
    {
      adminConsentDescription: `Allow the application to access ${displayName} on behalf of the signed-in user.`,
      adminConsentDisplayName: `Access ${displayName}`,
      id: appId.replace(/^.{8}/, "6f891cd3"),
      isEnabled: true,
      type: "User",
      userConsentDescription: `Allow the application to access ${displayName} on your behalf.`,
      userConsentDisplayName: `Access ${displayName}`,
      value: "user_impersonation",
    },
  ] satisfies PermissionScope[];
}

function templateOf({ kind }: SandboxServicePrincipal): string | null {
  return kind === "template" ? NON_GALLERY_TEMPLATE : null;
}

/** A time as the directory shows it: whole seconds. */
export function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
