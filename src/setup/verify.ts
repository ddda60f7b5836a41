import { EXIT, SetupError } from "../base/errors.js";
import { driftOf, driftOfError, hasDrifted, tellsState, uncheckedDrift } from "./plan/drift.js";
import { verdictOf } from "./proof/outcome.js";
import { planOf, plannedStep, withSharedStop, type StepTitle } from "./plan/plan-builder.js";
import {
  statusOf,
  type Difference,
  type Look,
  type Plan,
  type PlannedStep,
  type StepStatus,
  type Warning,
} from "./model/plan.js";
import type { Target } from "./model/ports.js";
import { prove } from "./proof/prove.js";
import { TargetUnread } from "./proof/target-reading.js";
import { conclude } from "./run.js";
import { contextOf, type ProofWorld, type Setup, outcomeOfError } from "./step/setup.js";
import type { Prerequisite, Step } from "./step/step.js";
import type { Acceptance, Outcome } from "./model/outcome.js";
import type { WaitPolicy } from "./model/wait-policy.js";
import type { Proof } from "./model/proof.js";
import type { RunResult } from "./model/run-result.js";

/** The results of the looks of a verification. */
interface Verification {
  readonly steps: PlannedStep[];
  /** What failed steps provide: later steps that need it cannot be checked. */
  readonly broken: Set<Prerequisite>;
  /** Why the target cannot be read: then no users are verified there. */
  refusal: SetupError | undefined;
  /** The first missing right of a look. */
  denied: SetupError | undefined;
}

/**
 * Checks a set-up without writing: what has drifted, step by step, and which users are on the target. A step that cannot be read
 * does not hide the others. Missing or wrong users, and a target that cannot be read, count more than drift; drift counts more
 * than users who are still on the way.
 */
export async function runVerify<Tenant>(setup: Setup<Tenant>, waitPolicy: WaitPolicy): Promise<RunResult> {
  const seen: Verification = { steps: [], broken: new Set(), refusal: undefined, denied: undefined };
  let warnings: readonly Warning[] = [];
  const ended = (outcome: Outcome, more: Partial<RunResult> = {}): RunResult => ({
    warnings,
    outcome,
    steps: seen.steps,
    proof: undefined,
    error: undefined,
    ...more,
  });
  try {
    setup.emit({ code: "tenant.identified", identity: setup.session.identity });
    for (const step of setup.steps) seen.steps.push(await verifyStep(setup, step, seen));
    const { denied, steps } = seen;
    const plan = denied === undefined ? await planOf(setup, steps) : ofNobody(steps);
    warnings = plan.warnings ?? [];
    setup.emit({ code: "plan.ready", plan });
    if (denied !== undefined) return ended("failed", { error: denied });

    const proof = await proofOf(setup, waitPolicy, seen);
    await conclude(setup, steps);
    const { refusal } = seen;
    if (refusal !== undefined) return ended("unproven", { unread: refusal });
    const verdict = proof === undefined ? withoutTarget(plan, setup.accepts) : verdictOf(proof, setup.accepts);
    warnings = proof?.warnings ?? warnings;
    if (verdict === "unproven") return ended(verdict, { proof });
    if (steps.some(hasDrifted)) return ended("changes-pending", { proof });
    return ended(verdict === "arriving" ? verdict : "unchanged", { proof });
  } catch (error) {
    return ended(outcomeOfError(setup, error), { error });
  }
}

/** The proof, or undefined with the reason in `seen`: a target that cannot be read is not read again. */
async function proofOf<Tenant>(
  world: ProofWorld<Tenant>,
  waitPolicy: WaitPolicy,
  seen: Pick<Verification, "refusal">,
): Promise<Proof | undefined> {
  if (seen.refusal !== undefined) return undefined;
  try {
    return await prove(world, waitPolicy);
  } catch (error) {
    if (!(error instanceof TargetUnread)) throw error;
    seen.refusal = error.problem;
    return undefined;
  }
}

