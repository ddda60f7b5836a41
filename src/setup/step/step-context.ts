import type { Clock } from "../../base/clock.js";
import type { JsonObject } from "../../base/json.js";
import type { Journal } from "../journal/journal.js";
import type { Emit } from "../model/events.js";
import type { Target } from "../model/ports.js";

/** What a step is given to work with. `Tenant` is the IdP's own: its typed API, its options, the results of earlier steps. */
export interface StepContext<Tenant> {
  readonly tenant: Tenant;
  /** Absent when no token was given, as in a look without secrets. */
  readonly target: Target | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly emit: Emit;
  /**
   * True when the look is only compared with the guide: it tells every difference, and asks for the health of what is there,
   * also where a look before a write would stop for a person's decision.
   */
  readonly verifying?: boolean;
  /**
   * True when an existing set-up is given a new token, and nothing else: a token of which nobody knows whether it was given
   * before counts as new, and what is not there is not made.
   */
  readonly rotating?: boolean;
}

/** What a change left behind. */
export interface Applied {
  /** The new resource's id, when there is one. */
  readonly id?: string;
  /** What undoing it takes beside the change itself: ids of what it belongs to, values as they were. No secrets: it goes into the journal. */
  readonly undoData?: JsonObject;
}
