/** One thing that an undo remembers. Whoever names it is the only one who knows of it. */
export interface UndoMemoryPart<T> {
  /** What is known when the undo begins. */
  start(): T;
}

/** What one undo remembers between its looks and writes, over all steps; it ends with the undo. */
export interface UndoMemory {
  of<T>(part: UndoMemoryPart<T>): T;
}

/** The memory of an undo that begins. */
export function newUndoMemory(): UndoMemory {
  const kept = new Map<object, unknown>();
  return {
    of: <T>(part: UndoMemoryPart<T>): T => {
      if (!kept.has(part)) kept.set(part, part.start());
      return kept.get(part) as T;
    },
  };
}
