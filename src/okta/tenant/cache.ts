import { readOnce } from "../../base/read-once.js";
import type { Named } from "../../setup/plan/look-alikes.js";
import type { OktaApi } from "../api/okta-api.js";

/** What is read once a run. */
export interface OktaCache {
  /** All apps of the org by their labels. */
  apps(): Promise<readonly Named[]>;
  /** How many members a group has, for the plan's notes: read once, so a plan does not change by itself. */
  groupSize(groupId: string): Promise<number>;
}

/** An empty cache. */
export function emptyCache(api: OktaApi): OktaCache {
  const apps = readOnce(async () => (await api.apps.list()).map(({ id, label: name }): Named => ({ id, name })));
  const sizes = readOnce(async (groupId) => (await api.groups.members(groupId)).length);
  return { apps: () => apps.read("all"), groupSize: (groupId) => sizes.read(groupId) };
}
