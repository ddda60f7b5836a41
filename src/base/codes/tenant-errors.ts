import type { ErrorEntry } from "./entries.js";

/** Errors that a run on either IdP can have: rights, the app, its groups. */
export const TENANT_ERRORS = {
  "access-missing": {
    exit: "access",
    means:
      "the signed-in identity does not have the rights that the steps need; the error names each right, its purpose and the least privileged role",
    fix: ["Have the rights granted and sign in again, or leave the step out with `--skip`."],
  },
  "app-ambiguous": {
    exit: "failed",
    means: "more than one app has the name in the template",
    fix: ["Choose the right one with `--app-id`."],
  },
  "app-foreign": {
    exit: "usage",
    means: "an app has the name from the guide but different settings, so it may belong to something else",
    fix: [
      "If it is the right app, choose it with `--app-id`, or run on a terminal without `--yes` and type its name.",
      "If it is not, rename it.",
    ],
  },
  "app-missing": {
    exit: "failed",
    means: "the app does not exist, and the step that creates it was left out",
    fix: ["Run without `--skip` or `--only`."],
  },
  "app-not-found": {
    exit: "failed",
    means: "the tenant has no app with the ID in `--app-id`",
    fix: ["Copy the ID from the app's page in the admin console."],
  },
  "group-ambiguous": {
    exit: "failed",
    means: "more than one group has that name; the error lists their IDs",
    fix: ["Rename all but one."],
  },
  "group-not-found": {
    exit: "failed",
    means: "the tenant has no group of that name",
    fix: ["Correct the name. On Okta, `--create-groups` creates the group."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
