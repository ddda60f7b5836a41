import type { ErrorEntry } from "./entries.js";

/** What only a run on Okta can end with, beside what Okta's API refuses. */
export const OKTA_ERRORS = {
  "app-inactive": {
    exit: "failed",
    means: "the app exists and is not active",
    fix: ["Activate it in the Okta Admin Console."],
  },
  "app-missing-guide": {
    exit: "failed",
    means: "the app that the guide works on does not exist",
    fix: ["Do the part of the guide that creates it first, or name it with `--app-id`."],
  },
  "attribute-differs": {
    exit: "failed",
    means:
      "an attribute of the app's profile exists with another type, scope or external name; Okta ignores a change of scope",
    fix: ["Correct or delete it in the Profile Editor, then run again."],
  },
  "attribute-missing": {
    exit: "failed",
    means: "the app's profile lacks an attribute that a later step needs",
    fix: ["Run the step that adds it."],
  },
  "attribute-personal": {
    exit: "failed",
    means: "a group's assignment cannot set an attribute of scope SELF",
    fix: ["Delete the attribute in the Profile Editor, and let the run add it."],
  },
  "expression-refused": {
    exit: "failed",
    means: "Okta refuses the expression of a mapping; the error names it",
    fix: ["Correct it in the template."],
  },
  "group-not-okta": {
    exit: "failed",
    means: "the group was imported from an app or a directory",
    fix: ["Name a group that was created in Okta."],
  },
  "group-push-name-taken": {
    exit: "failed",
    means: "the app pushes another Okta group to the SCIM server's group of that name",
    fix: ["Rename or unlink one of the two."],
  },
  "mapping-missing": {
    exit: "failed",
    means: "Okta shows no mapping from Okta users to users of the app",
    fix: ["Run again in a minute: it appears with the app."],
  },
  "okta-answer-unexpected": {
    exit: "failed",
    means: "Okta's answer has another shape than documented",
    fix: ["Report it with a `--transcript`."],
  },
  "okta-client-refused": {
    exit: "access",
    means: "client id, key id or key is wrong, and Okta does not say which",
    fix: ["Compare all three with the app's General tab."],
  },
  "okta-client-unknown": {
    exit: "access",
    means: "the org has no active app with that client id",
    fix: ["Check the client id and the org's address."],
  },
  "okta-clock-wrong": {
    exit: "access",
    means: "this machine's clock is wrong; the error says by how much and in which direction",
    fix: ["Set the date and time."],
  },
  "okta-device-code-expired": {
    exit: "access",
    means: "nobody confirmed the code in time",
    fix: ["Run again, and enter the new code."],
  },
  "okta-grant-not-allowed": {
    exit: "access",
    means: "the app does not allow this way to sign in",
    fix: ["Use a service app with a public key, or a native app with the device grant."],
  },
  "okta-key-id-unknown": {
    exit: "access",
    means: "the app has no active key with that id",
    fix: ["Copy the key id from the app's General tab."],
  },
  "okta-key-refused": {
    exit: "access",
    means: "the private key does not belong to the app",
    fix: ["Give the right key, or its key id."],
  },
  "okta-key-unreadable": {
    exit: "usage",
    means:
      "the private key cannot be read: it is no key, a public key, protected by a passphrase, too short, or of another kind",
    fix: ["Give it as PEM without a passphrase, or as JWK."],
  },
  "okta-link-foreign": {
    exit: "failed",
    means: "Okta named a next page on another host",
    fix: ["Give the address under which the org answers."],
  },
  "okta-not-json": {
    exit: "failed",
    means: "something else than Okta's API answered",
    fix: ["Check the org's address, and what is between you and Okta."],
  },
  "okta-paging-endless": {
    exit: "failed",
    means: "the pages of a list from Okta do not end",
    fix: ["Run again; report it if it stays so."],
  },
  "okta-proof-refused": {
    exit: "access",
    means: "Okta does not accept the proof of possession (DPoP)",
    fix: ["Check the clock and what changes requests on the way, or switch DPoP off for the app."],
  },
  "okta-redirected": {
    exit: "failed",
    means: "Okta's address redirects, and a token is not sent to another address",
    fix: ["Give the org's own address."],
  },
  "okta-scope-not-granted": {
    exit: "access",
    means: "one of the requested scopes is not granted to the app; the error lists all that were requested",
    fix: ["A Super Administrator grants them on the app's Okta API Scopes tab."],
  },
  "okta-sign-in-denied": {
    exit: "access",
    means: "the person declined, or a policy forbids it",
    fix: ["Confirm the code, or ask who manages the org's policies."],
  },
  "okta-sign-in-ended": {
    exit: "access",
    means: "the sign-in cannot be renewed: it was revoked, or came without a refresh token",
    fix: ["Run again, and sign in again."],
  },
  "okta-sign-in-failed": {
    exit: "access",
    means: "Okta refused the sign-in for a reason that is not known",
    fix: ["Look at the System Log, or sign in another way."],
  },
  "okta-token-invalid": {
    exit: "usage",
    means: "what was given cannot be an API token",
    fix: ["Copy the token again."],
  },
  "okta-unreachable": {
    exit: "failed",
    means: "Okta did not answer; the error says why",
    fix: ["See [No answer](#no-answer)."],
  },
  "people-still-active": {
    exit: "failed",
    means: "Okta has not yet deactivated everybody who lost the app, so the app stays",
    fix: ["Look under Dashboard > Tasks, then run undo again."],
  },
  "provisioning-actions-refused": {
    exit: "failed",
    means: "Okta shows the To App settings and does not let them be set",
    fix: ["Set them in the Okta Admin Console."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
