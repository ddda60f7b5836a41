import { EXIT, SetupError } from "../../base/errors.js";
import type { Warning } from "../../setup/model/plan.js";
import type { OktaGroupPushMapping } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";

/** A group that is pushed, or will be, to a group on the SCIM server. */
interface Pushed {
  readonly sourceGroupId: string | undefined;
  readonly targetName: string;
}

/** Another mapping of the app to the same group on the SCIM server, as far as the names of the app's groups are known. */
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
 * Refuses to push two groups to one group on the SCIM server: each push would overwrite the other's members.
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
    what: `The app already links the Okta group "${source}" to the group "${targetName}" on the SCIM server (push status ${other.status})`,
    why: `if the Okta group "${name}" were pushed there too, each push would overwrite the other's members`,
    fix: [
      `On the app's Push Groups tab, unlink "${source}" without deleting the group on the SCIM server, or push another group.`,
    ],
  });
}

/** The warning about an active push that shares its group on the SCIM server with another one. */
export function sharedTarget(name: string, targetName: string): Warning {
  return {
    code: "group-push-target-shared",
    message: `The app pushes both "${name}" and another Okta group to the group "${targetName}" on the SCIM server: each push overwrites the other's members.`,
    fix: "On the app's Push Groups tab, unlink the wrong group without deleting the group on the SCIM server.",
  };
}