/** Without a token, only the configuration is verified. */
function withoutTarget({ expected }: Plan, accepts: Acceptance | undefined): "complete" | "unproven" {
  return expected.users === 0 && accepts?.nobody !== true ? "unproven" : "complete";
}

async function verifyStep<Tenant>(setup: Setup<Tenant>, step: Step<Tenant>, seen: Verification): Promise<PlannedStep> {
  setup.emit({ code: "step.looking", step: step.id, title: step.title });
  const isSkipped = setup.skipped.has(step.id);
  if (step.prerequisites.needs.some((one) => seen.broken.has(one)))
    return verified(step, { changes: [], unchecked: [STANDS_ON_NOTHING] }, isSkipped);
  const asked = watched(setup.target, seen.refusal);
  const context = { ...contextOf(setup), target: asked.target, verifying: true };
  try {
    const look = withSharedStop(step, await step.look(context), seen.steps);
    return verified(step, withRefusal(look, step, (seen.refusal ??= asked.refusal())), isSkipped);
  } catch (error) {
    const denial = error instanceof SetupError && error.exitCode === EXIT.access ? error : undefined;
    if (denial === undefined && !tellsState(error)) throw error;
    const told = error as SetupError;
    seen.denied ??= denial;
    for (const one of step.prerequisites.provides) seen.broken.add(one);
    const drift = denial === undefined ? driftOfError(told, step.title) : uncheckedDrift(told.message, step.title);
    return {
      ...plannedStep(step, { changes: [] }, isSkipped ? "skipped" : "failed"),
      drift: isSkipped ? [] : [drift],
    };
  }
}

/** A plan without users, for a run that is not allowed to read everything. */
function ofNobody(steps: readonly PlannedStep[]): Plan {
  return { steps, notExpected: [], expected: { users: 0, groups: 0, memberships: 0, people: [] } };
}

const STANDS_ON_NOTHING = "Skipped: depends on a step that could not be checked (see above).";

function verified(step: StepTitle, look: Look, isSkipped: boolean): PlannedStep {
  if (isSkipped) return { ...plannedStep(step, look, "skipped"), drift: [] };
  const drift = driftOf(look, step.title);
  const asPlanned = statusOf(look);
  // What apply does not change has still drifted.
  const status: StepStatus =
    hasDrifted({ drift }) && (asPlanned === "unchanged" || asPlanned === "unchecked") ? "pending" : asPlanned;
  return { ...plannedStep(step, look, status), drift };
}

/** The target, with a refusal recorded instead of thrown; undefined for one that has refused before. */
function watched(
  target: Target | undefined,
  before: SetupError | undefined,
): { readonly target: Target | undefined; refusal(): SetupError | undefined } {
  if (target === undefined || before !== undefined) return { target: undefined, refusal: () => undefined };
  let refusal: SetupError | undefined;
  const check: Target["check"] = async (question) => {
    try {
      await target.check(question);
    } catch (error) {
      if (!(error instanceof SetupError) || error.exitCode !== EXIT.failed) throw error;
      refusal = error;
    }
  };
  return { target: { ...target, check }, refusal: () => refusal };
}

/** Adds the target's refusal to the step that connects the IdP to it. */
function withRefusal<Tenant>(
  look: Look,
  { connects }: Pick<Step<Tenant>, "connects">,
  refusal: SetupError | undefined,
): Look {
  if (connects === undefined || refusal === undefined) return look;
  const isToken = refusal.code === "target-unauthorized";
  const difference: Difference = {
    resource: { type: "target", name: connects.baseUrl },
    path: isToken ? "token" : "baseUrl",
    expected: "accepted",
    actual: "refused",
    fixedBy: "by-hand",
    what: isToken ? `The token no longer works. ${refusal.message}.` : `${refusal.message}.`,
    fix: [...refusal.fix, ...(isToken ? ["To replace the token, use rotate-token."] : [])].join(" "),
    code: refusal.code,
  };
  return {
    ...look,
    differs: [...(look.differs ?? []), difference],
    unchecked: [
      ...(look.unchecked ?? []),
      "The users on the SCIM server were not verified, because it could not be read.",
    ],
  };
}
