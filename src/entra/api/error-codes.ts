import { A_DEFECT, type OwnErrorCode, type Refusal } from "../../http/api-errors.js";

/** The kinds of refusal that are told apart, by the stable code of the error. */
export type RefusalCode =
  | "graph-unauthorized"
  | "graph-token-expired"
  | "graph-token-revoked"
  | "graph-empty-401"
  | "graph-forbidden"
  | "graph-role-missing"
  | "graph-licence"
  | "graph-invalid"
  | "graph-cannot-provision"
  | "graph-not-found"
  | "graph-not-replicated"
  | "graph-conflict"
  | "graph-already-exists"
  | "graph-unsupported"
  | "graph-rate-limited"
  | "graph-unavailable";

const AGAIN = "Run the same command again in a few minutes: it goes on from what is done.";

export const GRAPH_REFUSALS: Readonly<Record<RefusalCode, Refusal>> = {
  "graph-unauthorized": {
    exit: "access",
    means: "the access token is expired or revoked, or it was made for another service or another cloud",
    fix: [
      "Sign in again, or make a new access token: az account get-access-token --resource-type ms-graph.",
      "When the tenant is in another cloud, name it with --cloud.",
    ],
  },
  "graph-token-expired": {
    exit: "access",
    means: "the access token's time is over",
    fix: [
      "Sign in again, or make a new access token: az account get-access-token --resource-type ms-graph.",
      "What is done stays done: the same command goes on from there.",
    ],
  },
  "graph-token-revoked": {
    exit: "access",
    means:
      "Microsoft ended this sign-in before its time: it was revoked, the password was changed, the account was disabled, or a policy asks for a new sign-in",
    fix: [
      "Sign in again, as with az login, and run the same command again: it goes on from what is done.",
      "When you did not expect it, ask who administers the tenant before you do.",
    ],
  },
  "graph-empty-401": {
    exit: "access",
    means:
      "this is how the synchronization service refuses a caller who neither has the permission nor owns the application, or whose role was activated after signing in",
    fix: [],
  },
  "graph-forbidden": { exit: "access", means: "the signed-in identity may not do that", fix: [] },
  "graph-role-missing": {
    exit: "access",
    means: "the permission is granted, and the person who is signed in does not have the role that goes with it",
    fix: [],
  },
  "graph-licence": {
    exit: "access",
    means: "the tenant does not have the licence that this needs, Microsoft Entra ID P1 or P2",
    fix: [
      "A Billing Administrator or Global Administrator buys Entra ID P1 under Billing in the Microsoft 365 admin center; a trial will do.",
    ],
  },
  "graph-invalid": {
    exit: "failed",
    means: "Microsoft Graph does not accept what was sent",
    fix: ["Mend what Microsoft Graph names, and run the same command again."],
  },
  "graph-cannot-provision": {
    exit: "failed",
    means:
      "this is how the synchronization service answers for an application that cannot provision, as one made by an app registration",
    fix: ["Run with --new-app: a second, non-gallery application does the provisioning."],
  },
  "graph-not-found": {
    exit: "failed",
    means: "it does not exist, or not yet",
    fix: ["Check that it was not deleted in the meantime; what is new may take some minutes to be known everywhere."],
  },
  "graph-not-replicated": {
    exit: "failed",
    means: "a part of the directory does not know the application or the group yet",
    fix: ["Run the same command again in a minute: new applications and groups take a while to be known everywhere."],
  },
  "graph-already-exists": {
    exit: "failed",
    means: "it is there already",
    fix: ["Run the same command again: it finds what is there."],
  },
  "graph-conflict": {
    exit: "failed",
    means: "the present state of the application or the directory does not allow it, or not yet",
    fix: [AGAIN],
  },
  "graph-unsupported": {
    exit: "failed",
    means: "Microsoft Graph does not offer this here; not every cloud has everything",
    fix: ["Do this part in the Entra admin center."],
  },
  "graph-rate-limited": {
    exit: "failed",
    means: "Microsoft Graph kept asking to slow down, because of this run or of other programs that use it",
    fix: [AGAIN],
  },
  "graph-unavailable": {
    exit: "failed",
    means: "Microsoft has a problem of its own",
    fix: ["Run the same command again; see https://azure.status.microsoft when it stays so."],
  },
};

/** One of Microsoft Graph's own error codes; with another status than its own it is told by that. */
export type GraphErrorCode = OwnErrorCode<RefusalCode>;

/**
 * Microsoft Graph's error codes, as far as the calls of total-setup can meet them.
 * Source: Microsoft Graph docs, errors; of the synchronization service: AzureAD/SCIMReferenceCode, terraform-provider-azuread.
 */
export const GRAPH_ERROR_CODES: Readonly<Record<string, GraphErrorCode>> = {
  InvalidAuthenticationToken: { http: 401, reported: "graph-unauthorized" },
  Authorization_RequestDenied: { http: 403, reported: "graph-forbidden" },
  Authentication_MSGraphPermissionMissing: { http: 403, reported: "graph-forbidden" },
  Authentication_RequestFromUnsupportedUserRole: { http: 403, reported: "graph-role-missing" },
  Authentication_RequestFromNonPremiumTenantOrB2CTenant: { http: 403, reported: "graph-licence" },
  Request_ResourceNotFound: { http: 404, reported: "graph-not-found" },
  Request_BadRequest: { http: 400, reported: "graph-invalid" },
  Request_UnsupportedQuery: {
    http: 400,
    reported: "graph-invalid",
    means: "a query was not understood",
    fix: A_DEFECT,
  },
  Request_MultipleObjectsWithSameKeyValue: { http: 409, reported: "graph-conflict" },
  RequestMissingRequiredParameter: {
    http: 400,
    reported: "graph-invalid",
    means: "a setting of the connection is missing",
    fix: A_DEFECT,
  },
  CredentialsMissing: {
    http: 400,
    reported: "graph-invalid",
    means: "the application has no saved Tenant URL and Secret Token",
    fix: ["Run without leaving out the step that saves the admin credentials."],
  },
  UnknownError: { http: 400, reported: "graph-cannot-provision" },
  TooManyRequests: { http: 429, reported: "graph-rate-limited" },
  InternalError: {
    http: 500,
    reported: "graph-unavailable",
    means: "the synchronization service failed; it does so, too, for a setting of the connection that it does not know",
  },
};

/** Refusals that only their words tell apart. Source: terraform-provider-azuread; public issues about app role assignments. */
export const GRAPH_WORDS: readonly { readonly http: number; readonly says: RegExp; readonly told: RefusalCode }[] = [
  // Continuous access evaluation (Microsoft identity platform docs, claims-challenge).
  { http: 401, says: /continuous access evaluation|BeforeRevocationTimestamp|revoked/i, told: "graph-token-revoked" },
  { http: 401, says: /\bexpired\b/i, told: "graph-token-expired" },
  { http: 400, says: /already exists on the object/i, told: "graph-already-exists" },
  { http: 400, says: /not a valid reference update/i, told: "graph-not-replicated" },
  { http: 403, says: /\blicen[cs]es?\b|premium/i, told: "graph-licence" },
];

/** How an answer without a known error code is told; everything from 500 on that is not here is `graph-unavailable`. */
export const GRAPH_REFUSAL_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: "graph-unauthorized",
  403: "graph-forbidden",
  404: "graph-not-found",
  405: "graph-unsupported",
  409: "graph-conflict",
  423: "graph-conflict",
  429: "graph-rate-limited",
  501: "graph-unsupported",
};
