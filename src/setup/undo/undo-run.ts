import { contextOf, type Setup } from "../step/setup.js";
import type { UndoContext, UndoOptions } from "../step/step-undo.js";
import type { UndoMemory } from "../step/undo-memory.js";

/** The options of an undo. */
export interface UndoTerms extends Pick<UndoOptions, "deleteGroups"> {
  /** The name of what may be deleted with everything under it. */
  readonly confirm: string | undefined;
}

/** One undo: its setup, its options, and what it remembers. */
export interface UndoRun<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly terms: UndoTerms;
  readonly memory: UndoMemory;
}

/** The context for a step's undo, from that of the run. */
export function undoContextOf<Tenant>({ setup, memory }: UndoRun<Tenant>): UndoContext<Tenant> {
  return { ...contextOf(setup), memory };
}
