import { lookAlikesOf, lookAlikeWarnings } from "../../setup/plan/look-alikes.js";
import type { Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { OktaTenant } from "../tenant/tenant.js";

/**
 * The org's apps whose label looks like this one. Read once a run, since it takes all apps: a search compares only
 * beginnings. Not read when the app is named by its ID, nor by a look that only verifies.
 */
export async function appLookAlikes(
  { tenant: { cache, options }, verifying }: Pick<StepContext<OktaTenant>, "tenant" | "verifying">,
  label: string,
): Promise<Warning[]> {
  if (options.appId !== undefined || verifying === true) return [];
  return lookAlikeWarnings("app", [label], lookAlikesOf([label], await cache.apps()));
}
