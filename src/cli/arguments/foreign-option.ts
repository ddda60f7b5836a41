import type { Command } from "commander";
import type { SetupError } from "../../base/errors.js";
import { andList } from "./nearest.js";
import { pathOf, usageError } from "./usage.js";

type Hint = (path: string) => string;

const inDryRun: Hint = (path) => `Leave it out, or rehearse: ${path} --dry-run.`;
const madeUp: Hint = (path) => `${inDryRun(path)} To name a group of your tenant, use --group NAME.`;
const ofToken: Hint = () => "Leave it out: rotate-token changes only the steps that use the token.";
const ofPlan: Hint = (path) => `Leave it out, or apply a saved plan: ${path} apply --plan FILE.`;

/** What to do instead, given the IdP's command, where leaving the option out is not all there is to say. */
const HINTS: Readonly<Record<string, Hint>> = {
  "--out": (path) => `Leave it out, or save a plan: ${path} plan --out FILE.`,
  "--plan": ofPlan,
  "--confirm-plan": ofPlan,
  "--only": ofToken,
  "--skip": ofToken,
  "--allow-unchecked": () => "Leave it out: only commands that verify users and memberships take it.",
  "--delete-groups": () => "Leave it out: only undo deletes groups on the SCIM server.",
  "--people": madeUp,
  "--users": madeUp,
  "--groups": madeUp,
  "--target-url": inDryRun,
  "--target-token-file": inDryRun,
  "--accept-writes": inDryRun,
  "--fault": inDryRun,
  "--rate-profile": inDryRun,
  "--from-tenant": inDryRun,
  "--preview": inDryRun,
};

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
  const path = pathOf(parent);
  return usageError(what, [HINTS[flag]?.(path) ?? `Leave it out. All options: ${path} ${sub.name()} --help`]);
}
