import type { JsonValue } from "../base/json.js";
import { promisedValue, type Person, type ValuePromise } from "./expectation.js";
import { visibleName } from "./group-names.js";
import type { NotExpected } from "./plan.js";
import type { Population } from "./population.js";
import type { Progress, TargetGroup, TargetUser } from "./ports.js";

/** Something the proof expected otherwise, with a reason an administrator can act on. */
export interface Wrong {
  readonly name: string;
  /** The target's id where the resource is there, else the IdP's. */
  readonly id: string;
  readonly state: "missing" | "duplicate" | "value" | "unexpected" | "waiting";
  readonly path?: string;
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
  readonly reason: string;
}

interface Tally {
  readonly expected: number;
  /** How many are there exactly once, with every promised value right. */
  readonly found: number;
  readonly wrong: readonly Wrong[];
}

/** What was read back on the target after applying. */
export interface Proof {
  readonly users: Tally & { readonly notExpected: readonly NotExpected[] };
  readonly groups: Tally;
  readonly memberships: Tally;
  /** What this target cannot be asked, one sentence each. */
  readonly unchecked: readonly string[];
}

/** The groups of a target, or why they could not be read. */
export type GroupReading = readonly TargetGroup[] | { readonly unread: string };

interface TargetReading {
  readonly users: readonly TargetUser[];
  readonly groups: GroupReading;
  /** True when the readings hold everybody, so that nobody else may be there. */
  readonly whole: boolean;
  /** What the target could not be asked, one sentence each. */
  readonly unanswered: readonly string[];
}

/** How far the IdP is: with people by id, with pushed groups by name. */
interface ProgressOfAll {
  readonly people: ReadonlyMap<string, Progress>;
  readonly groups: ReadonlyMap<string, Progress>;
}

/** Compares what the tenant says must be on the target with what is there. Pure. */
export function compare(
  population: Population,
  promises: readonly ValuePromise[],
  reading: TargetReading,
  progress: ProgressOfAll,
): Proof {
  const byUserName = groupBy(reading.users, (user) => user.userName.toLowerCase());
  const byExternalId = groupBy(reading.users, (user) => textOf(user.value("externalId")));
  const targetIds = new Map<string, string>();
  const claimed = new Set<string>();
  const wrongUsers: Wrong[] = [];
  let foundUsers = 0;

  for (const person of population.expected) {
    const userName = promisedUserName(person, promises);
    const named = byUserName.get(userName.toLowerCase()) ?? [];
    const hits = named.length > 0 ? named : (byExternalId.get(person.id) ?? []);
    for (const hit of hits) claimed.add(hit.id);
    const [user] = hits;
    if (user === undefined) {
      wrongUsers.push({ name: person.name, id: person.id, ...absence(progress.people.get(person.id)) });
      continue;
    }
    targetIds.set(person.id, user.id);
    const wrong =
      hits.length > 1
        ? [duplicate(person.name, hits)]
        : stillOld(wrongValues(person, user, promises), progress.people.get(person.id));
    if (wrong.length === 0) foundUsers += 1;
    wrongUsers.push(...wrong);
  }

  const groups =
    "unread" in reading.groups
      ? unreadGroups(population, reading.groups.unread)
      : compareGroups(population, { groups: reading.groups, whole: reading.whole }, targetIds, progress);
  if (reading.whole) {
    for (const user of reading.users)
      if (!claimed.has(user.id)) wrongUsers.push(unexpected(user.userName, user.id, "person"));
  }
  return {
    users: {
      expected: population.expected.length,
      found: foundUsers,
      wrong: wrongUsers,
      notExpected: population.notExpected,
    },
    ...groups,
    unchecked: [...groups.unchecked, ...reading.unanswered],
  };
}

/** Groups that cannot be read are expected and not found, but nobody can say that they are missing. */
function unreadGroups({ groups }: Population, why: string): Omit<Proof, "users"> {
  return {
    groups: { expected: groups.length, found: 0, wrong: [] },
    memberships: { expected: 0, found: 0, wrong: [] },
    unchecked: groups.length === 0 ? [] : [`Groups and memberships could not be read: ${why}.`],
  };
}

