import type { SetupOptions } from "./options.js";
import { usageError } from "./usage.js";

/**
 * Refuses options of one command that contradict each other, instead of ignoring one of them.
 *
 * @throws SetupError `usage` (exit 64) naming the option and what to write
 */
export function checkCombinations(options: SetupOptions): void {
  for (const name of ["transcript", "out"] as const)
    if (options.report !== undefined && options.report === options[name])
      throw usageError(`--report and --${name} name the same file`, ["Name two files."]);
  if (options.dryRun) checkDryRun(options);
  if (options.confirmPlan !== undefined && options.plan === undefined)
    throw usageError("--confirm-plan approves the plan of --plan FILE, which is not given", [
      "Add --plan FILE, or leave it out.",
    ]);
  if (!options.dryRun) checkReal(options);
}

function checkDryRun(options: SetupOptions): void {
  if (options.plan !== undefined)
    throw usageError("--plan is of a real tenant, and --dry-run contacts none", ["Leave out one of the two."]);
  const other = (["people", "users", "groups"] as const).find((name) => options[name] !== undefined);
  if (!options.fromTenant || other === undefined) return;
  throw usageError(`--from-tenant takes the users of your tenant, and --${other} makes others up`, [
    "Keep one of the two. A group of your tenant is named with --group NAME.",
  ]);
}

/** What only a simulated tenant has. */
function checkReal(options: SetupOptions): void {
  if (options.fault.length > 0)
    throw usageError("--fault is for a simulated tenant", [
      "Add --dry-run, or leave it out: a real tenant has faults of its own.",
    ]);
  for (const name of ["people", "users", "groups"] as const) {
    if (options[name] !== undefined)
      throw usageError(`--${name} is for a simulated tenant`, [
        "Add --dry-run, or leave it out. A group of your tenant is named with --group NAME.",
      ]);
  }
  if (options.fromTenant)
    throw usageError("--from-tenant is a dry run with your own users", [
      "Add --dry-run: nothing is written in your tenant.",
    ]);
  if (options.preview.length > 0)
    throw usageError("--preview shows what a dry run sends for a user", [
      "Add --dry-run, with or without --from-tenant.",
    ]);
}
