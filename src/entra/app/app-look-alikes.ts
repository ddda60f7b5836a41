import { lookAlikesOf, lookAlikeWarnings } from "../../setup/plan/look-alikes.js";
import type { Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { wantedNames } from "./choose-app.js";
import type { EntraTenant } from "../tenant/tenant.js";

/**
 * The tenant's applications whose name somebody may take for one of these. Read once a run, since it takes all of them: a
 * filter compares letter by letter. Not asked where a person named the application by its id, nor by a look that only verifies.
 */
export async function appLookAlikes(
  { tenant, verifying }: Pick<StepContext<EntraTenant>, "tenant" | "verifying">,
  names: readonly string[],
): Promise<Warning[]> {
  const { cache, options } = tenant;
  if (options.appId !== undefined || verifying === true) return [];
  const wanted = wantedNames(tenant, names);
  return lookAlikeWarnings("application", wanted, lookAlikesOf(wanted, await cache.apps()));
}
