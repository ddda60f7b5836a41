import { EXIT, SetupError } from "../../base/errors.js";
import type { SetupOptions } from "./options.js";
import type { CommandAction } from "./run-action.js";

/**
 * Refuses options that mean nothing for what is asked, instead of ignoring them.
 *
 * @throws SetupError `usage` (exit 64) naming the option and what to write
 */
export function checkActionOptions(action: CommandAction, options: SetupOptions): void {
  checkDryRun(action, options);
  for (const { flag, given, actions, hint } of BOUND) {
    if (given(options) && !actions.includes(action))
      throw usage(`${flag} is for ${actions.join(" and ")}, not for ${action}`, hint);
  }
  if (options.confirmPlan !== undefined && options.plan === undefined)
    throw usage(
      "--confirm-plan approves the plan of --plan FILE, and none is given",
      "Add --plan FILE, or leave it out.",
    );
  if (!options.dryRun) checkReal(options);
}

interface Bound {
  readonly flag: string;
  readonly given: (options: SetupOptions) => boolean;
  readonly actions: readonly CommandAction[];
  readonly hint: string;
}

const WITH_STEPS: readonly CommandAction[] = ["apply", "plan", "verify", "undo", "doctor", "runbook"];
const ALL_STEPS = "Leave it out: rotate-token writes with those steps that the token concerns, and no others.";

/** Options that only some actions take. */
const BOUND: readonly Bound[] = [
  {
    flag: "--out",
    given: ({ out }) => out !== undefined,
    actions: ["plan", "runbook"],
    hint: "Leave it out, or write plan --out FILE; the plan is then applied with apply --plan FILE.",
  },
  {
    flag: "--plan",
    given: ({ plan }) => plan !== undefined,
    actions: ["apply"],
    hint: "Leave it out, or write apply --plan FILE.",
  },
  {
    flag: "--confirm-plan",
    given: ({ confirmPlan }) => confirmPlan !== undefined,
    actions: ["apply"],
    hint: "Leave it out, or write apply --plan FILE --confirm-plan DIGEST.",
  },
  {
    flag: "--only",
    given: ({ only }) => only.length > 0,
    actions: WITH_STEPS,
    hint: ALL_STEPS,
  },
  {
    flag: "--skip",
    given: ({ skip }) => skip.length > 0,
    actions: WITH_STEPS,
    hint: ALL_STEPS,
  },
  {
    flag: "--allow-unchecked",
    given: ({ allowUnchecked }) => allowUnchecked.length > 0,
    actions: ["apply", "verify", "rotate-token"],
    hint: "Leave it out: only a run that proves something can accept what it cannot prove.",
  },
  {
    flag: "--delete-groups",
    given: ({ deleteGroups }) => deleteGroups,
    actions: ["undo"],
    hint: "Leave it out: only undo deletes anything at the vendor.",
  },
];

const WHY_NO_DRY_RUN: Readonly<Partial<Record<CommandAction, readonly [string, string]>>> = {
  plan: [
    "plan looks at a real tenant, and --dry-run contacts none",
    "Leave out one of the two: a dry run shows its plan first anyway.",
  ],
  verify: [
    "verify looks at a real tenant, and --dry-run contacts none",
    "Leave out one of the two: a dry run ends with its proof anyway.",
  ],
  undo: [
    "undo works from the journal of a real tenant, and a dry run leaves none",
    "Leave out --dry-run: undo shows what it would take back, and asks first.",
  ],
  "rotate-token": [
    "rotate-token works on a set-up that exists, and --dry-run starts with none",
    "Leave out --dry-run: the plan is shown first, and nothing is written without a yes.",
  ],
  runbook: ["a runbook contacts no tenant anyway", "Leave out --dry-run."],
  doctor: ["doctor looks at a real tenant, and --dry-run contacts none", "Leave out --dry-run: doctor writes nothing."],
};

function checkDryRun(action: CommandAction, options: SetupOptions): void {
  const { dryRun, plan } = options;
  if (!dryRun) return;
  const why = WHY_NO_DRY_RUN[action];
  if (why !== undefined) throw usage(...why);
  if (plan !== undefined)
    throw usage("--plan is of a real tenant, and --dry-run contacts none", "Leave out one of the two.");
  if (options.fromTenant) checkFromTenant(options);
}

function checkFromTenant(options: SetupOptions): void {
  const other = (["people", "users", "groups"] as const).find((flag) => options[flag] !== undefined);
  if (other === undefined) return;
  throw usage(
    `--from-tenant takes the people of your tenant, and --${other} makes others up`,
    "Keep one of the two. A group of your tenant is named with --group NAME.",
  );
}

/** What only a simulated tenant has. */
function checkReal(options: SetupOptions): void {
  if (options.fault.length > 0)
    throw usage(
      "--fault is for a simulated tenant",
      "Add --dry-run, or leave it out: a real tenant has faults of its own.",
    );
  for (const flag of ["people", "users", "groups"] as const) {
    if (options[flag] !== undefined)
      throw usage(
        `--${flag} is for a simulated tenant`,
        "Add --dry-run, or leave it out. A group of your tenant is named with --group NAME.",
      );
  }
  if (options.fromTenant)
    throw usage("--from-tenant is a dry run with your own people", "Add --dry-run: nothing is written in your tenant.");
  if (options.preview.length > 0)
    throw usage("--preview shows what a dry run sends for a person", "Add --dry-run, with or without --from-tenant.");
}

function usage(what: string, fix: string): SetupError {
  return new SetupError({ code: "usage", exitCode: EXIT.usage, what, fix: [fix] });
}
