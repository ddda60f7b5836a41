import type { ErrorEntry } from "./entries.js";

/** Why Okta's API refuses a request. `means` and `fix` are what the error says, too. */
export const OKTA_REFUSALS = {
  "okta-unauthorized": {
    exit: "access",
    means:
      "the token is wrong, revoked or expired (30 days without use), its administrator is deactivated, or it belongs to another org",
    fix: ["Make a token in this org under Security > API > Tokens, and give that."],
  },
  "okta-token-revoked": {
    exit: "access",
    means:
      "Okta took this sign-in before and does not any more: its token was revoked or has expired, or whoever is signed in was deactivated",
    fix: ["Sign in anew, or give a new token, and run the same command again: it goes on from what is done."],
  },
  "okta-role-missing": {
    exit: "access",
    means: "the scope is granted, and there is no administrator role that allows it",
    fix: [],
  },
  "okta-scope-missing": { exit: "access", means: "the access token does not have the scope for that", fix: [] },
  "okta-forbidden": { exit: "access", means: "the signed-in administrator may not do that", fix: [] },
  "okta-feature-missing": {
    exit: "access",
    means: "the org does not have the feature that this needs",
    fix: ["Ask your Okta account team for the feature; provisioning needs Lifecycle Management."],
  },
  "okta-invalid": {
    exit: "failed",
    means: "Okta does not accept what was sent",
    fix: ["Mend what Okta names, and run the same command again."],
  },
  "okta-state-forbids": {
    exit: "failed",
    means: "the present state of the app, group or person does not allow it",
    fix: ["Change that state in the Okta admin console, and run the same command again."],
  },
  "okta-not-found": {
    exit: "failed",
    means: "it does not exist, or the administrator may not see it",
    fix: ["Check that it was not deleted in the meantime, and that the administrator's role covers it."],
  },
  "okta-unsupported": {
    exit: "failed",
    means: "the API does not offer this for the app",
    fix: ["Do this part in the Okta admin console."],
  },
  "okta-rate-limited": {
    exit: "failed",
    means: "the org's rate limit stayed used up, by this run or by other programs that use the API",
    fix: [
      "Run the same command again in a few minutes: it goes on from what is done.",
      "Reports > Rate limits in the admin console shows who uses the API; a token's share is set under Security > API > Tokens.",
    ],
  },
  "okta-unavailable": {
    exit: "failed",
    means: "Okta has a problem of its own",
    fix: ["Run the same command again; see https://status.okta.com when it stays so."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
