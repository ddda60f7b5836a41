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
 * For an entry without the ids that undo needs: the answer to the write was lost, or an older version made the entry.
 *
 * @param where - the IdP's name, for example `Okta`
 */
export function notKnown({ resource }: JournalledChange, where: string): UndoLook {
  const what = `The journal does not say which ${describeResource(resource)} this was. Find it in ${where}, and undo the change there.`;
  return { state: "kept", what };
}

/** A text in the step's undo data; undefined when it is missing. */
export function undoText({ undoData }: JournalledChange, key: string): string | undefined {
  const value = undoData[key];
  return typeof value === "string" ? value : undefined;
}
