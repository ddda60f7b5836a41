import type { ErrorEntry } from "./entries.js";

const AGAIN = "Run the same command again in a few minutes: it goes on from what is done.";

/** Why Microsoft Graph refuses a request. `means` and `fix` are what the error says, too. */
export const GRAPH_REFUSALS = {
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
} as const satisfies Readonly<Record<string, ErrorEntry>>;
