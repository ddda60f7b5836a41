import { EXIT, SetupError } from "../../base/errors.js";
import type { ValuePromise } from "../model/expectation.js";
import type { Target, TargetUser } from "../model/ports.js";
import type { Population } from "../plan/population.js";
import type { GroupReading } from "./compare-groups.js";
import { matchUsers, promisedUserName, type Matches } from "./compare-users.js";
import { visibleName } from "./group-names.js";

/** What the target showed of the users and groups of a proof. */
export interface TargetReading {
  readonly users: readonly TargetUser[];
  readonly groups: GroupReading;
}

/** What is looked for on the target. */
export interface Looked {
  readonly population: Population;
  readonly promises: readonly ValuePromise[];
  /** Whether everything there is read, so that unexpected users and groups are found. */
  readonly whole: boolean;
}

/** The target itself could not be read for the proof. */
export class TargetUnread extends Error {
  override readonly name = "TargetUnread";

  constructor(readonly problem: SetupError) {
    super(problem.message);
  }
}

/** Reads the users and groups of a proof from the target. */
export async function readTarget(target: Target, looked: Looked): Promise<TargetReading> {
  const { population, promises, whole } = looked;
  const users = await asTarget(() => target.users(userNamesOf(looked, population.expected), whole));
  const read = await readGroups(target, groupNamesOf(population.groups), whole);
  return { users, groups: await showHidden(target, read, population, matchUsers(population, promises, users)) };
}

/**
 * The same while waiting: reads only the users that were not right in the reading before, and the groups that lacked a member.
 *
 * @param open - ids of the users that were not right
 */
export async function readTargetAgain(
  target: Target,
  looked: Looked,
  before: TargetReading,
  open: ReadonlySet<string>,
): Promise<TargetReading> {
  const { population, promises } = looked;
  // What shows memberships in another way than in the groups is read with the users, all of them.
  if ("unread" in before.groups || before.groups.some(({ memberIds }) => memberIds === undefined))
    return readTarget(target, looked);
  const openUsers = population.expected.filter(({ id }) => open.has(id));
  const found = await asTarget(() => target.newUsers(userNamesOf(looked, openUsers)));
  const users = mergeById(before.users, found);
  const openGroups = groupsLacking(population, before.groups, matchUsers(population, promises, users));
  if (openGroups.length === 0) return { users, groups: before.groups };
  const read = await readGroups(target, groupNamesOf(openGroups), false);
  return { users, groups: "unread" in read ? read : mergeById(before.groups, read) };
}

function userNamesOf({ promises }: Looked, people: Population["expected"]): string[] {
  return people.map((person) => promisedUserName(person, promises));
}

function groupNamesOf(groups: Population["groups"]): string[] {
  return groups.flatMap(({ targetName }) => [...new Set([targetName, visibleName(targetName)])]);
}

function mergeById<T extends { readonly id: string }>(before: readonly T[], now: readonly T[]): readonly T[] {
  const ids = new Set(now.map(({ id }) => id));
  return [...before.filter(({ id }) => !ids.has(id)), ...now];
}

/** The groups that are not there, or do not have all members that they must have. */
function groupsLacking(
  { groups }: Population,
  read: Exclude<GroupReading, { readonly unread: string }>,
  matches: Matches,
): Population["groups"] {
  const members = new Map(read.map((group) => [visibleName(group.displayName).toLowerCase(), group.memberIds]));
  return groups.filter(({ targetName, members: expected }) => {
    const ids = members.get(visibleName(targetName).toLowerCase());
    return !expected.every((person) => ids?.has(matches.get(person.id)?.[0]?.id ?? "") === true);
  });
}

/** @throws TargetUnread for errors of the target; an interruption is thrown as it is */
export async function asTarget<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SetupError) || error.exitCode === EXIT.interrupted) throw error;
    throw new TargetUnread(error);
  }
}

/** A target that shows users may still be unable to show groups: the users are verified anyway. */
async function readGroups(target: Target, names: readonly string[], everything: boolean): Promise<GroupReading> {
  try {
    return await target.groups(names, everything);
  } catch (error) {
    if (!(error instanceof SetupError) || error.exitCode === EXIT.interrupted) throw error;
    return { unread: error.message };
  }
}

/** Finds the members of groups that do not show them in other ways, if the group must have members. */
async function showHidden(
  target: Target,
  groups: GroupReading,
  population: Population,
  matches: Matches,
): Promise<GroupReading> {
  if ("unread" in groups) return groups;
  const hidden = groups.filter(({ memberIds }) => memberIds === undefined);
  if (hidden.length === 0) return groups;
  const names = new Set(hidden.map(({ displayName }) => displayName.toLowerCase()));
  const userIds = population.groups
    .filter(({ targetName }) => names.has(targetName.toLowerCase()))
    .flatMap(({ members }) => members.flatMap(({ id }) => matches.get(id)?.[0]?.id ?? []));
  if (userIds.length === 0) return groups;
  const groupIds = hidden.map(({ id }) => id);
  const shown = await asTarget(() => target.memberships(groupIds, [...new Set(userIds)]));
  if (shown === undefined) return groups;
  return groups.map((group) => ({ ...group, memberIds: group.memberIds ?? shown.get(group.id) }));
}
