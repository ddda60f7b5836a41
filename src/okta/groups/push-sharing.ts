import { EXIT, SetupError } from "../../base/errors.js";
import type { Warning } from "../../setup/model/plan.js";
import type { OktaGroupPushMapping } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";

/** A group that is, or is to be, pushed to a group of the target. */
interface Pushed {
  readonly sourceGroupId: string | undefined;
  readonly targetName: string;
}

/** Another mapping of the app to the same group of the target, as far as the app's groups' names are known. */
export function sharing(
  { groups }: Pick<OktaTenant, "groups">,
  mappings: Iterable<OktaGroupPushMapping>,
  { sourceGroupId, targetName }: Pushed,
): OktaGroupPushMapping | undefined {
  return [...mappings].find(
    (other) => other.sourceGroupId !== sourceGroupId && groups.nameOf(other.targetGroupId ?? "") === targetName,
  );
}

/**
 * Two groups pushed to one group of the target would overwrite each other's members in turn, so that no such push is begun.
 *
 * @throws SetupError `group-push-name-taken` (exit 1)
 */
export async function refuseTaken(
  tenant: Pick<OktaTenant, "api" | "groups">,
  mappings: Iterable<OktaGroupPushMapping>,
  pushed: Pushed & { readonly name: string },
): Promise<void> {
  const other = sharing(tenant, mappings, pushed);
  if (other === undefined) return;
  const source = (await tenant.api.groups.get(other.sourceGroupId)).profile.name;
  const { name, targetName } = pushed;
  throw new SetupError({
    code: "group-push-name-taken",
    exitCode: EXIT.failed,
    what: `The app already links the Okta group "${source}" to the target's group "${targetName}" (its push is ${other.status})`,
    why: `pushing the Okta group "${name}" there as well would make each overwrite the other's members`,
    fix: [
      `On the app's Push Groups tab, unlink "${source}" (without deleting the target's group), or push another group.`,
    ],
  });
}

/** Said of a push that is on already and shares its group of the target with another one. */
export function sharedTarget(name: string, targetName: string): Warning {
  return {
    code: "group-push-target-shared",
    message: `The app pushes another Okta group than "${name}" to the target's group "${targetName}" as well: each push overwrites the other's members.`,
    fix: "On the app's Push Groups tab, unlink the one that is not meant, without deleting the target's group.",
  };
}
