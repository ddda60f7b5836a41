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
    throw usageError("--confirm-plan needs --plan", ["Add --plan FILE, or leave out --confirm-plan."]);
  if (!options.dryRun) checkReal(options);
}

function checkDryRun(options: SetupOptions): void {
  if (options.plan !== undefined)
    throw usageError(
      "--plan and --dry-run cannot be used together",
      ["Keep one of the two."],
      "a saved plan is for a real tenant, and a dry run contacts none",
    );
  const other = (["people", "users", "groups"] as const).find((name) => options[name] !== undefined);
  if (!options.fromTenant || other === undefined) return;
  throw usageError(
    `--from-tenant and --${other} cannot be used together`,
    ["Keep one of the two. To name a group of your tenant, use --group NAME."],
    "--from-tenant copies the users of your tenant",
  );
}

/** What only a simulated tenant has. */
function checkReal(options: SetupOptions): void {
  if (options.fault.length > 0)
    throw usageError("--fault works only with --dry-run", ["Add --dry-run, or leave out --fault."]);
  if (options.rateProfile !== undefined)
    throw usageError("--rate-profile works only with --dry-run", ["Add --dry-run, or leave out --rate-profile."]);
  for (const name of ["people", "users", "groups"] as const) {
    if (options[name] !== undefined)
      throw usageError(`--${name} works only with --dry-run`, [
        `Add --dry-run, or leave out --${name}. To name a group of your tenant, use --group NAME.`,
      ]);
  }
  if (options.fromTenant)
    throw usageError("--from-tenant works only with --dry-run", ["Add --dry-run: your tenant is only read."]);
  if (options.changes !== undefined)
    throw usageError(`--${options.changes ? "" : "no-"}changes works only with --dry-run`, [
      "Add --dry-run, or leave it out: a real tenant is never changed for a test.",
    ]);
  if (options.preview.length > 0)
    throw usageError("--preview works only with --dry-run", ["Add --dry-run, with or without --from-tenant."]);
}
