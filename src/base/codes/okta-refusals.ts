import type { ErrorEntry } from "./entries.js";

/** Why Okta's API refuses a request. The error on the terminal shows `means` and `fix` as they are. */
export const OKTA_REFUSALS = {
  "okta-unauthorized": {
    exit: "access",
    means:
      "the token is wrong, was revoked or has expired (after 30 days without use), its administrator is deactivated, or it belongs to another org",
    fix: ["Create a token in this org under Security > API > Tokens, and use that one."],
  },
  "okta-token-revoked": {
    exit: "access",
    means:
      "Okta accepted this sign-in earlier and no longer does: its token was revoked or has expired, or the signed-in administrator was deactivated",
    fix: [
      "Sign in again, or provide a new token, and run the same command again: it continues where this run stopped.",
    ],
  },
  "okta-role-missing": {
    exit: "access",
    means: "the scope is granted, but no assigned administrator role allows this",
    fix: [],
  },
  "okta-scope-missing": { exit: "access", means: "the access token does not have the scope for this", fix: [] },
  "okta-forbidden": { exit: "access", means: "the signed-in administrator is not allowed to do this", fix: [] },
  "okta-feature-missing": {
    exit: "access",
    means: "the org does not have the feature that this needs",
    fix: ["Ask your Okta account team for the feature; provisioning needs Lifecycle Management."],
  },
  "okta-invalid": {
    exit: "failed",
    means: "Okta did not accept the request",
    fix: ["Fix what Okta names, then run the same command again."],
  },
  "okta-app-limit": {
    exit: "failed",
    means: "the org already has as many apps as its edition allows",
    fix: [
      "Delete an app that nobody uses: deactivate it under Applications > Applications in the Admin Console, then delete it. Then run the same command again.",
      "If the guide's app already exists under another name, choose it with --app-id.",
      "To keep all apps, use another org, or ask your Okta account team to raise the limit.",
    ],
  },
  "okta-state-forbids": {
    exit: "failed",
    means: "the current state of the app, group or user does not allow this",
    fix: ["Change that state in the Okta Admin Console, then run the same command again."],
  },
  "okta-not-found": {
    exit: "failed",
    means: "it does not exist, or the administrator is not allowed to see it",
    fix: ["Check that it was not deleted in the meantime, and that the administrator's role covers it."],
  },
  "okta-unsupported": {
    exit: "failed",
    means: "the API does not support this for the app",
    fix: ["Do this part in the Okta Admin Console."],
  },
  "okta-rate-limited": {
    exit: "failed",
    means: "the org's rate limit is used up, by this run or by other programs that use the API",
    fix: [
      "Run the same command again in a few minutes: it continues where this run stopped.",
      "To see who uses the API, open Reports > Rate limits in the Okta Admin Console; set a token's share under Security > API > Tokens.",
    ],
  },
  "okta-unavailable": {
    exit: "failed",
    means: "Okta is having problems",
    fix: ["Run the same command again. If the error comes back, see https://status.okta.com."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
