import type { GRAPH_REFUSALS } from "../../base/codes/graph-refusals.js";
import { A_DEFECT, type OwnErrorCode } from "../../http/api-errors.js";

/** The kinds of refusal that are told apart, by the stable code of the error. */
export type RefusalCode = keyof typeof GRAPH_REFUSALS;

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
    means: "Microsoft Graph does not support a query of total-setup",
    fix: A_DEFECT,
  },
  Request_MultipleObjectsWithSameKeyValue: { http: 409, reported: "graph-conflict" },
  RequestMissingRequiredParameter: {
    http: 400,
    reported: "graph-invalid",
    means: "the request lacks a connection setting",
    fix: A_DEFECT,
  },
  CredentialsMissing: {
    http: 400,
    reported: "graph-invalid",
    means: "the application has no saved Tenant URL and Secret Token",
    fix: ["Run again and include the step that saves the admin credentials."],
  },
  UnknownError: { http: 400, reported: "graph-cannot-provision" },
  TooManyRequests: { http: 429, reported: "graph-rate-limited" },
  InternalError: {
    http: 500,
    reported: "graph-unavailable",
    means: "the provisioning service failed, which also happens with a connection setting that it does not know",
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
