import type { JournalledChange } from "../model/journalled-change.js";
import type { Change } from "../model/plan.js";
import type { StepContext } from "./step-context.js";
import type { UndoMemory } from "./undo-memory.js";

/** The choices of the user who runs undo. */
export interface UndoOptions {
  /** Pushed groups are also deleted at the vendor. */
  readonly deleteGroups: boolean;
  /**
   * Later changes that are undone before this one, newest first: a look treats them as already undone, whether they are or not.
   * Empty when it is this change's turn.
   */
  readonly before: readonly JournalledChange[];
}

/** The state of an earlier run's change today, and what undoing it would do. */
export type UndoLook =
  | {
      readonly state: "undo";
      /** What is written: the fields change from their current values to those before the run. */
      readonly change: Change;
      /** How many users it deactivates at the vendor. */
      readonly people?: number;
      /** The name that `--confirm` must repeat, because a deletion includes everything under it. */
      readonly confirm?: string;
    }
  /** Nothing of it is left in the tenant. */
  | { readonly state: "undone"; readonly what: string }
  /** It was changed since the run: it is left alone. */
  | { readonly state: "changed"; readonly what: string }
  /** It stays on purpose, or no API can undo it: says what the administrator can do. */
  | { readonly state: "kept"; readonly what: string };

/** What the undo of a step works with. */
export interface UndoContext<Tenant> extends StepContext<Tenant> {
  readonly memory: UndoMemory;
}

/** How a step undoes its own changes. Works from the journal alone: the step's look need not have been called. */
export interface StepUndo<Tenant> {
  /** Reads the tenant and says what undoing this change would do. Writes nothing. Called again after `apply`: then it is `undone`. */
  look(context: UndoContext<Tenant>, done: JournalledChange, options: UndoOptions): Promise<UndoLook>;
  /** Carries out the change of the last look. */
  apply(context: UndoContext<Tenant>, done: JournalledChange, options: UndoOptions): Promise<void>;
  /** Called once at the end of an undo that undid a change of this step: waits for the IdP's background work. */
  settle?(context: UndoContext<Tenant>): Promise<void>;
}
