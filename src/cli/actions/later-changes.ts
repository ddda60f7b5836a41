import type { RunResult } from "../../setup/model/run-result.js";
import { verdictOf } from "../../setup/proof/outcome.js";
import { TargetUnread } from "../../setup/proof/target-reading.js";
import { outcomeOfError, type Setup } from "../../setup/step/setup.js";
import { rehearseChanges } from "../rehearsal/changes/rehearse-changes.js";
import { findPeople } from "../rehearsal/people-report.js";
import type { PeopleFindings } from "../run/people-report.js";
import type { Venue } from "../run/venue.js";

/** What a dry run knows of its set-up before it changes users and groups. */
export interface AfterSetUp {
  readonly people?: PeopleFindings;
  /** How long the set-up takes on a real tenant, in milliseconds; all of the run when absent. */
  readonly setUpMs?: number;
}

/** Whether all expected users were found, and no step of the set-up is open. */
export function isReadyForChanges({ outcome, proof, steps }: RunResult): boolean {
  if (outcome !== "applied" && outcome !== "unchanged") return false;
  return proof !== undefined && proof.users.expected > 0 && steps.every(({ status }) => status !== "pending");
}

/**
 * Changes users and groups of a simulated tenant, and adds to the result of its set-up what became of that. What is reported about
 * single users is read before.
 */
export async function withChanges<Tenant>(
  setup: Setup<Tenant>,
  { rehearsal, watched, changes: watch }: Pick<Venue<Tenant>, "rehearsal" | "watched" | "changes">,
  result: RunResult,
): Promise<RunResult & AfterSetUp> {
  const { proof } = result;
  if (rehearsal === undefined || watch === undefined || proof === undefined) return result;
  const setUpMs = rehearsal.clock.elapsed();
  const explain = (name: string) => rehearsal.explain(name);
  const before: AfterSetUp = {
    setUpMs,
    ...(watched === undefined ? {} : { people: await findPeople({ setup, result, watched, explain }) }),
  };
  try {
    const changes = await rehearseChanges({ setup, rehearsal, watch });
    const changed = { ...proof, changes };
    const isUnproven = verdictOf(changed, setup.accepts) === "unproven";
    return { ...result, ...before, proof: changed, ...(isUnproven ? { outcome: "unproven" as const } : {}) };
  } catch (error) {
    if (error instanceof TargetUnread) return { ...result, ...before, outcome: "unproven", unread: error.problem };
    return { ...result, ...before, outcome: outcomeOfError(setup, error), error };
  }
}
