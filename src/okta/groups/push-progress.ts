import type { Progress } from "../../setup/model/ports.js";
import type { OktaApp, OktaGroupPushMapping } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";

/** How far Okta is with pushing these groups, by name, as the app's group push mappings show. */
export async function readPushes(
  { api, groups }: Pick<OktaTenant, "api" | "groups">,
  app: OktaApp,
  names: readonly string[],
): Promise<Map<string, Progress>> {
  const mappings = new Map((await api.groupPush.list(app.id)).map((one) => [one.sourceGroupId, one]));
  const off = !app.features.includes("GROUP_PUSH");
  return new Map(names.map((name) => [name, progressOf(mappings.get(groups.get(name)?.id ?? ""), off)]));
}

function progressOf(mapping: OktaGroupPushMapping | undefined, off: boolean): Progress {
  if (mapping === undefined) return { state: "unknown", reason: "the group is not on the app's Push Groups tab" };
  if (mapping.status === "ERROR") return { state: "failed", reason: pushFailure(mapping) };
  if (mapping.status === "INACTIVE")
    return { state: "unknown", reason: "the push of this group is inactive: activate it on the app's Push Groups tab" };
  if (off) {
    const reason = "Okta pushes no groups to this app: Push Groups is not among its supported provisioning actions";
    return { state: "unknown", reason };
  }
  if ((mapping.lastPush ?? "") === "") return { state: "waiting", reason: "Okta has not finished pushing this group" };
  return { state: "arrived" };
}

/** Why a push failed, in Okta's words. */
export function pushFailure({ errorSummary }: OktaGroupPushMapping): string {
  return errorSummary == null
    ? "Okta could not push this group and gives no reason"
    : `Okta could not push this group: ${errorSummary}`;
}
