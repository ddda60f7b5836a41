import { EXIT, SetupError } from "../../base/errors.js";
import type { ApplyRun } from "./apply-run.js";
import type { Change, ConsoleStop, ManualStepPosition } from "../model/plan.js";
import { contextOf } from "../step/setup.js";
import type { StepContext } from "../step/step-context.js";
import type { Step } from "../step/step.js";

/** How a manual step ended: everything is there, the person chose to continue, or a part remains. */
export interface StopEnd {
  readonly how: "done" | "went-on" | "remains";
  /** What the tenant does not show, in the vendor's words. */
  readonly missing: readonly string[];
}

/** A manual step that the run has come to. */
interface ReachedStop {
  readonly stop: ConsoleStop;
  readonly position: ManualStepPosition;
}

/** Often enough for a person who waits, and far below Okta's smallest rate limit for reading an app (Okta: rate limits, 100 a minute in the smallest org). */
const POLL_MS = 5_000;
/** How long a network may fail while a person is at the console. */
const OUTAGE_MS = 600_000;

/**
 * Holds the run at a manual step: hands it to the operator, then polls until the tenant shows everything that the
 * step and those sharing its stop ask for.
 */
export async function holdStop<Tenant>(
  { setup, operator, waitPolicy }: Omit<ApplyRun<Tenant>, "progress">,
  owner: Step<Tenant>,
  { stop, position }: ReachedStop,
): Promise<StopEnd> {
  const { clock, emit, signal } = setup;
  const context = contextOf(setup);
  const covered = setup.steps
    .filter((step) => step === owner || (step.console?.sharedWith === owner.id && !setup.skipped.has(step.id)))
    .flatMap((step) => step.console ?? []);
  const readMissing = async (): Promise<string[]> => {
    const missing = new Set<string>();
    for (const part of covered) for (const one of await part.missing(context)) missing.add(one);
    return [...missing];
  };

  // What is done already, or cannot be done, is not asked for.
  if ((await readMissing()).length === 0) return { how: "done", missing: [] };
  emit({ code: "console.opened", step: owner.id, stop });
  noteStop(context, owner);
  await operator.beginStop(stop, owner.console?.secrets ?? {}, position);
  const begun = clock.now();
  const isLast = (): boolean => clock.now() - begun + POLL_MS > waitPolicy.waitMs;
  let readAt = begun;
  const poll = async (): Promise<string[]> => {
    try {
      const missing = await readMissing();
      readAt = clock.now();
      return missing;
    } catch (error) {
      if (isLast() || clock.now() - readAt > OUTAGE_MS || !mayPass(error)) throw error;
      return [`an answer from the tenant, which cannot be read right now (${error.message})`];
    }
  };
  try {
    for (;;) {
      const missing = await poll();
      const how = missing.length === 0 ? "done" : operator.wantsToGoOn() ? "went-on" : undefined;
      if (how !== undefined) {
        for (const part of covered) await part.stopped?.(context);
        emit({ code: "console.closed", step: owner.id, missing });
        return { how, missing };
      }
      emit({ code: "console.waiting", step: owner.id, missing });
      if (isLast()) {
        emit({ code: "console.closed", step: owner.id, missing });
        return { how: "remains", missing };
      }
      await clock.sleep(POLL_MS, signal);
    }
  } finally {
    operator.endStop();
  }
}

/** Undo must know how the tenant was before the person's part: before the first of several visits. */
function noteStop<Tenant>(context: StepContext<Tenant>, owner: Pick<Step<Tenant>, "id" | "title" | "console">): void {
  const { journal } = context;
  const left = owner.console?.beforeStop?.(context);
  if (left?.id === undefined) return;
  const change: Change = { action: "update", resource: { type: "console-stop", name: owner.title }, fields: [] };
  const isKnown = journal
    .changes()
    .some(
      ({ step, resource }) => step === owner.id && resource.type === change.resource.type && resource.id === left.id,
    );
  if (!isKnown) journal.begin(owner.id, change).done(left.id, left.undoData);
}

/** True for a failure of the network on the way to the tenant, rather than an answer from it. */
function mayPass(error: unknown): error is SetupError {
  return error instanceof SetupError && error.exitCode === EXIT.failed && !error.refused;
}
