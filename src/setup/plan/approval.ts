import { EXIT, SetupError } from "../../base/errors.js";
import { describeResource } from "../model/describe-resource.js";
import type { Change, PlannedStep } from "../model/plan.js";

/**
 * Checks that a step needs no change that the approved plan did not show. Fewer changes are accepted, and values that were
 * unknown in the plan may be known now.
 *
 * @throws SetupError `plan-outdated` (exit 1) with the change that was not approved
 */
export function requireApproved(approved: PlannedStep | undefined, changes: readonly Change[]): void {
  const surprise = changes.find((change) => !(approved?.changes ?? []).some((seen) => covers(seen, change)));
  if (surprise === undefined) return;
  const { action, resource } = surprise;
  throw new SetupError({
    code: "plan-outdated",
    exitCode: EXIT.failed,
    what: `The step ${approved?.id ?? "(new)"} now needs to ${action} ${describeResource(resource)}, which the approved plan does not contain`,
    why: "someone changed the tenant after the plan was made",
    fix: ["Run the same command again to review the new plan. Completed changes are kept."],
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
