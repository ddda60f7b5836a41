import type { OKTA_REFUSALS } from "../../base/codes/okta-refusals.js";
import { A_DEFECT, type OwnErrorCode } from "../../http/api-errors.js";

/** The kinds of refusal that are told apart, by the stable code of the error. */
export type RefusalCode = keyof typeof OKTA_REFUSALS;

/**
 * Okta's error codes, as far as the calls of total-setup can meet them.
 * Source: Okta developer docs, "Error codes", and recorded traffic (E0000001, E0000007, E0000009, E0000015, E0000024).
 */
export const OKTA_ERROR_CODES: Readonly<Record<string, OwnErrorCode<RefusalCode>>> = {
  E0000001: { http: 400, reported: "okta-invalid", means: "a value is missing or wrong; the causes name it" },
  E0000003: { http: 400, reported: "okta-invalid", means: "the request was not well-formed", fix: A_DEFECT },
  E0000004: { http: 401, reported: "okta-unauthorized" },
  E0000005: {
    http: 403,
    reported: "okta-unauthorized",
    means: "the session or token is no longer valid, or your network is not one the org lets its API be used from",
    fix: [
      "Make a token in this org under Security > API > Tokens, and give that.",
      "When a network zone restricts the API or the token, run total-setup from an allowed network.",
    ],
  },
  E0000006: { http: 403, reported: "okta-forbidden" },
  E0000007: { http: 404, reported: "okta-not-found" },
  E0000008: {
    http: 404,
    reported: "okta-not-found",
    means: "this org's API has no such path: the address may not be an org's own",
  },
  E0000009: { http: 500, reported: "okta-unavailable" },
  E0000010: {
    http: 503,
    reported: "okta-unavailable",
    means: "the org is in read-only mode, as during maintenance: nothing can be written",
    fix: ["Run the same command again when the maintenance is over; see https://status.okta.com."],
  },
  E0000011: { http: 401, reported: "okta-unauthorized" },
  E0000015: { http: 401, reported: "okta-feature-missing" },
  E0000022: { http: 405, reported: "okta-unsupported" },
  E0000024: {
    http: 400,
    reported: "okta-state-forbids",
    means: "the app is not active",
    fix: [
      "Activate the app in the Okta admin console, under Applications > the app > Active, and run the same command again.",
    ],
  },
  E0000027: {
    http: 400,
    reported: "okta-invalid",
    means: "group push does not take this group or this target",
    fix: [
      "See on the app's Push Groups tab whether the group, or one of its name, is pushed or linked already; unlink it there or leave it out.",
    ],
  },
  E0000031: { http: 400, reported: "okta-invalid", means: "a search was not understood", fix: A_DEFECT },
  E0000038: { http: 403, reported: "okta-state-forbids", means: "the person's status does not allow it" },
  E0000045: {
    http: 400,
    reported: "okta-invalid",
    means: "the expression of an attribute mapping is wrong",
    fix: ["Correct the expression: try it in Profile Editor > Mappings, which shows what is wrong with it."],
  },
  E0000047: { http: 429, reported: "okta-rate-limited" },
  E0000053: { http: 400, reported: "okta-invalid", means: "a filter was not understood", fix: A_DEFECT },
  E0000056: {
    http: 403,
    reported: "okta-state-forbids",
    means: "what is active cannot be deleted",
    fix: ["Deactivate it first, then delete it."],
  },
  E0000059: {
    http: 400,
    reported: "okta-invalid",
    means: "Okta could not use the target with this base URL and token",
    fix: ["Check the SCIM base URL and the token, and that the target can be reached from Okta's network."],
  },
  E0000060: { http: 501, reported: "okta-unsupported" },
  E0000075: {
    http: 403,
    reported: "okta-state-forbids",
    means: "an attribute that a mapping pushes cannot be changed here",
    fix: ["Change the attribute's mapping in Profile Editor > Mappings instead."],
  },
  E0000239: {
    http: 423,
    reported: "okta-unavailable",
    means: "Okta is still reordering the org's policies",
    fix: ["Run the same command again in a minute."],
  },
};

/** How an answer without a known error code is told; everything from 500 on that is not here is `okta-unavailable`. */
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
