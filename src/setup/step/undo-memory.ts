/** One value that an undo remembers, private to the code that declares it. */
export interface UndoMemoryPart<T> {
  /** The value at the start of the undo. */
  start(): T;
}

/** What one undo remembers between its looks and writes, for all steps. */
export interface UndoMemory {
  of<T>(part: UndoMemoryPart<T>): T;
}

/** The memory for a new undo. */
export function newUndoMemory(): UndoMemory {
  const kept = new Map<object, unknown>();
  return {
    of: <T>(part: UndoMemoryPart<T>): T => {
      if (!kept.has(part)) kept.set(part, part.start());
      return kept.get(part) as T;
    },
  };
}
