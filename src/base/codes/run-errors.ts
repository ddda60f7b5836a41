import type { ErrorEntry } from "./entries.js";

/** What stops a run whatever the IdP: plans and approvals, the state that a run keeps, safeguards, and defects. */
export const RUN_ERRORS = {
  "confirm-needed": {
    exit: "failed",
    means: "the change concerns people who are provisioned already; the error says how many",
    fix: ["Repeat the application's name with `--confirm`."],
  },
  "confirmation-missing": {
    exit: "usage",
    means: "nobody can be asked, or `--json` was given, and `--yes` was not; nothing was written",
    fix: ["Add `--yes`, or apply a plan with `apply --plan FILE`."],
  },
  "console-refused": {
    exit: "failed",
    means: "the simulated admin console refused the values that the template has filled in at a manual step",
    fix: ["Correct the template."],
  },
  "credential-astray": {
    exit: "failed",
    means:
      "a request that carries a credential was about to go to another origin than the one the credential was given for; it was not sent",
    fix: ["Check the address that was given; if it is right, report this with a transcript."],
  },
  "deadline-exceeded": {
    exit: "failed",
    means: "the run took longer than `--deadline` allows, and stopped at the next safe moment",
    fix: ["Run the same command again, or give it more time."],
  },
  declined: {
    exit: "failed",
    means: "you answered no; nothing was written",
    fix: ["Run again when you are ready."],
  },
  internal: {
    exit: "failed",
    means: "a defect of total-setup",
    fix: ["Run again with `--debug`, and report what it prints."],
  },
  interrupted: {
    exit: "interrupted",
    means: "the run was stopped with Ctrl-C; the error says what was done",
    fix: ["Run the same command again."],
  },
  "journal-missing": {
    exit: "failed",
    means: "undo found no journal of this tenant; nothing was removed",
    fix: ["Run undo on the machine where the set-up ran, or copy its journal; otherwise undo it by hand."],
  },
  "not-set-up": {
    exit: "failed",
    means: "there is no app, provisioning job or connection yet whose token could be rotated; nothing was written",
    fix: ["Run apply with the new token first."],
  },
  "output-unwritable": {
    exit: "failed",
    means:
      "standard output, or the file of `--out` or `--transcript`, cannot be written any more: the disk is full, or the stream was closed; the run ends at its next safe moment",
    fix: ["Make room or name another place, then run again: what is done stays done."],
  },
  "plan-address-unconfirmed": {
    exit: "usage",
    means:
      "only the plan file names an address that secrets would be sent to, and nobody can be asked; nothing was sent",
    fix: ["Give the address on the command line too, or approve the plan with `--confirm-plan DIGEST`."],
  },
  "plan-digest-wrong": {
    exit: "usage",
    means: "`--confirm-plan` has the digest of another plan: the file was replaced or changed since it was approved",
    fix: ["Give the plan that was approved, with the whole digest that `plan --out` printed."],
  },
  "plan-foreign": {
    exit: "usage",
    means: "the plan is for another IdP or another tenant than the one that is named or signed in to",
    fix: ["Run it for that IdP, or name that tenant and sign in to it."],
  },
  "plan-invalid": {
    exit: "usage",
    means: "the file of `--plan` is not a plan: it is not JSON, cut short, edited or too large",
    fix: ["Give the file as `plan --out` wrote it, or plan again."],
  },
  "plan-newer": {
    exit: "usage",
    means: "the plan has a format that this version does not read",
    fix: ["Use the version that wrote it, or plan again."],
  },
  "plan-option-foreign": {
    exit: "usage",
    means:
      "the plan file holds options that are never taken from one: where to sign in, where secrets go, which files are used, what is confirmed",
    fix: ["Plan again with this version; if you did not expect this, find out who changed the file."],
  },
  "plan-outdated": {
    exit: "failed",
    means: "a step needs a change that the approved plan did not contain",
    fix: ["Look at the new plan, and approve that."],
  },
  "plan-stale": {
    exit: "failed",
    means: "the tenant has changed since the plan was made; the error names what changed, and nothing was written",
    fix: ["Make the plan again, with the SCIM token if it was made without one."],
  },
  "plan-template-changed": {
    exit: "usage",
    means: "the template is not the one that the plan was made with",
    fix: ["Make the plan again."],
  },
  "plan-template-not-named": {
    exit: "usage",
    means:
      "the plan was made with a template that does not come with total-setup, and a plan file does not say which file that is",
    fix: ["Give the template again with `--template FILE`."],
  },
  "port-unavailable": {
    exit: "failed",
    means: "the sandbox or the SCIM server cannot listen on the port",
    fix: ["Choose another port, or `--port 0`."],
  },
  "read-back-differs": {
    exit: "failed",
    means: "what was written does not show when it is read again",
    fix: ["Check whether somebody else is changing it."],
  },
  "read-only": {
    exit: "failed",
    means: "a dry run on the users of a live tenant was about to send something other than GET; nothing was sent",
    fix: ["This is a defect: report it."],
  },
  "state-not-private": {
    exit: "failed",
    means:
      "the state folder, a journal or a lock folder belongs to another user, or others may write to it: undo would act on what they wrote",
    fix: ["Run the command that the error shows, or set `XDG_STATE_HOME` to a folder of your own."],
  },
  "state-unwritable": {
    exit: "failed",
    means:
      "the journal, the lock or a temporary secret file in the state folder cannot be read or written; without them nothing is written to the tenant",
    fix: ["Make room or make the folder writable, then run again."],
  },
  "tenant-locked": {
    exit: "failed",
    means: "another run is working on this tenant",
    fix: ["Wait until it has ended."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
