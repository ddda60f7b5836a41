import { mergeExpectations, type Expectation } from "../model/expectation.js";
import { readPopulation, type Population } from "../plan/population.js";
import type { Target } from "../model/ports.js";
import { compare } from "./proof.js";
import type { ProofWorld } from "../step/setup.js";
import type { WaitPolicy } from "../model/wait-policy.js";
import type { Proof } from "../model/proof.js";
import { readTarget, readTargetAgain, type TargetReading } from "./target-reading.js";

const FIRST_POLL_MS = 5_000;
const LONGEST_POLL_MS = 60_000;
/** With more users, it takes longer until enough of them have arrived for a poll to be worth its requests. */
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
  let reading: Reading | undefined;
  for (;;) {
    reading = await readProof(world, target, wanted, fresh ? undefined : reading);
    const { proof } = reading;
    const foundNow = proof.users.found + proof.groups.found + proof.memberships.found;
    if (foundNow !== found) movedAt = clock.now();
    found = foundNow;
    const isLast =
      !someWait(proof) || clock.now() - begun + pollMs > waitPolicy.waitMs || clock.now() - movedAt > STALL_MS;
    if (isLast && fresh) return proof;
    if (isLast) {
      // A poll does not list the groups again and reads what is new; the verdict is about everything at that moment.
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

/** A proof, and the reading of the target that it was made from. */
interface Reading {
  readonly proof: Proof;
  readonly shown: TargetReading;
}

/** @param before - while waiting: what was right then is not read again */
async function readProof<Tenant>(
  world: ProofWorld<Tenant>,
  target: Target,
  { expectation, population }: Wanted,
  before: Reading | undefined,
): Promise<Reading> {
  const { directory, wording } = world.session;
  const { values } = expectation;
  const looked = { population, promises: values, whole: world.wholeTarget };
  const shown =
    before === undefined
      ? await readTarget(target, looked)
      : await readTargetAgain(target, looked, before.shown, openUsers(population, before.proof));
  // A failure that the IdP reports also counts when everything looks right on the target.
  const progress = await directory.progress(
    population.expected,
    population.groups.length === 0 ? [] : expectation.pushedGroups,
    before === undefined ? "whole" : "new",
  );
  const reading = { ...shown, whole: world.wholeTarget, unanswered: target.unanswered() };
  return { shown, proof: compare(population, values, reading, { progress, wording }) };
}

/** Ids, in the tenant, of the users that were missing or had a wrong value. */
function openUsers({ expected }: Population, { users }: Proof): ReadonlySet<string> {
  const names = new Set(users.wrong.map(({ name }) => name));
  return new Set(expected.filter(({ name }) => names.has(name)).map(({ id }) => id));
}

function someWait(proof: Proof): boolean {
  return [proof.users, proof.groups, proof.memberships].some(({ wrong }) =>
    wrong.some(({ state }) => state === "waiting"),
  );
}
