import { EXIT, SetupError } from "../base/errors.js";
import { applyPlan } from "./apply/apply.js";
import type { ApplyProgress } from "./apply/apply-run.js";
import { verdictOf } from "./proof/outcome.js";
import { foreignIn, requireOwned } from "./plan/ownership.js";
import { isSettled, type Plan, type PlannedStep } from "./model/plan.js";
import { buildPlan } from "./plan/plan-builder.js";
import type { Operator } from "./model/ports.js";
import { prove } from "./proof/prove.js";
import { TargetUnread } from "./proof/target-reading.js";
import { contextOf, type Setup, outcomeOfError } from "./step/setup.js";
import type { WaitPolicy } from "./model/wait-policy.js";
import type { Proof } from "./model/proof.js";
import type { Outcome } from "./model/outcome.js";
import type { RunResult } from "./model/run-result.js";

/** Makes a plan of what a run would do, without writing. Errors are in the result's `error`. */
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
 * Plans, asks, applies, reads back and verifies. The result always says what was done.
 *
 * @param accept - called with the plan before the question; if it throws, the run ends and nothing is written
 */
export async function runApply<Tenant>(
  setup: Setup<Tenant>,
  operator: Operator,
  waitPolicy: WaitPolicy,
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
    await requireOwned(plan.steps, operator);
    if (!isSettled(plan) && !(await operator.approve(plan))) throw declined();
    if (!isSettled(plan)) await applyPlan({ setup, operator, waitPolicy, progress }, plan);
    if (progress.stoppedAt !== undefined) return finish("console-pending");
    if (progress.held !== undefined) return finish(progress.held.outcome, progress.held.proof);
    const proof = await prove(setup, waitPolicy);
    await conclude(setup, progress.steps);
    const verdict = proof === undefined ? "unproven" : verdictOf(proof, setup.accepts);
    const wrote = progress.steps.some((step) => step.status === "applied");
    return finish(verdict === "complete" ? (wrote ? "applied" : "unchanged") : verdict, proof);
  } catch (error) {
    // By now everything is written, but it is unknown whether it arrived.
    if (error instanceof TargetUnread) return { ...finish("unproven"), unread: error.problem };
    return finish(outcomeOfError(setup, error), undefined, error);
  }
}

/** Asks the steps for their final state, because the IdP may have done background work since their look. */
export async function conclude<Tenant>(setup: Setup<Tenant>, steps: PlannedStep[]): Promise<void> {
  for (const [index, done] of steps.entries()) {
    const step = setup.steps.find(({ id }) => id === done.id);
    if (step?.conclude === undefined || done.status === "skipped" || done.status === "failed") continue;
    const { found, warnings = [] } = await step.conclude(contextOf(setup));
    steps[index] = { ...done, found, warnings: [...(done.warnings ?? []), ...warnings] };
  }
}

function declined(): SetupError {
  return new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: "You declined this plan",
    fix: ["Run the same command again when you are ready."],
  });
}
