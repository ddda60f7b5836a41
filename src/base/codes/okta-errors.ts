import type { ErrorEntry } from "./entries.js";

/** Errors that only a run on Okta has, except the requests that Okta's API refuses (okta-refusals.ts). */
export const OKTA_ERRORS = {
  "app-inactive": {
    exit: "failed",
    means: "the app exists but is not active",
    fix: ["Activate it in the Okta Admin Console."],
  },
  "app-missing-guide": {
    exit: "failed",
    means: "the app that the guide starts from does not exist",
    fix: ["Complete the part of the guide that creates the app, or name the app with `--app-id`."],
  },
  "attribute-differs": {
    exit: "failed",
    means:
      "the app's profile already has an attribute of that name with another type, scope or external name; Okta ignores a change of scope",
    fix: ["Correct or delete the attribute in the Profile Editor, then run the same command again."],
  },
  "attribute-missing": {
    exit: "failed",
    means: "the app's profile does not have an attribute that a later step needs",
    fix: ["Run the step that adds it."],
  },
  "attribute-personal": {
    exit: "failed",
    means: "the attribute has the scope SELF (Personal), so a group assignment cannot set it",
    fix: ["Delete the attribute in the Profile Editor; the next run adds it again."],
  },
  "expression-refused": {
    exit: "failed",
    means: "Okta does not accept the expression of a mapping; the error names it",
    fix: ["Correct it in the template."],
  },
  "group-not-okta": {
    exit: "failed",
    means: "the group was imported from an app or a directory",
    fix: ["Name a group that was created in Okta."],
  },
  "group-push-name-taken": {
    exit: "failed",
    means: "the app already pushes another Okta group to the SCIM server's group of that name",
    fix: ["Rename or unlink one of the two groups."],
  },
  "mapping-missing": {
    exit: "failed",
    means: "Okta does not show the mapping from Okta users to the app's users",
    fix: ["Run the same command again in a minute: Okta creates the mapping with the app."],
  },
  "okta-answer-unexpected": {
    exit: "failed",
    means: "Okta's response does not have the documented structure",
    fix: ["Run again with `--transcript FILE`, and report the problem."],
  },
  "okta-client-refused": {
    exit: "access",
    means: "the client ID, the key ID or the private key is wrong; Okta does not say which",
    fix: ["Compare all three with the app's General tab."],
  },
  "okta-client-unknown": {
    exit: "access",
    means: "the org has no active app with that client ID",
    fix: ["Check the client ID and the org's address."],
  },
  "okta-clock-wrong": {
    exit: "access",
    means: "this machine's clock is wrong; the error says by how much and in which direction",
    fix: ["Set the date and time."],
  },
  "okta-device-code-expired": {
    exit: "access",
    means: "the sign-in code was not confirmed in time",
    fix: ["Run the same command again, and enter the new code."],
  },
  "okta-grant-not-allowed": {
    exit: "access",
    means: "the app does not allow this sign-in method",
    fix: ["Use a service app with a public key, or a native app with the device authorization grant."],
  },
  "okta-key-id-unknown": {
    exit: "access",
    means: "the app has no active key with that ID",
    fix: ["Copy the key ID from the app's General tab."],
  },
  "okta-key-refused": {
    exit: "access",
    means: "the private key does not belong to the app",
    fix: ["Use the app's private key, or correct the key ID."],
  },
  "okta-key-unreadable": {
    exit: "usage",
    means:
      "the file does not contain a usable private key: it is not a key, a public key, protected by a passphrase, too short, or of another type",
    fix: ["Provide the private key as PEM without a passphrase, or as JWK."],
  },
  "okta-link-foreign": {
    exit: "failed",
    means: "Okta's link to the next page points to another host",
    fix: ["Use the address that the org answers under."],
  },
  "okta-not-json": {
    exit: "failed",
    means: "something other than Okta's API answered",
    fix: ["Check the org's address, and any proxy between you and Okta."],
  },
  "okta-paging-endless": {
    exit: "failed",
    means: "a list from Okta has no last page",
    fix: ["Run the same command again. If the error comes back, report it."],
  },
  "okta-proof-refused": {
    exit: "access",
    means: "Okta does not accept the proof of possession (DPoP)",
    fix: ["Check the clock and any proxy that changes requests, or turn DPoP off for the app."],
  },
  "okta-redirected": {
    exit: "failed",
    means: "Okta's address redirects, and the token is not sent to another address",
    fix: ["Use the org's own address."],
  },
  "okta-scope-not-granted": {
    exit: "access",
    means: "at least one of the requested scopes is not granted to the app; the error lists all requested scopes",
    fix: ["Have a Super Administrator grant them on the app's Okta API Scopes tab."],
  },
  "okta-sign-in-denied": {
    exit: "access",
    means: "you declined the sign-in, or a policy does not allow it",
    fix: ["Confirm the code, or ask the administrator of the org's policies."],
  },
  "okta-sign-in-ended": {
    exit: "access",
    means: "the sign-in cannot be renewed: it was revoked, or it has no refresh token",
    fix: ["Run the same command again, and sign in again."],
  },
  "okta-sign-in-failed": {
    exit: "access",
    means: "Okta refused the sign-in for an unknown reason",
    fix: ["Look at the System Log, or use another sign-in method."],
  },
  "okta-token-invalid": {
    exit: "usage",
    means: "the value is not an Okta API token",
    fix: ["Copy the token again."],
  },
  "okta-unreachable": {
    exit: "failed",
    means: "Okta did not answer; the error says why",
    fix: ["See [No answer](#no-answer)."],
  },
  "people-still-active": {
    exit: "failed",
    means: "Okta has not yet deactivated all users who lost the app, so the app is kept",
    fix: ["Look under Dashboard > Tasks, then run undo again."],
  },
  "provisioning-actions-refused": {
    exit: "failed",
    means: "Okta does not allow the To App settings to be changed through its API",
    fix: ["Set them in the Okta Admin Console."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
