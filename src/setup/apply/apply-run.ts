import type { PlannedStep } from "../model/plan.js";
import type { Operator } from "../model/ports.js";
import type { Outcome } from "../model/outcome.js";
import type { Proof } from "../model/proof.js";
import type { WaitPolicy } from "../model/wait-policy.js";
import type { Setup } from "../step/setup.js";

/** One run of apply: its setup, its operator, how long it waits, and the results of the steps so far. */
export interface ApplyRun<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly operator: Operator;
  readonly waitPolicy: WaitPolicy;
  readonly progress: ApplyProgress;
}

/** The results of the steps. The list grows during the run, so that an interrupted run can say what it did. */
export interface ApplyProgress {
  readonly steps: PlannedStep[];
  /** The step whose manual step is not done yet. */
  stoppedAt: string | undefined;
  /** How the run ended at a step's pilot, if it did. */
  held?: Held | undefined;
}

/** How a run ended at a pilot. */
export interface Held {
  readonly outcome: Outcome;
  readonly proof: Proof | undefined;
}
