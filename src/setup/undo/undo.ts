import { EXIT, SetupError } from "../../base/errors.js";
import type { Change, PlannedStep, StepStatus } from "../model/plan.js";
import { plannedStep, type StepTitle } from "../plan/plan-builder.js";
import { type Setup, outcomeOfError } from "../step/setup.js";
import { takeBack } from "./take-back.js";
import { lookAtOne, surveyUndo, undoOf } from "./undo-survey.js";
import { undoContextOf, type UndoRun, type UndoTerms } from "./undo-run.js";
import { newUndoMemory } from "../step/undo-memory.js";
import type { UndoItem, UndoState, RunResult } from "../model/run-result.js";
import { describeType } from "../model/describe-resource.js";

/** Answers the questions of an undo: a terminal, or `--yes`. */
export interface UndoOperator {
  /**
   * Shows the whole list, before anything is written.
   *
   * @throws SetupError when there is no terminal and no `--yes`
   */
  begin(items: readonly UndoItem[]): Promise<void>;
  /** Asks about one item in its current state. */
  decide(item: UndoItem): Promise<"yes" | "no" | "quit">;
}

/** The result of an undo. */
export type UndoResult = RunResult & Required<Pick<RunResult, "undo">>;

/**
 * Undoes what earlier runs changed in this tenant for this template: newest first, each change looked at again, approved, read
 * back and marked in the journal. What was changed since is left alone. An interrupted undo continues when it is run again. The
 * result always says what was done.
 */
export async function runUndo<Tenant>(
  setup: Setup<Tenant>,
  operator: UndoOperator,
  terms: UndoTerms,
): Promise<UndoResult> {
  const items: UndoItem[] = [];
  const written: Written[] = [];
  const finish = (error: unknown): UndoResult => ({
    outcome: error === undefined ? (written.length > 0 ? "applied" : "unchanged") : outcomeOfError(setup, error),
    steps: stepsOf(setup.steps, items, written),
    proof: undefined,
    error,
    undo: items,
  });
  const run: UndoRun<Tenant> = { setup, terms, memory: newUndoMemory() };
  try {
    setup.emit({ code: "tenant.identified", identity: setup.session.identity });
    items.push(...(await surveyUndo(run)));
    await operator.begin(items);
    await undoAll(run, operator, { items, written });
    await settleAll(run, written);
    await closeKept(run, items);
    return finish(whatIsMissing(items, written));
  } catch (error) {
    return finish(error);
  }
}

/** After a longer time for an answer, the tenant may have changed: the change is looked at once more. */
const THINKING_MS = 5_000;

interface Written {
  readonly step: string;
  readonly change: Change;
}

interface UndoProgress {
  readonly items: UndoItem[];
  readonly written: Written[];
}

async function undoAll<Tenant>(
  run: UndoRun<Tenant>,
  operator: UndoOperator,
  { items, written }: UndoProgress,
): Promise<void> {
  const { setup } = run;
  let quit = false;
  for (const [index, { done, state }] of items.entries()) {
    if (state === "undone") setup.journal.markUndone(done.key);
    if (state !== "undo") continue;
    if (quit) {
      items[index] = declined(items[index]);
      continue;
    }
    setup.signal.throwIfAborted();
    // Time has passed, and a newer change may not have been undone.
    const item = await lookAtOne(run, done, []);
    items[index] = item;
    if (item.state === "undone") setup.journal.markUndone(done.key);
    const undo = undoOf(setup.steps.find(({ id }) => id === done.step));
    if (item.state !== "undo" || item.change === undefined || undo === undefined) continue;
    const askedAt = setup.clock.now();
    const answer = await operator.decide(item);
    quit = answer === "quit";
    const again = setup.clock.now() - askedAt > THINKING_MS ? await lookAtOne(run, done, []) : item;
    if (answer === "yes" && again.state !== "undo") {
      items[index] = again;
    } else if (answer === "yes") {
      await takeBack(run, { undo, done, change: item.change });
      written.push({ step: done.step, change: item.change });
      items[index] = { ...item, state: "undone" };
    } else items[index] = declined(item);
  }
}

/** Waits for the IdP's background work, so that another run can undo the rest. */
async function settleAll<Tenant>(run: UndoRun<Tenant>, written: readonly Written[]): Promise<void> {
  const steps = run.setup.steps.filter(({ id }) => written.some(({ step }) => step === id));
  for (const step of steps) await undoOf(step)?.settle?.(undoContextOf(run));
}

/** A change that was kept may be gone together with what it belonged to. */
async function closeKept<Tenant>(run: UndoRun<Tenant>, items: UndoItem[]): Promise<void> {
  for (const [index, { done, state }] of items.entries()) {
    if (state !== "kept") continue;
    const item = await lookAtOne(run, done, []);
    items[index] = item;
    if (item.state === "undone") run.setup.journal.markUndone(done.key);
  }
}

function declined(item: UndoItem | undefined): UndoItem {
  if (item === undefined) throw new Error("an item of the list is gone");
  return { ...item, state: "declined" };
}

/** The error of an undo that did everything it was allowed to do, if something is left. */
function whatIsMissing(items: readonly UndoItem[], written: readonly Written[]): SetupError | undefined {
  const unconfirmed = items.find(({ state }) => state === "unconfirmed");
  if (unconfirmed?.confirm !== undefined) return confirmNeeded(unconfirmed.done.resource.type, unconfirmed.confirm);
  if (written.length > 0 || items.every(({ state }) => state !== "declined")) return undefined;
  return new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: "You declined all changes",
    fix: ["Run the same command again when you are ready."],
  });
}

function confirmNeeded(type: string, name: string): SetupError {
  return new SetupError({
    code: "confirm-needed",
    exitCode: EXIT.failed,
    what: `The ${describeType(type)} "${name}" was not deleted`,
    why: "a deletion includes everything under it, so it must be confirmed with its name",
    fix: [`To delete it, run the same command with --confirm "${name}".`],
  });
}

function stepsOf(
  steps: readonly StepTitle[],
  items: readonly UndoItem[],
  written: readonly Written[],
): readonly PlannedStep[] {
  return steps.map((step) => {
    const changes = written.filter((one) => one.step === step.id).map(({ change }) => change);
    const states = items.filter(({ done }) => done.step === step.id).map(({ state }) => state);
    return plannedStep(step, { changes }, statusOf(changes, states));
  });
}

function statusOf(changes: readonly Change[], states: readonly UndoState[]): StepStatus {
  if (changes.length > 0) return "applied";
  if (states.includes("skipped")) return "skipped";
  return states.some((state) => WAITING.has(state)) ? "pending" : "unchanged";
}

/** States of changes that can still be undone. */
const WAITING: ReadonlySet<UndoState> = new Set(["undo", "unconfirmed", "declined"]);
