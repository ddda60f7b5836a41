import { count } from "../../base/text.js";
import type { Clock } from "../../base/clock.js";
import type { Target } from "../../setup/model/ports.js";
import { deliveredByLog } from "./delivered.js";
import { plannedMembers } from "./directory-people.js";
import { isOn, lastCycle } from "../job/job-state.js";
import { expectedAccount } from "./mapping-ahead.js";
import { newestRecords, readRecords, statusOfRecord } from "./provisioning-records.js";
import type { EntraTenant } from "../tenant/tenant.js";

/**
 * What the log says was delivered and the SCIM server no longer has, in one line each. Only the log is believed here: what
 * follows from it is a restart, which writes all users again.
 */
export async function findLost(
  tenant: Pick<EntraTenant, "api" | "cache" | "groups" | "results">,
  target: Target,
  clock: Clock,
): Promise<readonly string[]> {
  const { results } = tenant;
  if (results.job === undefined || !isOn(results.job) || lastCycle(results.job) === undefined) return [];
  const records = (await readRecords(tenant, results.job, clock)) ?? [];
  const { ids } = deliveredByLog(records);
  const newest = newestRecords(records);
  const groups = [...results.assigned].flatMap((name) => tenant.groups.get(name) ?? []);
  const users = new Map<string, string>();
  for (const { id } of groups)
    for (const user of await plannedMembers(tenant, id))
      if (user.accountEnabled !== false && ids.has(user.id) && isWell(newest.get(user.id)))
        users.set(user.id, expectedAccount(results.mappings, user).userName.toLowerCase());
  const there = new Set((await target.users([...users.values()], false)).map(({ userName }) => userName.toLowerCase()));
  const gone = [...users.values()].filter((name) => !there.has(name));

  const sent = groups.filter(({ id }) => ids.has(id) && isWell(newest.get(id)));
  const held = await target.groups(
    sent.map(({ displayName }) => displayName),
    false,
  );
  const lostGroups: string[] = [];
  const emptied: string[] = [];
  for (const { id, displayName } of sent) {
    const hits = held.filter((one) => one.displayName.toLowerCase() === displayName.toLowerCase());
    const people = (await plannedMembers(tenant, id)).filter((user) => there.has(users.get(user.id) ?? ""));
    if (hits.length === 0) lostGroups.push(`"${displayName}"`);
    else if (people.length > 0 && hits.every(({ memberIds }) => memberIds?.size === 0))
      emptied.push(`"${displayName}"`);
  }
  return [
    ...(gone.length === 0 ? [] : [`${count(gone.length, "user")} (${shortList(gone)})`]),
    ...(lostGroups.length === 0
      ? []
      : [`the ${lostGroups.length === 1 ? "group" : "groups"} ${lostGroups.join(", ")}`]),
    ...(emptied.length === 0 ? [] : [`all memberships of ${emptied.join(", ")}`]),
  ];
}

const MOST_NAMED = 5;

function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}

/** A failure of today has a reason of its own, which a restart does not cure. */
function isWell(record: Parameters<typeof statusOfRecord>[0] | undefined): boolean {
  return record !== undefined && statusOfRecord(record) !== "failure";
}
