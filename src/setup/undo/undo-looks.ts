import type { JournalledChange } from "../model/journalled-change.js";
import type { UndoLook } from "../step/step-undo.js";
import { describeResource } from "../model/describe-resource.js";

export function undone(what: string): UndoLook {
  return { state: "undone", what };
}

export function changed(what: string): UndoLook {
  return { state: "changed", what };
}

/**
 * Said of an entry without the ids that undo needs: the answer to that write was lost, or an older version made the entry.
 *
 * @param where - as `Okta`
 */
export function notKnown({ resource }: JournalledChange, where: string): UndoLook {
  const what = `The journal does not say which ${describeResource(resource)} it was: look for it in ${where}, and take it back by hand.`;
  return { state: "kept", what };
}

/** A text that the step kept for undo; undefined when it is not there. */
export function undoText({ undoData }: JournalledChange, key: string): string | undefined {
  const value = undoData[key];
  return typeof value === "string" ? value : undefined;
}
