import type { Clock } from "../../base/clock.js";
import type { JsonObject } from "../../base/json.js";
import type { Journal } from "../journal/journal.js";
import type { Emit } from "../model/events.js";
import type { Target } from "../model/ports.js";

/** What a step works with. `Tenant` is the IdP's own: its typed API, its options, the results of earlier steps. */
export interface StepContext<Tenant> {
  readonly tenant: Tenant;
  /** Absent without a token, as in a look without secrets. */
  readonly target: Target | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly journal: Journal;
  readonly emit: Emit;
  /**
   * True when the look is only compared with the guide: it reports every difference and checks the health of what exists, even
   * where a look before a write would stop for a decision of the administrator.
   */
  readonly verifying?: boolean;
  /**
   * True when an existing set-up gets a new token, and nothing else: a token that may have been used before counts as new, and
   * nothing is created.
   */
  readonly rotating?: boolean;
}

/** The result of a change. */
export interface Applied {
  /** The new resource's id, if there is one. */
  readonly id?: string;
  /** What undo needs in addition to the change itself: ids of related resources, previous values. No secrets: it goes into the journal. */
  readonly undoData?: JsonObject;
}
