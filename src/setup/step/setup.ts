import type { Clock } from "../../base/clock.js";
import type { Emit } from "../model/events.js";
import type { Journal } from "../journal/journal.js";
import type { Target, TenantSession } from "../model/ports.js";
import type { Step, StepContext } from "./step.js";
import type { Acceptance, Outcome } from "../model/outcome.js";
import { SetupError, EXIT } from "../../base/errors.js";

/** Everything one run works on: the bound steps of a template, an open tenant, the target, and time. */
export interface Setup<Tenant> {
  readonly steps: readonly Step<Tenant>[];
  readonly session: TenantSession<Tenant>;
  /** Absent when no token was given: then the target is `unchecked`. */
  readonly target: Target | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly emit: Emit;
  /** Ids of the steps whose writes are left out; their look and their expectations stay. */
  readonly skipped: ReadonlySet<string>;
  /** True when nobody but the expected people may be on the target, as in a dry run. */
  readonly wholeTarget: boolean;
  /** See `StepContext.rotating`. */
  readonly rotating?: boolean;
  /** What may stay unproven without the run counting as unproven; nothing when absent. */
  readonly accepts?: Acceptance;
}

/** What a step is given, out of what the run has. */
export function contextOf<Tenant>(setup: Setup<Tenant>): StepContext<Tenant> {
  const { session, target, clock, signal, journal, emit, rotating = false } = setup;
  return { tenant: session.tenant, target, clock, signal, journal, emit, rotating };
}

/** How a run ended that this error ended. */
export function outcomeOfError<Tenant>(setup: Setup<Tenant>, error: unknown): Outcome {
  if (setup.signal.aborted || (error instanceof SetupError && error.exitCode === EXIT.interrupted))
    return "interrupted";
  return "failed";
}
