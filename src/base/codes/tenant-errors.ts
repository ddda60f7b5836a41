import type { ErrorEntry } from "./entries.js";

/** What stops a run on more than one IdP: rights, the app, its groups. */
export const TENANT_ERRORS = {
  "access-missing": {
    exit: "access",
    means: "the sign-in lacks rights that the run's steps need; the error names each with its purpose and least role",
    fix: ["Have them granted, sign in again, or leave the step out with `--skip`."],
  },
  "app-ambiguous": {
    exit: "failed",
    means: "several apps have the template's name",
    fix: ["Name the right one with `--app-id`."],
  },
  "app-foreign": {
    exit: "usage",
    means:
      "an app has the name from the guide and other settings than the guide makes: it may belong to something else",
    fix: [
      "Choose it with `--app-id`, or run on a terminal without `--yes` and type its name; if it is not yours, rename it.",
    ],
  },
  "app-missing": {
    exit: "failed",
    means: "the step that creates the app was left out, and there is none",
    fix: ["Run without `--skip` or `--only`."],
  },
  "app-not-found": {
    exit: "failed",
    means: "the tenant has no app with the id in `--app-id`",
    fix: ["Copy the id from the app's page in the admin console."],
  },
  "group-ambiguous": {
    exit: "failed",
    means: "several groups have that name; the error names their ids",
    fix: ["Rename all but one."],
  },
  "group-not-found": {
    exit: "failed",
    means: "the tenant has no group of that name",
    fix: ["Correct the name; on Okta, `--create-groups` creates it."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
