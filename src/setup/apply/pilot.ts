import { mergeExpectations } from "../model/expectation.js";
import { verdictOf } from "../proof/outcome.js";
import type { Change, Look, Warning } from "../model/plan.js";
import type { ApplyRun, Held } from "./apply-run.js";
import { prove } from "../proof/prove.js";
import { contextOf } from "../step/setup.js";
import type { Pilot, Step } from "../step/step.js";

/** The changes to carry out first, and those that wait for the pilot to be proven. */
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
 * Proves the pilot over its own people, and asks whether to go on.
 *
 * @returns undefined to go on; otherwise how the run ends: nothing of the rest is carried out
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

/** What is left of a step that ended at its pilot, and how to go on. */
export function remaining(look: Look, { name }: { readonly name: string }, rest: readonly Change[]): Warning {
  const left = rest.map(({ resource }) => `"${resource.name}"`).join(", ");
  const changes = look.changes.length === 0 ? "was there already" : "is carried out";
  return {
    code: "pilot-only",
    message: `Only the pilot, ${name}, ${changes}; what remains: ${left}, and the steps behind this one.`,
    fix: "Look at the pilot's people at the vendor. Then run the same command again and say yes: it goes on from here.",
  };
}
