import { contextOf, type Setup } from "../step/setup.js";
import type { UndoContext, UndoOptions } from "../step/step-undo.js";
import type { UndoMemory } from "../step/undo-memory.js";

/** What the person who undoes gave beside yes and no. */
export interface UndoTerms extends Pick<UndoOptions, "deleteGroups"> {
  /** The name of what may be deleted for good. */
  readonly confirm: string | undefined;
}

/** One undo: what it works on, what the person gave, and what it remembers. */
export interface UndoRun<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly terms: UndoTerms;
  readonly memory: UndoMemory;
}

/** What a step's undo is given, out of what the run has. */
export function undoContextOf<Tenant>({ setup, memory }: UndoRun<Tenant>): UndoContext<Tenant> {
  return { ...contextOf(setup), memory };
}
