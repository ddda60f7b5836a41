import type { Clock } from "../../base/clock.js";
import type { JsonValue } from "../../base/json.js";
import type { MadeChange } from "../model/proof.js";
import type { TargetGroup, TargetUser, TargetView } from "../model/ports.js";
import { isOff } from "./compare-users.js";
import { visibleName } from "./group-names.js";
import { asTarget } from "./target-reading.js";

/** A membership that a change must leave as it is. */
export interface KeptMembership {
  /** As `group / user`. */
  readonly name: string;
  readonly user: Pick<TargetUser, "id" | "userName">;
  readonly groupId: string;
  /** The names under which the group is looked for. */
  readonly groupNames: readonly string[];
}

/** A change in the tenant, and where the target must show it. */
export interface LaterChange extends MadeChange {
  /** The target's ids of the user and the group that it is about. */
  readonly userId?: string;
  readonly groupId?: string;
  /** The user's name on the target. */
  readonly userName?: string;
  /** The names under which the group is looked for. */
  readonly groupNames?: readonly string[];
  /** Memberships that the target showed before the change, and must show after it. */
  readonly keeps?: readonly KeptMembership[];
}

/** A change that has not arrived. */
export interface OpenChange<Made> {
  readonly of: Made;
  /** What the target shows instead; the value of the change when it is there, but memberships were lost. */
  readonly actual: JsonValue;
  /** The memberships that the target no longer shows, when it shows the change itself. */
  readonly lost: readonly KeptMembership[];
}

interface Watching<Made> {
  readonly target: TargetView;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly waitMs: number;
  readonly of: (made: Made) => LaterChange;
  /** Whether the IdP has given up on all of these changes. */
  readonly gaveUp: (open: readonly OpenChange<Made>[]) => Promise<boolean>;
}

const FIRST_POLL_MS = 5_000;
const LONGEST_POLL_MS = 10 * 60_000;

/**
 * Reads the target, only what the changes are about, until it shows all of them with the memberships that they keep, the IdP has given up
 * on the rest, or the time to wait is over.
 *
 * @returns the changes that the target does not show, or for which it gave up memberships
 * @throws TargetUnread when the target refuses to be read, or cannot be
 */
export async function watchChanges<Made>(
  made: readonly Made[],
  { target, clock, signal, waitMs, of: changeOf, gaveUp }: Watching<Made>,
): Promise<readonly OpenChange<Made>[]> {
  const begun = clock.now();
  let pollMs = FIRST_POLL_MS;
  let open: readonly OpenChange<Made>[] = made.map((of) => ({ of, actual: null, lost: [] }));
  while (open.length > 0) {
    await clock.sleep(pollMs, signal);
    const still: OpenChange<Made>[] = [];
    for (const { of } of open) {
      const change = changeOf(of);
      const actual = await asTarget(() => shown(target, change));
      const lost = actual === undefined ? await asTarget(() => lostMemberships(target, change)) : [];
      if (actual !== undefined || lost.length > 0) still.push({ of, actual: actual ?? change.value, lost });
    }
    open = still;
    if (open.length === 0 || clock.now() - begun + pollMs > waitMs || (await gaveUp(open))) break;
    pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS);
  }
  return open;
}

/** What the target shows instead of the change; undefined when it shows the change. */
async function shown(target: TargetView, change: LaterChange): Promise<JsonValue | undefined> {
  const { kind, userName = "", groupNames = [] } = change;
  if (kind === "attribute" || kind === "deactivation") {
    const users = await target.users([userName], false);
    return kind === "attribute" ? valueInstead(users, change) : activeInstead(users, change);
  }
  const groups = await target.groups(groupNames, false);
  return kind === "membership" ? memberInstead(target, groups, change) : nameInstead(groups, change);
}

function valueInstead(users: readonly TargetUser[], { userId, path, value }: LaterChange): JsonValue | undefined {
  const actual = users.find(({ id }) => id === userId)?.value(path);
  return JSON.stringify(actual) === JSON.stringify(value) ? undefined : (actual ?? null);
}

/** A target may delete who is deactivated. */
function activeInstead(users: readonly TargetUser[], { userId }: LaterChange): JsonValue | undefined {
  const user = users.find(({ id }) => id === userId);
  if (user === undefined) return undefined;
  const active = user.value("active");
  return isOff(active) ? undefined : (active ?? null);
}

async function memberInstead(
  target: TargetView,
  groups: readonly TargetGroup[],
  { groupId, userId = "", userName = "" }: LaterChange,
): Promise<JsonValue | undefined> {
  const group = groups.find(({ id }) => id === groupId);
  if (group === undefined) return null;
  const members = await membersOf(target, group, { id: userId, userName });
  return members?.has(userId) === false ? undefined : userId;
}

function nameInstead(groups: readonly TargetGroup[], { groupId, value }: LaterChange): JsonValue | undefined {
  const name = groups.find(({ id }) => id === groupId)?.displayName;
  if (name === undefined || typeof value !== "string") return name ?? null;
  return visibleName(name) === visibleName(value) ? undefined : name;
}

/** What a target does not show in any way is not lost. */
async function lostMemberships(target: TargetView, { keeps = [] }: LaterChange): Promise<readonly KeptMembership[]> {
  if (keeps.length === 0) return [];
  const groups = await target.groups([...new Set(keeps.flatMap(({ groupNames }) => groupNames))], false);
  const lost: KeptMembership[] = [];
  for (const kept of keeps) {
    const group = groups.find(({ id }) => id === kept.groupId);
    const members = group === undefined ? new Set() : await membersOf(target, group, kept.user);
    if (members?.has(kept.user.id) === false) lost.push(kept);
  }
  return lost;
}

/** The members of a group as far as they matter for one user; undefined when the target shows them in no way. */
export async function membersOf(
  target: TargetView,
  group: TargetGroup,
  user: Pick<TargetUser, "id" | "userName">,
): Promise<ReadonlySet<string> | undefined> {
  if (group.memberIds !== undefined) return group.memberIds;
  // The user's own `groups` count, too: they are those of the last reading.
  await target.users([user.userName], false);
  return (await target.memberships([group.id], [user.id]))?.get(group.id);
}
