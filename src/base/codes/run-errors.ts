import type { ErrorEntry } from "./entries.js";

/** What stops a run on any IdP: plans and approvals, files that a run keeps, safeguards, and defects. */
export const RUN_ERRORS = {
  "confirm-needed": {
    exit: "failed",
    means:
      "the change affects users who are already provisioned (the error says how many), or deletes an app with everything under it",
    fix: ["Confirm with the name that the error shows: `--confirm NAME`."],
  },
  "confirmation-missing": {
    exit: "usage",
    means: "there is no terminal to ask on, or `--json` was given, and `--yes` was not; nothing was written",
    fix: ["Add `--yes`, or apply a saved plan with `apply --plan FILE`."],
  },
  "console-refused": {
    exit: "failed",
    means: "the simulated admin console refused the values that the template provides for a manual step",
    fix: ["Correct the template."],
  },
  "credential-astray": {
    exit: "failed",
    means:
      "a request with a credential was about to go to a different origin than the credential is for; it was not sent",
    fix: ["Check the address you provided. If it is right, report the problem with a transcript."],
  },
  "deadline-exceeded": {
    exit: "failed",
    means: "the run took longer than `--deadline` allows, and stopped at the next safe point",
    fix: ["Run the same command again, or allow more time."],
  },
  declined: {
    exit: "failed",
    means: "you answered no; nothing was written",
    fix: ["Run the same command again when you are ready."],
  },
  internal: {
    exit: "failed",
    means: "this is a bug in total-setup",
    fix: ["Run again with `--debug`, and report the output."],
  },
  interrupted: {
    exit: "interrupted",
    means: "the run was stopped with Ctrl-C; the error says what was done",
    fix: ["Run the same command again."],
  },
  "journal-missing": {
    exit: "failed",
    means: "undo found no journal for this tenant; nothing was removed",
    fix: [
      "Run undo on the machine that ran the set-up, or copy its journal here.",
      "Without a journal, undo the changes in the admin console.",
    ],
  },
  "not-set-up": {
    exit: "failed",
    means: "there is no app, provisioning job or connection yet whose token could be rotated; nothing was written",
    fix: ["Run apply with the new token first."],
  },
  "output-unwritable": {
    exit: "failed",
    means:
      "standard output, or the file of `--out`, `--transcript` or `--report`, can no longer be written: the disk is full, or the stream was closed; the run stops at its next safe point",
    fix: ["Free some space or name another path, then run the same command again: completed changes are kept."],
  },
  "plan-address-unconfirmed": {
    exit: "usage",
    means:
      "secrets would be sent to an address that only the plan file names, and there is no terminal to ask on; nothing was sent",
    fix: ["Add the address to the command line, or approve the plan with `--confirm-plan DIGEST`."],
  },
  "plan-digest-wrong": {
    exit: "usage",
    means: "the plan file does not match the digest in `--confirm-plan`: it was replaced or changed after approval",
    fix: ["Use the plan that was approved, with the whole digest that `plan --out` printed."],
  },
  "plan-foreign": {
    exit: "usage",
    means: "the plan is for another IdP or tenant than the one you named or signed in to",
    fix: ["Run it for that IdP, or name that tenant and sign in to it."],
  },
  "plan-invalid": {
    exit: "usage",
    means: "the `--plan` file is not a plan: it is not JSON, is incomplete, was edited or is too large",
    fix: ["Use the file as `plan --out` wrote it, or make a new plan."],
  },
  "plan-newer": {
    exit: "usage",
    means: "this version cannot read the format of the plan",
    fix: ["Use the version that wrote the plan, or make a new plan."],
  },
  "plan-option-foreign": {
    exit: "usage",
    means:
      "the plan file contains options that are never read from a plan: where to sign in, where secrets go, which files to use, what is confirmed",
    fix: ["Make a new plan with this version.", "If you did not expect this, find out who changed the file."],
  },
  "plan-outdated": {
    exit: "failed",
    means: "a step needs a change that the approved plan does not contain",
    fix: ["Run the same command again, and review the new plan."],
  },
  "plan-stale": {
    exit: "failed",
    means: "the tenant has changed since the plan was made; the error names the changes, and nothing was written",
    fix: ["Make a new plan. If the plan was made without the SCIM token, provide the token this time."],
  },
  "plan-template-changed": {
    exit: "usage",
    means: "the template has changed since the plan was made",
    fix: ["Make a new plan."],
  },
  "plan-template-not-named": {
    exit: "usage",
    means:
      "the plan was made with a template that is not part of total-setup, and a plan file does not say which file that is",
    fix: ["Name the template again with `--template FILE`."],
  },
  "port-unavailable": {
    exit: "failed",
    means: "the sandbox or the SCIM server cannot listen on the port",
    fix: ["Choose another port, or `--port 0`."],
  },
  "read-back-differs": {
    exit: "failed",
    means: "a change was written, but reading it back does not show it",
    fix: [
      "Run the same command again. If the error comes back, check whether someone else is changing the same setting.",
    ],
  },
  "read-only": {
    exit: "failed",
    means:
      "a dry run on the users of a live tenant was about to send a request other than GET; the request was not sent",
    fix: ["Report this: it is a bug in total-setup."],
  },
  "state-not-private": {
    exit: "failed",
    means:
      "the state folder, a journal or a lock folder belongs to another user, or other users can write to it: undo would act on what they wrote",
    fix: ["Run the command that the error shows, or set `XDG_STATE_HOME` to a folder of your own."],
  },
  "state-unwritable": {
    exit: "failed",
    means:
      "a journal, a lock or a temporary secret file in the state folder cannot be read or written; without them nothing is written to the tenant",
    fix: ["Free some space or make the folder writable, then run the same command again."],
  },
  "tenant-locked": {
    exit: "failed",
    means: "another run is working on this tenant",
    fix: ["Wait until it ends."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
