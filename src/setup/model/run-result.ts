import type { JournalledChange } from "./journalled-change.js";
import type { Change, PlannedStep, Warning } from "./plan.js";
import type { Outcome } from "./outcome.js";
import type { Proof } from "./proof.js";
import type { SetupError } from "../../base/errors.js";

/**
 * How a change of an earlier run stands in an undo. `undo`: it is, or would be, taken back; `undone`: nothing of it is left;
 * `changed`: somebody changed it since; `kept`: it stays on purpose, or a person takes it back; `unconfirmed`: its deletion wants
 * `--confirm`; `declined`: a person said no; `skipped`: its step was left out; `unknown`: nobody knows whether it was made.
 */
export type UndoState = "undo" | "undone" | "changed" | "kept" | "unconfirmed" | "declined" | "skipped" | "unknown";

/** One change of an earlier run, in the list that an undo shows and in its result. */
export interface UndoItem {
  /** As the journal has it. */
  readonly done: JournalledChange;
  readonly state: UndoState;
  /** What is written to take it back. */
  readonly change?: Change;
  /** One sentence: what is done or was found, and why. */
  readonly what: string;
  /** How many people it deactivates at the vendor. */
  readonly people?: number;
  /** The name that `--confirm` has to repeat. */
  readonly confirm?: string;
}

/** What a run came to. An error is told beside what was done before it. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly steps: readonly PlannedStep[];
  readonly proof: Proof | undefined;
  /** Only of an undo: what became of each change of earlier runs, newest first. */
  readonly undo?: readonly UndoItem[];
  /** What ended the run early; anything but a SetupError is a defect. */
  readonly error: unknown;
  /** Why the target could not be read for the proof, where it refused or was not there: the outcome is `unproven`. */
  readonly unread?: SetupError;
  /** What to know of the people it was about, beside what single steps warn of. */
  readonly warnings?: readonly Warning[];
}