function compareGroups(
  population: Population,
  reading: { readonly groups: readonly TargetGroup[]; readonly whole: boolean },
  targetIds: ReadonlyMap<string, string>,
  progress: ProgressOfAll,
): Omit<Proof, "users"> {
  const byName = groupBy(reading.groups, (group) => group.displayName.toLowerCase());
  // A target may store a name without the blanks at its ends.
  const bySight = groupBy(reading.groups, (group) => visibleName(group.displayName).toLowerCase());
  const wrongGroups: Wrong[] = [];
  const wrongMembers: Wrong[] = [];
  const unchecked: string[] = [];
  let foundGroups = 0;
  let foundMembers = 0;
  let expectedMembers = 0;

  for (const { name, targetName, members } of population.groups) {
    const hits = byName.get(targetName.toLowerCase()) ?? bySight.get(visibleName(targetName).toLowerCase()) ?? [];
    const [group] = hits;
    const push = progress.groups.get(name);
    if (group === undefined) wrongGroups.push({ name, id: "", ...noGroup(push) });
    else if (hits.length > 1) wrongGroups.push(duplicate(name, hits));
    else foundGroups += 1;

    if (group !== undefined && group.memberIds === undefined) {
      unchecked.push(`The target does not show the members of "${name}".`);
      continue;
    }
    expectedMembers += members.length;
    const expectedIds = new Set<string>();
    for (const person of members) {
      const id = targetIds.get(person.id);
      if (id !== undefined) expectedIds.add(id);
      if (id !== undefined && group?.memberIds?.has(id) === true) foundMembers += 1;
      else
        wrongMembers.push({
          name: `${name} / ${person.name}`,
          id: id ?? person.id,
          path: "members",
          ...(id === undefined ? nobodyThere(progress.people.get(person.id)) : noMembership(group, push, person.id)),
        });
    }
    if (!reading.whole) continue;
    for (const id of group?.memberIds ?? [])
      if (!expectedIds.has(id)) wrongMembers.push(unexpected(`${name} / ${id}`, id, "membership"));
  }

  if (reading.whole) {
    const pushed = new Set(population.groups.map(({ targetName }) => visibleName(targetName).toLowerCase()));
    for (const group of reading.groups) {
      if (!pushed.has(visibleName(group.displayName).toLowerCase()))
        wrongGroups.push(unexpected(group.displayName, group.id, "group"));
    }
  }
  return {
    groups: { expected: population.groups.length, found: foundGroups, wrong: wrongGroups },
    memberships: { expected: expectedMembers, found: foundMembers, wrong: wrongMembers },
    unchecked,
  };
}

/** The user name under which the target must show a person. */
export function promisedUserName(person: Person, promises: readonly ValuePromise[]): string {
  const promise = promises.find(({ path }) => path === "userName");
  const value = promise === undefined ? undefined : promisedValue(person, promise);
  return typeof value === "string" ? value : person.name;
}

function wrongValues(person: Person, user: TargetUser, promises: readonly ValuePromise[]): Wrong[] {
  const wrong: Wrong[] = [];
  const where = { name: person.name, id: user.id, state: "value" } as const;
  for (const promise of promises) {
    const { path, match, reason } = promise;
    const expected = promisedValue(person, promise);
    if (expected === undefined) continue;
    const actual = path === "userName" ? user.userName : user.value(path);
    if (!same(expected, actual, match)) wrong.push({ ...where, path, expected, actual: actual ?? null, reason });
  }
  if (user.value("active") === false) {
    const reason =
      "the person is there, but switched off on the target; reactivate the person there, or unassign and assign again";
    wrong.push({ ...where, path: "active", expected: true, actual: false, reason });
  }
  return wrong;
}

