import type { ErrorEntry } from "./entries.js";

const AGAIN = "Run the same command again in a few minutes: it continues where this run stopped.";
const NEW_TOKEN = "Sign in again, or get a new access token: az account get-access-token --resource-type ms-graph.";

/** Why Microsoft Graph refuses a request. The error on the terminal shows `means` and `fix` as they are. */
export const GRAPH_REFUSALS = {
  "graph-unauthorized": {
    exit: "access",
    means: "the access token has expired or was revoked, or it is for another service or another cloud",
    fix: [NEW_TOKEN, "If the tenant is in another cloud, name the cloud with --cloud."],
  },
  "graph-token-expired": {
    exit: "access",
    means: "the access token has expired",
    fix: [NEW_TOKEN, "Then run the same command again: completed changes are kept, and it continues from there."],
  },
  "graph-token-revoked": {
    exit: "access",
    means:
      "Microsoft ended this sign-in early: it was revoked, the password was changed, the account was disabled, or a policy requires a new sign-in",
    fix: [
      "Sign in again, for example with az login, and run the same command again: it continues where this run stopped.",
      "If you did not expect this, ask the tenant's administrator before you sign in.",
    ],
  },
  "graph-empty-401": {
    exit: "access",
    means:
      "the synchronization service answers like this when the caller has neither the permission nor ownership of the application, or activated the role after signing in",
    fix: [],
  },
  "graph-forbidden": { exit: "access", means: "the signed-in identity is not allowed to do this", fix: [] },
  "graph-role-missing": {
    exit: "access",
    means: "the permission is granted, but the signed-in user does not have the role that it requires",
    fix: [],
  },
  "graph-licence": {
    exit: "access",
    means: "this needs a Microsoft Entra ID P1 or P2 licence, which the tenant does not have",
    fix: [
      "Have a Billing Administrator or Global Administrator buy Entra ID P1 under Billing in the Microsoft 365 admin center. A trial is enough.",
    ],
  },
  "graph-invalid": {
    exit: "failed",
    means: "Microsoft Graph did not accept the request",
    fix: ["Fix what Microsoft Graph names, then run the same command again."],
  },
  "graph-cannot-provision": {
    exit: "failed",
    means:
      "the synchronization service answers like this for an application that cannot provision, such as one made by an app registration",
    fix: ["Run with --new-app: a second, non-gallery application does the provisioning."],
  },
  "graph-not-found": {
    exit: "failed",
    means: "it does not exist, or does not exist yet",
    fix: ["Check that it was not deleted in the meantime. A new object can take a few minutes to appear everywhere."],
  },
  "graph-not-replicated": {
    exit: "failed",
    means: "the application or the group is new, and has not reached every part of the directory yet",
    fix: ["Run the same command again in a minute: new applications and groups take a while to appear everywhere."],
  },
  "graph-already-exists": {
    exit: "failed",
    means: "it already exists",
    fix: ["Run the same command again: it finds what exists."],
  },
  "graph-conflict": {
    exit: "failed",
    means: "the current state of the application or the directory does not allow this, or does not allow it yet",
    fix: [AGAIN],
  },
  "graph-unsupported": {
    exit: "failed",
    means: "Microsoft Graph does not support this here; not every cloud has every feature",
    fix: ["Do this part in the Entra admin center."],
  },
  "graph-rate-limited": {
    exit: "failed",
    means: "Microsoft Graph is throttling requests, because of this run or of other programs that use it",
    fix: [AGAIN],
  },
  "graph-unavailable": {
    exit: "failed",
    means: "Microsoft Graph is having problems",
    fix: ["Run the same command again. If the error comes back, see https://azure.status.microsoft."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
