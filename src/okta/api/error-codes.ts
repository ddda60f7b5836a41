import type { OKTA_REFUSALS } from "../../base/codes/okta-refusals.js";
import { A_DEFECT, type OwnErrorCode } from "../../http/api-errors.js";

/** The kinds of refusal, by the stable code of the error. */
export type RefusalCode = keyof typeof OKTA_REFUSALS;

/**
 * Okta's error codes, as far as the calls of total-setup can meet them.
 * Source: Okta developer docs, "Error codes", and recorded traffic (E0000001, E0000007, E0000009, E0000015, E0000024).
 */
export const OKTA_ERROR_CODES: Readonly<Record<string, OwnErrorCode<RefusalCode>>> = {
  E0000001: { http: 400, reported: "okta-invalid", means: "a value is missing or wrong; Okta's causes name it" },
  E0000003: { http: 400, reported: "okta-invalid", means: "Okta could not parse the request", fix: A_DEFECT },
  E0000004: { http: 401, reported: "okta-unauthorized" },
  E0000005: {
    http: 403,
    reported: "okta-unauthorized",
    means: "the session or token is no longer valid, or the org does not allow its API from your network",
    fix: [
      "Create a new token in this org under Security > API > Tokens, and use it.",
      "If a network zone restricts the API or the token, run total-setup from an allowed network.",
    ],
  },
  E0000006: { http: 403, reported: "okta-forbidden" },
  E0000007: { http: 404, reported: "okta-not-found" },
  E0000008: {
    http: 404,
    reported: "okta-not-found",
    means: "the API at this address has no such path; the address may not belong to an Okta org",
  },
  E0000009: { http: 500, reported: "okta-unavailable" },
  E0000010: {
    http: 503,
    reported: "okta-unavailable",
    means: "the org is in read-only mode, for example during maintenance",
    fix: ["Run the same command again after the maintenance; see https://status.okta.com."],
  },
  E0000011: { http: 401, reported: "okta-unauthorized" },
  E0000015: { http: 401, reported: "okta-feature-missing" },
  E0000022: { http: 405, reported: "okta-unsupported" },
  E0000024: {
    http: 400,
    reported: "okta-state-forbids",
    means: "the app is not active",
    fix: ["Activate the app under Applications > Applications in the Admin Console, then run the same command again."],
  },
  E0000027: {
    http: 400,
    reported: "okta-invalid",
    means: "Okta cannot push this group to this group on the SCIM server",
    fix: [
      "On the app's Push Groups tab, check whether this group, or a group with the same name, is already pushed or linked. Unlink it there, or leave the group out.",
    ],
  },
  E0000031: { http: 400, reported: "okta-invalid", means: "Okta did not understand a search", fix: A_DEFECT },
  E0000038: { http: 403, reported: "okta-state-forbids", means: "the user's status does not allow it" },
  E0000045: {
    http: 400,
    reported: "okta-invalid",
    means: "the expression of an attribute mapping is wrong",
    fix: ["Correct the expression: test it under Directory > Profile Editor > Mappings, which shows what is wrong."],
  },
  E0000047: { http: 429, reported: "okta-rate-limited" },
  E0000053: { http: 400, reported: "okta-invalid", means: "Okta did not understand a filter", fix: A_DEFECT },
  E0000056: {
    http: 403,
    reported: "okta-state-forbids",
    means: "Okta deletes only what is inactive",
    fix: ["Deactivate it, then run the same command again."],
  },
  E0000059: {
    http: 400,
    reported: "okta-invalid",
    means: "Okta could not connect to the SCIM server with this base URL and token",
    fix: ["Check the SCIM base URL and the token.", "Check that Okta's network can reach the SCIM server."],
  },
  E0000060: { http: 501, reported: "okta-unsupported" },
  E0000075: {
    http: 403,
    reported: "okta-state-forbids",
    means: "a mapping sets this attribute, so it cannot be changed here",
    fix: ["Change the attribute's mapping under Directory > Profile Editor > Mappings instead."],
  },
  E0000239: {
    http: 423,
    reported: "okta-unavailable",
    means: "Okta is still reordering the org's policies",
    fix: ["Run the same command again in a minute."],
  },
};

/**
 * Refusals that only their text tells apart. Source: recorded traffic of an Integrator Free org, 2025 ("Cannot create application
 * instance. Maximum number of instances has been reached.", E0000001).
 */
export const REFUSALS_BY_TEXT: readonly (OwnErrorCode<RefusalCode> & { readonly says: RegExp })[] = [
  {
    says: /maximum number of instances has been reached/i,
    http: 400,
    reported: "okta-app-limit",
    means: "the org already has as many apps as its edition allows; Integrator Free orgs allow only a few",
  },
];

/** The refusal for an answer without a known error code; from 500 on, a status that is not here is `okta-unavailable`. */
export const REFUSAL_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: "okta-unauthorized",
  403: "okta-forbidden",
  404: "okta-not-found",
  405: "okta-unsupported",
  409: "okta-state-forbids",
  423: "okta-unavailable",
  429: "okta-rate-limited",
  501: "okta-unsupported",
};