/** Values that the IdP is about to write again are not wrong yet. */
function stillOld(wrong: readonly Wrong[], progress: Progress | undefined): readonly Wrong[] {
  // The vendor refused the value: its own words say more than what usually makes one differ.
  if (progress?.state === "failed" && progress.reason !== undefined) {
    const { reason } = progress;
    return wrong.map((one) => ({ ...one, reason }));
  }
  if (progress?.state !== "waiting" || progress.rewrites !== true) return wrong;
  const { reason } = progress;
  return wrong.map((one) => ({ ...one, state: "waiting", ...(reason === undefined ? {} : { reason }) }));
}

function same(expected: JsonValue, actual: JsonValue | undefined, match: ValuePromise["match"]): boolean {
  if (typeof expected !== "string") return JSON.stringify(actual) === JSON.stringify(expected);
  if (typeof actual !== "string") return false;
  return match === "exact" ? actual === expected : actual.toLowerCase() === expected.toLowerCase();
}

/** What the IdP has delivered and the target no longer shows: nothing is on the way. */
function lost(what: string, resend: string): Pick<Wrong, "state" | "reason"> {
  return {
    state: "missing",
    reason: `the IdP has delivered ${what} before, and the target does not show it: it was deleted there, or never kept. The IdP does not send it again by itself: ${resend}`,
  };
}

function absence(progress: Progress | undefined): Pick<Wrong, "state" | "reason"> {
  if (progress?.delivered !== undefined && progress.state !== "failed")
    return lost("this user", progress.delivered.resend);
  switch (progress?.state) {
    case "waiting":
      return { state: "waiting", reason: progress.reason ?? "still on the way: the IdP has not sent this person yet" };
    case "failed":
      return {
        state: "missing",
        reason: progress.reason ?? "the IdP tried to create this person on the target and failed",
      };
    case "arrived":
      return {
        state: "missing",
        reason:
          "the IdP says this person was provisioned, but this target does not show them: was the account deleted there since, is the base URL at the console another one, or does the target answer a look-up of this person with somebody else?",
      };
    default:
      return {
        state: "missing",
        reason: progress?.reason ?? "the person is not assigned to the app: is the group assigned?",
      };
  }
}

function noGroup(push: Progress | undefined): Pick<Wrong, "state" | "reason"> {
  if (push?.delivered !== undefined && push.state !== "failed") return lost("this group", push.delivered.resend);
  return {
    state: push?.state === "waiting" ? "waiting" : "missing",
    reason: push?.reason ?? "the group is not on the target: the IdP has not sent it, or failed to",
  };
}

function nobodyThere(progress: Progress | undefined): Pick<Wrong, "state" | "reason"> {
  const { state } = absence(progress);
  return { state, reason: "the person is not on the target, so cannot be in its group" };
}

function noMembership(
  group: TargetGroup | undefined,
  push: Progress | undefined,
  personId: string,
): Pick<Wrong, "state" | "reason"> {
  if (group === undefined || push?.state === "failed") return noGroup(push);
  const { delivered } = push ?? {};
  // Of a group that is empty, nobody's membership is on the way: it was sent with the group.
  const isSent = push?.state === "arrived" || delivered?.members?.has(personId) === true || group.memberIds?.size === 0;
  if (delivered !== undefined && isSent) return lost("this membership", delivered.resend);
  if (push?.state === "waiting") return { state: "waiting", reason: push.reason ?? "still on the way" };
  return { state: "missing", reason: push?.reason ?? "the user is on the target, but not in this group there" };
}

function duplicate(name: string, hits: readonly { readonly id: string }[]): Wrong {
  const ids = hits.map(({ id }) => id).join(", ");
  return {
    name,
    id: hits[0]?.id ?? "",
    state: "duplicate",
    expected: 1,
    actual: hits.length,
    reason: `the target has it more than once (ids ${ids}): remove the ones the IdP does not link to`,
  };
}

function unexpected(name: string, id: string, what: "person" | "group" | "membership"): Wrong {
  return { name, id, state: "unexpected", reason: `nobody expected this ${what} on the target` };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
