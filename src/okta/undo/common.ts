import { SetupError } from "../../base/errors.js";
import type { JournalledChange } from "../../setup/journalled-change.js";
import type { UndoLook } from "../../setup/step.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp } from "../api/schemas.js";

/** What a call answers, undefined where Okta says that there is no such thing (404). */
export async function orAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SetupError && error.code === "okta-not-found") return undefined;
    throw error;
  }
}

/** The app as it is now; undefined once it is deleted. */
export async function appNow(api: OktaApi, appId: string): Promise<OktaApp | undefined> {
  const app = await orAbsent(api.apps.get(appId));
  return app?.status === "DELETED" ? undefined : app;
}

/** A text that the step kept for undo; undefined when it is not there. */
export function kept({ keeps }: JournalledChange, key: string): string | undefined {
  const value = keeps[key];
  return typeof value === "string" ? value : undefined;
}

/** Those of the newer changes that belong to the same app and have this type. */
export function newerIn(before: readonly JournalledChange[], appId: string, type: string): readonly JournalledChange[] {
  return before.filter((one) => one.resource.type === type && kept(one, "appId") === appId);
}

export function undone(what: string): UndoLook {
  return { state: "undone", what };
}

export function changed(what: string): UndoLook {
  return { state: "changed", what };
}

/** Said of an entry without the ids that undo needs: the answer to that write was lost, or an older version made the entry. */
export function notKnown({ resource }: JournalledChange): UndoLook {
  const what = `The journal does not say which ${resource.type.replaceAll("-", " ")} "${resource.name}" it was: look for it in Okta, and take it back by hand.`;
  return { state: "kept", what };
}
