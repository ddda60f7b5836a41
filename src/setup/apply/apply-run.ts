import type { PlannedStep } from "../model/plan.js";
import type { Operator } from "../model/ports.js";
import type { Outcome } from "../model/outcome.js";
import type { Proof } from "../model/proof.js";
import type { WaitPolicy } from "../model/wait-policy.js";
import type { Setup } from "../step/setup.js";

/** One run of apply: what it works on, who answers for the person, how long it waits, and what became of the steps so far. */
export interface ApplyRun<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly operator: Operator;
  readonly waitPolicy: WaitPolicy;
  readonly progress: ApplyProgress;
}

/** What became of the steps. The list grows while the run goes on, so that an interrupted run can say what it did. */
export interface ApplyProgress {
  readonly steps: PlannedStep[];
  /** The step whose console stop still waits for a person. */
  stoppedAt: string | undefined;
  /** How the run ended at a step's pilot. */
  held?: Held | undefined;
}

/** A run that ended at a pilot, with what it came to. */
export interface Held {
  readonly outcome: Outcome;
  readonly proof: Proof | undefined;
}
