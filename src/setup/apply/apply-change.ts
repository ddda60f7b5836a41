import { EXIT, SetupError } from "../../base/errors.js";
import { requireSeen } from "../plan/ownership.js";
import type { Change } from "../model/plan.js";
import { contextOf, type StepWorld } from "../step/setup.js";
import type { Applied } from "../step/step-context.js";
import type { Step } from "../step/step.js";
import { describeResource } from "../model/describe-resource.js";

/** Long enough for a search to show what was created just before (Okta: searches lag behind creates). */
export const REPLICATION_MS = 30_000;

/** The parts of a step that a write needs. */
type WritingStep<Tenant> = Pick<Step<Tenant>, "id" | "look" | "apply" | "recall">;

/**
 * Carries out one change of a step, and records it in the journal.
 *
 * @returns the change, with the new resource's id if the answer has it
 * @throws SetupError when the tenant refuses it, or it is still needed after a second try
 */
export async function applyChange<Tenant>(
  world: StepWorld<Tenant>,
  step: WritingStep<Tenant>,
  change: Change,
): Promise<Change> {
  world.emit({ code: "change.started", step: step.id, change });
  const entry = world.journal.begin(step.id, change);
  try {
    const { id, undoData } = await applyAnswered(world, step, change);
    note(change, id, () => {
      entry.done(id, undoData);
    });
    world.emit({ code: "change.applied", step: step.id, change, id });
    return id === undefined ? change : { ...change, resource: { ...change.resource, id } };
  } catch (error) {
    // An interrupted or unanswered create may have happened anyway: it stays open in the journal.
    if (error instanceof SetupError && isRefusal(error)) entry.failed(error.code);
    throw error;
  }
}

/** By now the tenant has the change: the error must say so, because the journal does not. */
function note({ action, resource }: Change, id: string | undefined, write: () => void): void {
  try {
    write();
  } catch (cause) {
    if (!(cause instanceof SetupError) || cause.code !== "state-unwritable") throw cause;
    const name = `${describeResource(resource)}${id === undefined ? "" : ` (${id})`}`;
    throw new SetupError({
      code: "state-unwritable",
      exitCode: EXIT.failed,
      what: `The tenant was changed (${action} ${name}), but the journal could not record it: ${cause.what}`,
      ...(cause.why === undefined ? {} : { why: cause.why }),
      fix: [...cause.fix, "Keep this message: undo will not know whether this change was made."],
      cause,
    });
  }
}

/** A write without a clear answer may have happened: look for it, and try once more only if it is still needed. */
async function applyAnswered<Tenant>(
  world: StepWorld<Tenant>,
  step: WritingStep<Tenant>,
  change: Change,
): Promise<Applied> {
  const { clock, emit, signal } = world;
  try {
    return await step.apply(contextOf(world), change);
  } catch (error) {
    if (!(error instanceof SetupError) || isRefusal(error) || error.exitCode === EXIT.interrupted) throw error;
    // A journal failure says nothing about the tenant's answer.
    if (error.code === "state-unwritable") throw error;
    emit({
      code: "request.delayed",
      waitMs: REPLICATION_MS,
      reason: `${error.message}; the change may have been made anyway`,
    });
    await clock.sleep(REPLICATION_MS, signal);
    const look = await step.look(contextOf(world));
    requireSeen(undefined, look);
    const needed = look.changes.find((one) => isSame(one, change));
    if (needed !== undefined) return step.apply(contextOf(world), needed);
    return (await step.recall?.(contextOf(world), change)) ?? {};
  }
}

function isSame(one: Change, other: Change): boolean {
  return (
    one.action === other.action &&
    one.resource.type === other.resource.type &&
    one.resource.name === other.resource.name
  );
}

/** True when the tenant refused the write, so it certainly did not happen. */
export function isRefusal(error: SetupError): boolean {
  return error.exitCode === EXIT.access || error.refused;
}
