import { absence, type Matches } from "./compare-users.js";
import { groupBy } from "./group-by.js";
import { count } from "../../base/text.js";
import { visibleName } from "./group-names.js";
import type { Population } from "../plan/population.js";
import type { Progress, TargetGroup } from "../model/ports.js";
import { duplicate, failedAtIdp, unexpected } from "./wrong.js";
import type { Wording } from "../model/wording.js";
import type { Tally, Wrong, MembershipTally } from "../model/proof.js";

/** The groups of a target, or why they could not be read. */
export type GroupReading = readonly TargetGroup[] | { readonly unread: string };

/** The result of comparing groups. */
export interface ComparedGroups {
  readonly groups: Tally;
  readonly memberships: MembershipTally;
  /** What could not be compared, one sentence each. */
  readonly unchecked: readonly string[];
}

interface Compared {
  readonly population: Population;
  readonly groups: GroupReading;
  readonly matches: Matches;
  /** True when no other group may exist. */
  readonly whole: boolean;
  readonly progress: {
    readonly people: ReadonlyMap<string, Progress>;
    readonly groups: ReadonlyMap<string, Progress>;
  };
  readonly wording: Wording;
}

/** Compares the pushed groups and the memberships of expected users with what the target shows. Pure. */
export function compareGroups(compared: Compared): ComparedGroups {
  const { population, groups } = compared;
  return "unread" in groups ? unread(population, groups.unread) : compareRead({ ...compared, groups });
}

/** Groups that cannot be read are expected and not found, but not known to be missing. */
function unread({ groups }: Population, why: string): ComparedGroups {
  const memberships = groups.reduce((sum, { members }) => sum + members.length, 0);
  return {
    groups: { expected: groups.length, found: 0, wrong: [] },
    memberships: { expected: memberships, found: 0, wrong: [], unchecked: memberships },
    unchecked: groups.length === 0 ? [] : [`Groups and memberships could not be read: ${why}.`],
  };
}

function compareRead(compared: Compared & { readonly groups: readonly TargetGroup[] }): ComparedGroups {
  const { population, groups, whole, progress, wording } = compared;
  const byName = groupBy(groups, (group) => group.displayName.toLowerCase());
  // A target may store a name without its leading and trailing spaces.
  const bySight = groupBy(groups, (group) => visibleName(group.displayName).toLowerCase());
  const wrongGroups: Wrong[] = [];
  const wrongMembers: Wrong[] = [];
  const unchecked: string[] = [];
  let foundGroups = 0;
  const members = { expected: 0, found: 0, unchecked: 0 };

  for (const expected of population.groups) {
    const { name, targetName } = expected;
    const hits = byName.get(targetName.toLowerCase()) ?? bySight.get(visibleName(targetName).toLowerCase()) ?? [];
    const [group] = hits;
    const push = progress.groups.get(name);
    const tally = compareMembers(compared, expected, group, push);
    if (group === undefined) wrongGroups.push({ name, id: "", ...noGroup(push, wording) });
    else if (hits.length > 1) wrongGroups.push(duplicate(name, hits));
    // A failure that the memberships already show is not shown twice.
    else if (push?.state === "failed" && tally.wrong.length === 0)
      wrongGroups.push(failedAtIdp(name, group.id, push.reason ?? wording.groupNotSent));
    else foundGroups += 1;

    members.expected += tally.expected;
    members.found += tally.found;
    members.unchecked += tally.unchecked;
    wrongMembers.push(...tally.wrong);
    if (tally.unchecked > 0) unchecked.push(notShown(name, tally.unchecked));
  }
  if (whole) {
    const pushed = new Set(population.groups.map(({ targetName }) => visibleName(targetName).toLowerCase()));
    for (const group of groups)
      if (!pushed.has(visibleName(group.displayName).toLowerCase()))
        wrongGroups.push(unexpected(group.displayName, group.id, "group"));
  }
  return {
    groups: { expected: population.groups.length, found: foundGroups, wrong: wrongGroups },
    memberships: { ...members, wrong: wrongMembers },
    unchecked,
  };
}

function notShown(name: string, memberships: number): string {
  const unverified = count(memberships, "membership was", "memberships were");
  return `The SCIM server does not show the members of "${name}", so ${unverified} not verified.`;
}

function compareMembers(
  { matches, whole, progress, wording }: Compared,
  { name, members }: Population["groups"][number],
  group: TargetGroup | undefined,
  push: Progress | undefined,
): MembershipTally {
  const wrong: Wrong[] = [];
  const expectedIds = new Set<string>();
  let found = 0;
  let unchecked = 0;
  for (const person of members) {
    const id = matches.get(person.id)?.[0]?.id;
    if (id !== undefined) expectedIds.add(id);
    if (id !== undefined && group?.memberIds?.has(id) === true) {
      found += 1;
      continue;
    }
    const reasons = { push: pushOf(push, [person.id, id], group), its: progress.people.get(person.id), wording };
    const { state } = reasons.push ?? {};
    // A membership that the target hides is still wrong if the IdP reports a failure, and waiting if it was not sent.
    const hidden = group !== undefined && group.memberIds === undefined && id !== undefined;
    if (hidden && state !== "failed" && state !== "waiting") {
      unchecked += 1;
      continue;
    }
    wrong.push({
      name: `${name} / ${person.name}`,
      id: id ?? person.id,
      path: "members",
      ...(id === undefined ? nobodyThere(reasons) : noMembership(group, reasons)),
    });
  }
  if (whole)
    for (const id of group?.memberIds ?? [])
      if (!expectedIds.has(id)) wrong.push(unexpected(`${name} / ${id}`, id, "membership"));
  return { expected: members.length, found, wrong, unchecked };
}

/** The progress of the IdP with the membership of the user with one of these ids. */
function pushOf(
  push: Progress | undefined,
  ids: readonly (string | undefined)[],
  group: TargetGroup | undefined,
): Progress | undefined {
  if (push?.members === undefined || push.state === "failed" || group === undefined) return push;
  const { sent, others, withGroup } = push.members;
  const wasSent = ids.some((id) => id !== undefined && sent.has(id));
  const wasEmptied = withGroup === true && group.memberIds?.size === 0;
  return wasSent || wasEmptied ? { state: "arrived" } : others;
}

interface Reasons {
  /** The progress of the IdP with this membership. */
  readonly push: Progress | undefined;
  readonly its: Progress | undefined;
  readonly wording: Wording;
}

function noGroup(push: Progress | undefined, wording: Wording): Pick<Wrong, "state" | "reason"> {
  if (push?.state === "arrived") return { state: "missing", reason: wording.groupLost };
  return {
    state: push?.state === "waiting" ? "waiting" : "missing",
    reason: push?.reason ?? wording.groupNotSent,
  };
}

function nobodyThere({ its, push, wording }: Reasons): Pick<Wrong, "state" | "reason"> {
  if (push?.state === "failed") return noGroup(push, wording);
  const { state } = absence(its, wording);
  return { state, reason: "the user is not on the SCIM server, so the group cannot contain them" };
}

function noMembership(group: TargetGroup | undefined, { push, wording }: Reasons): Pick<Wrong, "state" | "reason"> {
  if (group === undefined || push?.reason !== undefined) return noGroup(push, wording);
  return { state: "missing", reason: wording.membershipLost };
}
