import { EXIT, SetupError } from "../base/errors.js";
import { applyPlan, type ApplyProgress } from "./apply.js";
import type { Patience } from "./console.js";
import { verdictOf, type Outcome } from "./outcome.js";
import { foreignIn, requireOwned } from "./ownership.js";
import { isSettled, type Plan, type PlannedStep, type Warning } from "./plan.js";
import { buildPlan } from "./plan-builder.js";
import type { Attendant } from "./ports.js";
import type { Proof } from "./proof.js";
import { prove, TargetUnread } from "./prove.js";
import { contextOf, type Setup } from "./setup.js";
import type { UndoItem } from "./undo-survey.js";

/** What a run came to. An error is told beside what was done before it. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly steps: readonly PlannedStep[];
  readonly proof: Proof | undefined;
  /** Only of an undo: what became of each change of earlier runs, newest first. */
  readonly undo?: readonly UndoItem[];
  /** What ended the run early; anything but a SetupError is a defect. */
  readonly error: unknown;
  /** Why the target could not be read for the proof, where it refused or was not there: the outcome is `unproven`. */
  readonly unread?: SetupError;
  /** What to know of the people it was about, beside what single steps warn of. */
  readonly warnings?: readonly Warning[];
}

/** A read-only look: what a run would do. Defects and refusals are in the result's `error`. */
export async function runPlan<Tenant>(setup: Setup<Tenant>): Promise<RunResult & { readonly plan: Plan | undefined }> {
  try {
    setup.emit({ code: "tenant.identified", identity: setup.session.identity });
    const plan = await buildPlan(setup);
    return {
      outcome: isSettled(plan) && foreignIn(plan.steps).length === 0 ? "unchanged" : "changes-pending",
      steps: plan.steps,
      proof: undefined,
      error: undefined,
      ...(plan.warnings === undefined ? {} : { warnings: plan.warnings }),
      plan,
    };
  } catch (error) {
    return { outcome: outcomeOfError(setup, error), steps: [], proof: undefined, error, plan: undefined };
  }
}

/**
 * Plans, asks, applies, reads back, proves. Whatever happens, the result says what was done.
 *
 * @param accept - sees the plan before anybody is asked; what it throws ends the run with nothing written
 */
export async function runApply<Tenant>(
  setup: Setup<Tenant>,
  attendant: Attendant,
  patience: Patience,
  accept: (plan: Plan) => void = () => undefined,
): Promise<RunResult> {
  const planned = await runPlan(setup);
  const { plan } = planned;
  if (plan === undefined) return planned;

  const progress: ApplyProgress = { steps: [], stoppedAt: undefined };
  const finish = (outcome: Outcome, proof?: Proof, error?: unknown): RunResult => ({
    outcome,
    steps: [...progress.steps, ...plan.steps.slice(progress.steps.length)],
    proof,
    error,
    warnings: proof?.warnings ?? plan.warnings ?? [],
  });
  try {
    accept(plan);
    await requireOwned(plan.steps, attendant);
    if (!isSettled(plan) && !(await attendant.approve(plan))) throw declined();
    if (!isSettled(plan)) await applyPlan(setup, plan, attendant, patience, progress);
    if (progress.stoppedAt !== undefined) return finish("console-pending");
    if (progress.held !== undefined) return finish(progress.held.outcome, progress.held.proof);
    const proof = await prove(setup, patience);
    await conclude(setup, progress.steps);
    const verdict = proof === undefined ? "unproven" : verdictOf(proof, setup.accepts);
    const wrote = progress.steps.some((step) => step.status === "applied");
    return finish(verdict === "complete" ? (wrote ? "applied" : "unchanged") : verdict, proof);
  } catch (error) {
    // Everything is written by then: what is not known is whether it arrived.
    if (error instanceof TargetUnread) return { ...finish("unproven"), unread: error.problem };
    return finish(outcomeOfError(setup, error), undefined, error);
  }
}

/** Lets the steps say once more how they stand: what the IdP did by itself came after their own look. */
export async function conclude<Tenant>(setup: Setup<Tenant>, steps: PlannedStep[]): Promise<void> {
  for (const [index, done] of steps.entries()) {
    const step = setup.steps.find(({ id }) => id === done.id);
    if (step?.conclude === undefined || done.status === "skipped" || done.status === "failed") continue;
    const { found, warnings = [] } = await step.conclude(contextOf(setup));
    steps[index] = { ...done, found, warnings: [...(done.warnings ?? []), ...warnings] };
  }
}

/** How a run ended that this error ended. */
export function outcomeOfError<Tenant>(setup: Setup<Tenant>, error: unknown): Outcome {
  if (setup.signal.aborted || (error instanceof SetupError && error.exitCode === EXIT.interrupted))
    return "interrupted";
  return "failed";
}

function declined(): SetupError {
  return new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: "You said no to this plan",
    fix: ["Run the same command again when you are ready."],
  });
}
