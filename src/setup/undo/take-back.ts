import { EXIT, SetupError } from "../../base/errors.js";
import { isRefusal, REPLICATION_MS } from "../apply/apply-change.js";
import { describeResource } from "../model/describe-resource.js";
import type { Change } from "../model/plan.js";
import type { Setup } from "../step/setup.js";
import { undoContextOf, type UndoRun } from "./undo-run.js";
import type { JournalledChange } from "../model/journalled-change.js";
import type { StepUndo, UndoLook, UndoOptions } from "../step/step-undo.js";

/** Reads of a tenant may be this far behind a write. */
const LAG_MS = 30_000;
const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 10_000;

/** One change to undo, and what undoing it writes according to the last look. */
export interface TakeBack<Tenant> {
  readonly undo: StepUndo<Tenant>;
  readonly done: JournalledChange;
  readonly change: Change;
}

/**
 * Undoes one change, looks until the tenant shows that nothing of it is left, and records that in the journal.
 *
 * @throws SetupError when the tenant refuses it, or `read-back-differs` (exit 1) when it accepts it but does not do it
 */
export async function takeBack<Tenant>(run: UndoRun<Tenant>, { undo, done, change }: TakeBack<Tenant>): Promise<void> {
  const { clock, emit, signal, journal } = run.setup;
  const context = undoContextOf(run);
  const options: UndoOptions = { deleteGroups: run.terms.deleteGroups, before: [] };
  const look = (): Promise<UndoLook> => undo.look(context, done, options);
  emit({ code: "change.started", step: done.step, change });
  try {
    await undo.apply(context, done, options);
  } catch (error) {
    if (!(error instanceof SetupError) || isRefusal(error) || error.exitCode === EXIT.interrupted) throw error;
    emit({
      code: "request.delayed",
      waitMs: REPLICATION_MS,
      reason: `${error.message}; the change may have been undone anyway`,
    });
    await clock.sleep(REPLICATION_MS, signal);
    if ((await look()).state === "undo") await undo.apply(context, done, options);
  }
  await untilGone(run.setup, done, look);
  journal.markUndone(done.key);
  emit({ code: "change.applied", step: done.step, change, id: change.resource.id });
}

async function untilGone(
  { clock, signal }: Pick<Setup<never>, "clock" | "signal">,
  { step, resource }: JournalledChange,
  look: () => Promise<UndoLook>,
): Promise<void> {
  const begun = clock.now();
  let pollMs = FIRST_POLL_MS;
  while ((await look()).state !== "undone") {
    if (clock.now() - begun > LAG_MS) {
      throw new SetupError({
        code: "read-back-differs",
        exitCode: EXIT.failed,
        what: `${step} undid ${describeResource(resource)}, but reading it back does not show that`,
        why: "the tenant accepted the request but did not carry it out, or someone else changed it at the same time",
        fix: ["Run the same command again: it starts from what the tenant shows now."],
      });
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS);
  }
}
