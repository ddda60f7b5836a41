import type { JournalledChange } from "../../setup/model/journalled-change.js";

import { orAbsent } from "../api/errors.js";
import type { OktaApi } from "../api/okta-api.js";
import type { OktaApp } from "../api/schemas.js";
import { undoText } from "../../setup/undo/undo-looks.js";

/** The app as it is now; undefined once it is deleted. */
export async function appNow(api: OktaApi, appId: string): Promise<OktaApp | undefined> {
  const app = await orAbsent(api.apps.get(appId));
  return app?.status === "DELETED" ? undefined : app;
}

/** The newer changes that belong to the same app and have this type. */
export function newerIn(before: readonly JournalledChange[], appId: string, type: string): readonly JournalledChange[] {
  return before.filter((one) => one.resource.type === type && undoText(one, "appId") === appId);
}
