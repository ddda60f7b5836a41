import type { Clock } from "../../base/clock.js";
import type { Emit } from "../model/events.js";
import type { Journal } from "../journal/journal.js";
import type { Target, TenantSession } from "../model/ports.js";
import type { StepContext } from "./step-context.js";
import type { Step } from "./step.js";
import type { Acceptance, Outcome } from "../model/outcome.js";
import { SetupError, EXIT } from "../../base/errors.js";

/** What steps work with: an open tenant, the target, and a clock. */
export interface StepWorld<Tenant> {
  readonly session: Pick<TenantSession<Tenant>, "tenant">;
  /** Absent without a token: then the target is `unchecked`. */
  readonly target: Target | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly emit: Emit;
  /** See `StepContext.rotating`. */
  readonly rotating?: boolean;
}

/** Everything that a run works on: the bound steps of a template, what they work with, and the decisions made in advance. */
export interface Setup<Tenant> extends StepWorld<Tenant> {
  readonly steps: readonly Step<Tenant>[];
  readonly session: TenantSession<Tenant>;
  /** Ids of the steps whose writes are left out; their look and their expectations are kept. */
  readonly skipped: ReadonlySet<string>;
  /** True when only the expected users may be on the target, as in a dry run. */
  readonly wholeTarget: boolean;
  /** What may stay unverified without the outcome `unproven`; nothing when absent. */
  readonly accepts?: Acceptance;
}

/** What the proof needs: the expectations of the steps, and where to look. */
export type ProofWorld<Tenant> = Pick<
  Setup<Tenant>,
  "steps" | "session" | "target" | "wholeTarget" | "clock" | "emit" | "signal"
>;

/** The context for a step, from that of the run. */
export function contextOf<Tenant>(world: StepWorld<Tenant>): StepContext<Tenant> {
  const { session, target, clock, signal, journal, emit, rotating = false } = world;
  return { tenant: session.tenant, target, clock, signal, journal, emit, rotating };
}

/** The outcome of a run that ended with this error. */
export function outcomeOfError({ signal }: { readonly signal: AbortSignal }, error: unknown): Outcome {
  if (signal.aborted || (error instanceof SetupError && error.exitCode === EXIT.interrupted)) return "interrupted";
  return "failed";
}
