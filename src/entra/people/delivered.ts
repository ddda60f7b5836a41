import type { ProvisioningLogRecord, SynchronizationJob } from "../api/schemas.js";
import { lastCycle, synchronizedCounts } from "../job/job-state.js";
import { statusOfRecord } from "./provisioning-records.js";

/**
 * What Entra has provisioned before, by object id. It sends none of it again by itself: later cycles look only at what has
 * changed in Entra (Entra docs, how-provisioning-works), so that what the SCIM server has lost since stays lost.
 */
export interface Delivered {
  readonly ids: ReadonlySet<string>;
  /** Object ids of users by the id of the group that they were added to, as far as the log tells. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads the provisioning log, newest first, for what was delivered and not removed since. Pure. */
export function deliveredByLog(newestFirst: readonly ProvisioningLogRecord[]): Delivered {
  const ids = new Set<string>();
  const decided = new Set<string>();
  const personByTargetId = new Map<string, string>();
  for (const record of newestFirst) {
    const id = record.sourceIdentity?.id ?? "";
    if (id === "" || statusOfRecord(record) !== "success") continue;
    const action = (record.provisioningAction ?? "").toLowerCase();
    const targetId = record.targetIdentity?.id ?? "";
    if (targetId !== "") personByTargetId.set(targetId, id);
    if (decided.has(id) || !DECIDES.has(action)) continue;
    decided.add(id);
    if (WRITES.has(action)) ids.add(id);
  }
  return { ids, members: membersByLog(newestFirst, personByTargetId) };
}

const WRITES: ReadonlySet<string> = new Set(["create", "update"]);
const DECIDES: ReadonlySet<string> = new Set([...WRITES, "delete", "disable"]);

function membersByLog(
  newestFirst: readonly ProvisioningLogRecord[],
  personByTargetId: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, Set<string>>();
  for (const record of [...newestFirst].reverse()) {
    if (statusOfRecord(record) !== "success") continue;
    for (const { displayName, newValue, oldValue } of record.modifiedProperties ?? []) {
      if (displayName?.toLowerCase() !== "members") continue;
      const group = members.get(record.sourceIdentity?.id ?? "") ?? new Set();
      members.set(record.sourceIdentity?.id ?? "", group);
      const added = typeof newValue === "string" ? newValue : "";
      const removed = typeof oldValue === "string" ? oldValue : "";
      if (removed !== "") group.delete(personByTargetId.get(removed) ?? removed);
      if (added !== "") group.add(personByTargetId.get(added) ?? added);
    }
  }
  return members;
}

/**
 * Whether the job itself counts so many users or groups, once a cycle has ended: the only sign there is of what was delivered
 * longer ago than the log is kept, or where the log may not be read.
 */
export function countsAll(job: SynchronizationJob | undefined, kind: "people" | "groups", expected: number): boolean {
  return job !== undefined && expected > 0 && lastCycle(job) !== undefined && synchronizedCounts(job)[kind] >= expected;
}
