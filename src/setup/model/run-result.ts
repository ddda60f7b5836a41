import type { JournalledChange } from "./journalled-change.js";
import type { Change, PlannedStep, Warning } from "./plan.js";
import type { Outcome } from "./outcome.js";
import type { Proof } from "./proof.js";
import type { SetupError } from "../../base/errors.js";

/**
 * The state of an earlier run's change in an undo. `undo`: it is, or would be, undone; `undone`: nothing of it is left;
 * `changed`: it was changed since; `kept`: it stays on purpose, or must be undone in the console; `unconfirmed`: its deletion needs
 * `--confirm`; `declined`: the user answered no; `skipped`: its step was left out; `unknown`: it may or may not have been made.
 */
export type UndoState = "undo" | "undone" | "changed" | "kept" | "unconfirmed" | "declined" | "skipped" | "unknown";

/** One change of an earlier run, in the list and in the result of an undo. */
export interface UndoItem {
  /** The change, from the journal. */
  readonly done: JournalledChange;
  readonly state: UndoState;
  /** What is written to undo it. */
  readonly change?: Change;
  /** One sentence: what undo does or found, and why. */
  readonly what: string;
  /** How many users it deactivates at the vendor. */
  readonly people?: number;
  /** The name that `--confirm` must repeat. */
  readonly confirm?: string;
}

/** The result of a run. With an error, it also has what was done before. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly steps: readonly PlannedStep[];
  readonly proof: Proof | undefined;
  /** Only for an undo: the state of each change of earlier runs, newest first. */
  readonly undo?: readonly UndoItem[];
  /** The error that ended the run early; anything but a SetupError is a bug. */
  readonly error: unknown;
  /** Why the target could not be read for the proof; the outcome is then `unproven`. */
  readonly unread?: SetupError;
  /** Warnings about the users of the run, in addition to those of single steps. */
  readonly warnings?: readonly Warning[];
}
