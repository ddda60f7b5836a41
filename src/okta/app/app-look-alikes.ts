import { lookAlikesOf, lookAlikeWarnings } from "../../setup/plan/look-alikes.js";
import type { Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { OktaTenant } from "../tenant/tenant.js";

/**
 * The org's apps whose label somebody may take for this one. Read once a run, since it takes all apps: a search compares
 * beginnings letter by letter. Not asked where a person named the app by its id, nor by a look that only verifies.
 */
export async function appLookAlikes(
  { tenant: { cache, options }, verifying }: Pick<StepContext<OktaTenant>, "tenant" | "verifying">,
  label: string,
): Promise<Warning[]> {
  if (options.appId !== undefined || verifying === true) return [];
  return lookAlikeWarnings("app", [label], lookAlikesOf([label], await cache.apps()));
}
