import type { Command } from "commander";
import type { SetupError } from "../../base/errors.js";
import { andList } from "./nearest.js";
import { usageError } from "./usage.js";

/** What to do instead, where leaving the option out is not all there is to say. */
const HINTS: Readonly<Record<string, string>> = {
  "--out": "Leave it out, or save a plan with plan --out FILE; apply --plan FILE carries it out.",
  "--plan": "Leave it out, or write apply --plan FILE.",
  "--confirm-plan": "Leave it out, or write apply --plan FILE --confirm-plan DIGEST.",
  "--only": "Leave it out: rotate-token changes only the steps that the token concerns.",
  "--skip": "Leave it out: rotate-token changes only the steps that the token concerns.",
  "--allow-unchecked": "Leave it out: only a command that verifies can accept what it cannot see.",
  "--delete-groups": "Leave it out: only undo deletes anything at the vendor.",
  "--people":
    "Leave it out, or add it to a dry run: apply --dry-run. A group of your tenant is named with --group NAME.",
  "--users":
    "Leave it out, or add it to a dry run: apply --dry-run. A group of your tenant is named with --group NAME.",
  "--groups":
    "Leave it out, or add it to a dry run: apply --dry-run. A group of your tenant is named with --group NAME.",
};

const DRY_RUN_OPTIONS: ReadonlySet<string> = new Set(
  "--target-url --target-token-file --accept-writes --fault --from-tenant --preview".split(" "),
);

/** Why a sub-command has no dry run, and what to do instead. */
const NO_DRY_RUN: Readonly<Record<string, readonly [string, string]>> = {
  plan: [
    "plan reads a real tenant, and a dry run contacts none",
    "Leave out plan or --dry-run: a dry run shows its plan first.",
  ],
  verify: [
    "verify reads a real tenant, and a dry run contacts none",
    "Leave out verify or --dry-run: a dry run verifies what it did.",
  ],
  undo: [
    "undo works from the journal of a real tenant, and a dry run leaves none",
    "Leave out --dry-run: undo shows each change first, and asks.",
  ],
  "rotate-token": [
    "rotate-token works on a setup that exists, and a dry run starts with none",
    "Leave out --dry-run: rotate-token shows its plan first, and asks.",
  ],
  runbook: ["a runbook contacts no tenant anyway", "Leave out --dry-run."],
  doctor: ["doctor reads a real tenant, and a dry run contacts none", "Leave out --dry-run: doctor changes nothing."],
};

/** Refuses an option that only other sub-commands have, instead of ignoring it. */
export function foreignOption(flag: string, parent: Command, sub: Command): SetupError {
  const owners = parent.commands.filter(({ options }) => options.some(({ long }) => long === flag));
  const what = `${flag} belongs to ${andList(owners.map((one) => one.name()))}, not to ${sub.name()}`;
  const noDryRun = flag === "--dry-run" ? NO_DRY_RUN[sub.name()] : undefined;
  if (noDryRun !== undefined) return usageError(what, [noDryRun[1]], noDryRun[0]);
  const hint = DRY_RUN_OPTIONS.has(flag) ? "Leave it out, or add it to a dry run: apply --dry-run." : HINTS[flag];
  return usageError(what, [hint ?? `Leave it out. All options of ${sub.name()}: ${sub.name()} --help.`]);
}
