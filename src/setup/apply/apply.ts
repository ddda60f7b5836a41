import { applyChange, REPLICATION_MS } from "./apply-change.js";
import { requireApproved } from "../plan/approval.js";
import { holdStop } from "./console.js";
import { requireSeen } from "../plan/ownership.js";
import {
  statusOf,
  type Change,
  type Look,
  type ManualStepPosition,
  type Plan,
  type PlannedStep,
  type Warning,
} from "../model/plan.js";
import { holdPilot, partsOf, remaining } from "./pilot.js";
import { plannedStep, withSharedStop, type StepTitle } from "../plan/plan-builder.js";
import type { ApplyProgress, ApplyRun } from "./apply-run.js";
import type { Emit } from "../model/events.js";
import { readBack } from "./read-back.js";
import { contextOf, type StepWorld } from "../step/setup.js";
import type { Step } from "../step/step.js";

/**
 * Carries out an approved plan, step by step: looks at the tenant again, writes, and reads back.
 * Ends early, with `stoppedAt` set, when a manual step is not done.
 *
 * @throws SetupError of the step that failed; `progress` has the steps up to and including the failed one
 */
export async function applyPlan<Tenant>(run: ApplyRun<Tenant>, approved: Plan): Promise<void> {
  const { setup, progress } = run;
  await waitOutUnfinishedCreates(setup, approved);
  for (const step of setup.steps) {
    const seen = approved.steps.find((one) => one.id === step.id);
    setup.emit({ code: "step.started", step: step.id, guide: step.guide, title: step.title });
    try {
      const result = await applyStep(run, step, approved);
      progress.steps.push(result);
      setup.emit({ code: "step.finished", step: step.id, status: result.status });
    } catch (error) {
      progress.steps.push(plannedStep(step, seen ?? { changes: [] }, "failed"));
      setup.emit({ code: "step.finished", step: step.id, status: "failed", stopped: setup.signal.aborted });
      throw error;
    }
    if (progress.stoppedAt !== undefined || progress.held !== undefined) return;
  }
}

/** An interrupted run may have created something that a search does not show yet: creating it again would make a duplicate. */
async function waitOutUnfinishedCreates(
  { journal, clock, signal, emit }: Pick<StepWorld<never>, "journal" | "clock" | "signal" | "emit">,
  approved: Plan,
): Promise<void> {
  const creates = approved.steps.flatMap((step) => step.changes).filter((change) => change.action === "create");
  const open = journal
    .unfinishedCreates()
    .filter((one) => creates.some(({ resource }) => resource.type === one.type && resource.name === one.name));
  if (open.length === 0) return;
  const names = open.map((one) => `${one.type} "${one.name}"`).join(", ");
  emit({
    code: "request.delayed",
    waitMs: REPLICATION_MS,
    reason: `an interrupted run may have created ${names}`,
  });
  await clock.sleep(REPLICATION_MS, signal);
  journal.closeUnfinished();
}

async function applyStep<Tenant>(run: ApplyRun<Tenant>, step: Step<Tenant>, plan: Plan): Promise<PlannedStep> {
  const { setup, progress } = run;
  const approved = plan.steps.find((one) => one.id === step.id);
  const context = contextOf(setup);
  const before = await step.look(context);
  requireSeen(approved, before);
  for (const warning of before.warnings ?? []) setup.emit({ code: "warning", step: step.id, warning });
  if (setup.skipped.has(step.id)) return plannedStep(step, before, "skipped");

  requireApproved(approved, before.changes);
  if (before.changes.length > 0) await step.prepare?.(context);
  const applied: Change[] = [];
  const { first, rest } = partsOf(step, before.changes);
  for (const change of first) applied.push(await applyChange(setup, step, change));
  if (step.pilot !== undefined && rest.length > 0) {
    const { pilot } = step;
    const look = await readBack(setup, step, (change) => pilot.covers(change));
    progress.held = await holdPilot(run, pilot);
    if (progress.held !== undefined) return heldAt(setup.emit, step, { ...look, changes: applied }, rest);
  }
  for (const change of rest) applied.push(await applyChange(setup, step, change));

  const afterWrites = applied.length === 0 ? before : await readBack(setup, step);
  const look = withSharedStop(step, afterWrites, progress.steps);
  if (look.console === undefined) {
    const status =
      applied.length > 0 || wasCoveredByStop(step.console?.sharedWith, approved, progress) ? "applied" : statusOf(look);
    return plannedStep(step, { ...look, changes: applied }, status);
  }
  return atConsole(run, step, { look: { ...look, changes: applied }, plan });
}

/** The result of a step whose pilot alone was carried out. */
function heldAt<Tenant>(
  emit: Emit,
  step: StepTitle & Pick<Step<Tenant>, "pilot">,
  look: Look,
  rest: readonly Change[],
): PlannedStep {
  const warning = remaining(look, step.pilot ?? { name: step.title }, rest);
  emit({ code: "warning", step: step.id, warning });
  const status = look.changes.length > 0 ? "applied" : "pending";
  return plannedStep(step, { ...look, warnings: [...(look.warnings ?? []), warning] }, status);
}

/** A step that shares an earlier manual step is done as soon as that manual step is. */
function wasCoveredByStop(
  sharedWith: string | undefined,
  approved: PlannedStep | undefined,
  { steps }: Pick<ApplyProgress, "steps">,
): boolean {
  const owner = steps.find((one) => one.id === sharedWith);
  return approved?.status === "console" && owner?.status === "applied";
}

async function atConsole<Tenant>(
  run: ApplyRun<Tenant>,
  step: Step<Tenant>,
  { look, plan }: { readonly look: Look; readonly plan: Plan },
): Promise<PlannedStep> {
  const { setup, progress } = run;
  const stop = look.console;
  if (stop === undefined) return plannedStep(step, look, statusOf(look));
  // The person already chose to continue past the shared stop: asking again on the same visit would not change the answer.
  if (stop.sharedWith !== undefined) return unconfirmed(setup.emit, step, look);

  const end = await holdStop(run, step, { stop, position: positionOf(step, plan) });
  if (end.how === "went-on") return unconfirmed(setup.emit, step, look, end.missing);
  if (end.how === "remains") {
    progress.stoppedAt = step.id;
    return plannedStep(step, { ...look, console: { ...stop, missing: end.missing } }, "console");
  }
  const after = await step.look(contextOf(setup));
  return plannedStep(step, { ...after, console: stop, changes: look.changes }, "applied");
}

/** Counted over the approved plan, and this step, which may have come to need its manual step only during the run. */
function positionOf({ id, guide }: StepTitle, { steps }: Plan): ManualStepPosition {
  const isManual = ({ id: planned, console: stop, status }: PlannedStep): boolean =>
    planned === id || (stop !== undefined && stop.sharedWith === undefined && status !== "skipped");
  const manual = steps.filter(isManual).map((step) => step.id);
  return { guide, number: manual.indexOf(id) + 1, total: manual.length };
}

function unconfirmed(emit: Emit, step: StepTitle, look: Look, missing: readonly string[] = []): PlannedStep {
  const open = missing.length === 0 ? "" : ` (still missing: ${missing.join("; ")})`;
  const warning: Warning = {
    code: "console-unconfirmed",
    message: `The tenant does not show that "${step.title}" is done${open}. You chose to continue without waiting.`,
    fix: "Check the verification below: it shows whether the users arrived. If they did not, do the manual step again and run the same command.",
  };
  emit({ code: "warning", step: step.id, warning });
  return plannedStep(step, { ...look, warnings: [...(look.warnings ?? []), warning] }, "unchecked");
}
