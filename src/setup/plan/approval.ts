import { EXIT, SetupError } from "../../base/errors.js";
import type { Change, PlannedStep } from "../model/plan.js";

/**
 * Checks that a step needs nothing that the approved plan did not show. Fewer changes are fine, and values that were
 * unknown at planning may fill in.
 *
 * @throws SetupError `plan-outdated` (exit 1) naming the change nobody has seen
 */
export function requireApproved(approved: PlannedStep | undefined, changes: readonly Change[]): void {
  const surprise = changes.find((change) => !(approved?.changes ?? []).some((seen) => covers(seen, change)));
  if (surprise === undefined) return;
  const { action, resource } = surprise;
  throw new SetupError({
    code: "plan-outdated",
    exitCode: EXIT.failed,
    what: `${approved?.id ?? "a step"} now needs to ${action} ${resource.type} "${resource.name}", which the approved plan did not contain`,
    why: "somebody changed the tenant between the plan and now",
    fix: ["Run the same command again to see the new plan. What was applied so far stays and is found again."],
  });
}

function covers(seen: Change, change: Change): boolean {
  return (
    seen.action === change.action &&
    seen.resource.type === change.resource.type &&
    seen.resource.name === change.resource.name &&
    change.fields.every((field) => {
      const known = seen.fields.find((one) => one.path === field.path);
      return (
        known !== undefined &&
        (known.after === undefined || JSON.stringify(known.after) === JSON.stringify(field.after))
      );
    })
  );
}
