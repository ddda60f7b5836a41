import { SetupError } from "../../base/errors.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";

import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp } from "../api/schemas.js";
import { undoText } from "../../setup/undo/undo-looks.js";

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

/** Those of the newer changes that belong to the same app and have this type. */
export function newerIn(before: readonly JournalledChange[], appId: string, type: string): readonly JournalledChange[] {
  return before.filter((one) => one.resource.type === type && undoText(one, "appId") === appId);
}
