import type { Clock } from "../../base/clock.js";
import type { GroupsApi } from "../api/groups.js";
import type { OktaGroup, OktaUser } from "../api/schemas.js";

/** A change this long ago is in every reading. */
const RECENT_MS = 60_000;
/** Longer than a list was ever late in recorded traffic (3 seconds), so that two readings in a row do not miss the same. */
const BETWEEN_READINGS_MS = 5_000;
const MOST_READINGS = 7;

interface Reading {
  readonly groups: Pick<GroupsApi, "get" | "members">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * A group's direct members. Where somebody changed them just now, they are read until two readings agree: Okta's list is late
 * (recorded: empty, although two users had been put into the group a second before).
 */
export async function readSettledMembers(groupId: string, { groups, clock, signal }: Reading): Promise<OktaUser[]> {
  const group = await groups.get(groupId);
  let members = await groups.members(groupId);
  if (!changedSince(group, clock.now() - RECENT_MS)) return members;
  for (let readings = 1; readings < MOST_READINGS; readings += 1) {
    await clock.sleep(BETWEEN_READINGS_MS, signal);
    const before = idsOf(members);
    members = await groups.members(groupId);
    if (idsOf(members) === before) break;
  }
  return members;
}

/** Whether members came or went after a time; a group that was only created has had none. */
function changedSince({ created, lastMembershipUpdated }: OktaGroup, time: number): boolean {
  if (lastMembershipUpdated === undefined || lastMembershipUpdated === null) return false;
  return lastMembershipUpdated !== created && Date.parse(lastMembershipUpdated) >= time;
}

function idsOf(members: readonly OktaUser[]): string {
  return members
    .map(({ id }) => id)
    .sort()
    .join(" ");
}
