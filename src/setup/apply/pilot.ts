import { mergeExpectations } from "../model/expectation.js";
import { verdictOf } from "../proof/outcome.js";
import type { Change, Look, Warning } from "../model/plan.js";
import type { ApplyRun, Held } from "./apply-run.js";
import { prove } from "../proof/prove.js";
import { contextOf } from "../step/setup.js";
import type { Pilot, Step } from "../step/step.js";

/** The changes to carry out first, and those that wait until the pilot is verified. */
export function partsOf<Tenant>(
  { pilot }: Pick<Step<Tenant>, "pilot">,
  changes: readonly Change[],
): { readonly first: readonly Change[]; readonly rest: readonly Change[] } {
  if (pilot === undefined) return { first: changes, rest: [] };
  return {
    first: changes.filter((change) => pilot.covers(change)),
    rest: changes.filter((change) => !pilot.covers(change)),
  };
}

/**
 * Verifies the users of the pilot, and asks whether to continue.
 *
 * @returns undefined to continue; otherwise how the run ends, without the remaining changes
 */
export async function holdPilot<Tenant>(
  { setup, operator, waitPolicy }: Omit<ApplyRun<Tenant>, "progress">,
  pilot: Pilot<Tenant>,
): Promise<Held | undefined> {
  await pilot.settled(contextOf(setup));
  const all = mergeExpectations(setup.steps.map((step) => step.expects()));
  const { assignedGroups = [] } = pilot.expects();
  const proof = await prove(setup, waitPolicy, { ...all, assignedGroups, pushedGroups: [] });
  const verdict = proof === undefined ? "unproven" : verdictOf(proof, setup.accepts);
  if (proof === undefined || verdict !== "complete")
    return { outcome: verdict === "arriving" ? verdict : "unproven", proof };
  return (await operator.approveRest(pilot.name, proof.users.found)) ? undefined : { outcome: "applied", proof };
}

/** The warning about the remaining changes of a step that ended at its pilot. */
export function remaining(look: Look, { name }: { readonly name: string }, rest: readonly Change[]): Warning {
  const left = rest.map(({ resource }) => `"${resource.name}"`).join(", ");
  const state = look.changes.length === 0 ? "was already set up" : "is set up";
  return {
    code: "pilot-only",
    message: `Only the pilot, ${name}, ${state}. Not set up yet: ${left}, and the steps after this one.`,
    fix: "Check the pilot's users in the vendor's product. Then run the same command again and answer yes: it continues from there.",
  };
}
