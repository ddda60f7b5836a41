import { mergeExpectations, type Expectation } from "../model/expectation.js";
import { visibleName } from "./group-names.js";
import { readPopulation, type Population } from "../plan/population.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Target } from "../model/ports.js";
import type { GroupReading } from "./compare-groups.js";
import { matchUsers, promisedUserName, type Matches } from "./compare-users.js";
import { compare } from "./proof.js";
import type { ProofWorld } from "../step/setup.js";
import type { WaitPolicy } from "../model/wait-policy.js";
import type { Proof } from "../model/proof.js";

const FIRST_POLL_MS = 5_000;
const LONGEST_POLL_MS = 60_000;
/** A poll reads all users on the target and the IdP's log: with more users, it takes longer until enough of them have arrived. */
const POLL_MS_A_PERSON = 100;
const LONGEST_POLL_OF_MANY_MS = 300_000;
/** Without any progress for this time, waiting longer is pointless, even without a limit. */
const STALL_MS = 3_600_000;

/**
 * Reads the tenant and the target until all expected users are there, none is still on the way, or the time to wait is over.
 *
 * @param only - what to verify instead of everything that the steps expect
 * @returns the last proof; undefined when there is no target to read
 * @throws TargetUnread when the target refuses to be read, or cannot be
 */
export async function prove<Tenant>(
  world: ProofWorld<Tenant>,
  waitPolicy: WaitPolicy,
  only?: Required<Expectation>,
): Promise<Proof | undefined> {
  const { target, clock, emit, signal } = world;
  if (target === undefined) return undefined;
  if (only === undefined) emit({ code: "proof.started" });
  const begun = clock.now();
  let movedAt = begun;
  let found = -1;
  let pollMs = FIRST_POLL_MS;
  let wanted = await readWanted(world, only);
  let fresh = true;
  for (;;) {
    const proof = await readProof(world, target, wanted);
    const foundNow = proof.users.found + proof.groups.found + proof.memberships.found;
    if (foundNow !== found) movedAt = clock.now();
    found = foundNow;
    const isLast =
      !someWait(proof) || clock.now() - begun + pollMs > waitPolicy.waitMs || clock.now() - movedAt > STALL_MS;
    if (isLast && fresh) return proof;
    if (isLast) {
      // The groups are not listed again at every poll, but the final verdict is about their members at that moment.
      wanted = await readWanted(world, only);
      fresh = true;
      continue;
    }
    emit({
      code: "wait.progress",
      what: "users on the SCIM server",
      done: proof.users.found,
      total: proof.users.expected,
    });
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(pollMs * 1.5, longestPoll(proof.users.expected));
    fresh = false;
  }
}

function longestPoll(people: number): number {
  return Math.min(Math.max(LONGEST_POLL_MS, people * POLL_MS_A_PERSON), LONGEST_POLL_OF_MANY_MS);
}

/** What the proof must find, and the users that it concerns at this moment. */
interface Wanted {
  readonly expectation: Required<Expectation>;
  readonly population: Population;
}

async function readWanted<Tenant>(world: ProofWorld<Tenant>, only?: Required<Expectation>): Promise<Wanted> {
  const expectation = only ?? mergeExpectations(world.steps.map((step) => step.expects()));
  return { expectation, population: await readPopulation(world.session.directory, expectation) };
}

async function readProof<Tenant>(
  world: ProofWorld<Tenant>,
  target: Target,
  { expectation, population }: Wanted,
): Promise<Proof> {
  const { directory, wording } = world.session;
  const { values } = expectation;
  const userNames = population.expected.map((person) => promisedUserName(person, values));
  const users = await asTarget(() => target.users(userNames, world.wholeTarget));
  const groupNames = population.groups.flatMap(({ targetName }) => [...new Set([targetName, visibleName(targetName)])]);
  const read = await readGroups(target, groupNames, world.wholeTarget);
  const groups = await showHidden(target, read, population, matchUsers(population, values, users));
  const reading = { users, groups, whole: world.wholeTarget, unanswered: target.unanswered() };
  // A failure that the IdP reports also counts when everything looks right on the target.
  const progress = await directory.progress(
    population.expected,
    population.groups.length === 0 ? [] : expectation.pushedGroups,
  );
  return compare(population, values, reading, { progress, wording });
}

/** The target itself could not be read for the proof. */
export class TargetUnread extends Error {
  override readonly name = "TargetUnread";

  constructor(readonly problem: SetupError) {
    super(problem.message);
  }
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

function someWait(proof: Proof): boolean {
  return [proof.users, proof.groups, proof.memberships].some(({ wrong }) =>
    wrong.some(({ state }) => state === "waiting"),
  );
}
