import type { JournalledChange } from "../model/journalled-change.js";
import type { Change } from "../model/plan.js";
import type { StepContext } from "./step-context.js";
import type { UndoMemory } from "./undo-memory.js";

/** What the person who undoes a run decided. */
export interface UndoOptions {
  /** Pushed groups are deleted at the vendor, too. */
  readonly deleteGroups: boolean;
  /**
   * Changes made after this one that are taken back before it, newest first: a look takes them as taken back already, whether
   * they are or not. Empty when it is this change's turn.
   */
  readonly before: readonly JournalledChange[];
}

/** How a change of an earlier run stands today, and what taking it back would mean. */
export type UndoLook =
  | {
      readonly state: "undo";
      /** What is written: fields go from what is there now to what was there before the run. */
      readonly change: Change;
      /** How many people it deactivates at the vendor. */
      readonly people?: number;
      /** Asked for with `--confirm`: the name of what is deleted for good. */
      readonly confirm?: string;
    }
  /** Nothing of it is left in the tenant. */
  | { readonly state: "undone"; readonly what: string }
  /** Somebody changed it since: it is left alone. */
  | { readonly state: "changed"; readonly what: string }
  /** It stays on purpose, or no API takes it back: what a person would do. */
  | { readonly state: "kept"; readonly what: string };

/** What taking back is given to work with. */
export interface UndoContext<Tenant> extends StepContext<Tenant> {
  readonly memory: UndoMemory;
}

/** How a step takes back its own changes. Works from the journal alone: the step's look need not have been called. */
export interface StepUndo<Tenant> {
  /** Reads the tenant and says what taking this change back would do. Writes nothing. Called again after `apply`: then it is `undone`. */
  look(context: UndoContext<Tenant>, done: JournalledChange, options: UndoOptions): Promise<UndoLook>;
  /** Carries out the change of the last look. */
  apply(context: UndoContext<Tenant>, done: JournalledChange, options: UndoOptions): Promise<void>;
  /** Called once before an undo ends that took something of this step back: waits for what the IdP then does by itself. */
  settle?(context: UndoContext<Tenant>): Promise<void>;
}
