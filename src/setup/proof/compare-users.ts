import type { JsonValue } from "../../base/json.js";
import { promisedValue, type Person, type ValuePromise } from "../model/expectation.js";
import type { Population } from "../plan/population.js";
import type { Progress, TargetUser } from "../model/ports.js";
import { groupBy } from "./group-by.js";
import { duplicate, failedAtIdp, unexpected } from "./wrong.js";
import type { Wording } from "../model/wording.js";
import type { Tally, Wrong } from "../model/proof.js";

/** Whom the target shows for each expected person, by person id; nobody when the target does not have them. */
export type Matches = ReadonlyMap<string, readonly TargetUser[]>;

/** Finds the expected people on the target: by the user name they must have there, else by the external id. */
export function matchUsers(
  { expected }: Population,
  promises: readonly ValuePromise[],
  users: readonly TargetUser[],
): Matches {
  const byUserName = groupBy(users, (user) => user.userName.toLowerCase());
  const byExternalId = groupBy(users, (user) => textOf(user.value("externalId")));
  return new Map(
    expected.map((person) => {
      const named = byUserName.get(promisedUserName(person, promises).toLowerCase()) ?? [];
      return [person.id, named.length > 0 ? named : (byExternalId.get(person.id) ?? [])];
    }),
  );
}

/** The user name under which the target must show a person. */
export function promisedUserName(person: Person, promises: readonly ValuePromise[]): string {
  const promise = promises.find(({ path }) => path === "userName");
  const value = promise === undefined ? undefined : promisedValue(person, promise);
  return typeof value === "string" ? value : person.name;
}

interface Compared {
  readonly population: Population;
  readonly promises: readonly ValuePromise[];
  readonly users: readonly TargetUser[];
  readonly matches: Matches;
  /** True when nobody else may be there. */
  readonly whole: boolean;
  readonly progress: ReadonlyMap<string, Progress>;
  readonly wording: Wording;
}

/** Compares the expected people with whom the target shows. Pure. */
export function compareUsers({ population, promises, users, matches, whole, progress, wording }: Compared): Tally {
  const wrong: Wrong[] = [];
  let found = 0;
  for (const person of population.expected) {
    const hits = matches.get(person.id) ?? [];
    const [user] = hits;
    const its = progress.get(person.id);
    if (user === undefined) {
      wrong.push({ name: person.name, id: person.id, ...absence(its, wording) });
      continue;
    }
    const wrongHere =
      hits.length > 1 ? [duplicate(person.name, hits)] : explained(person, user, its, { promises, wording });
    if (wrongHere.length === 0) found += 1;
    wrong.push(...wrongHere);
  }
  if (whole) {
    const claimed = new Set([...matches.values()].flatMap((hits) => hits.map(({ id }) => id)));
    for (const user of users) if (!claimed.has(user.id)) wrong.push(unexpected(user.userName, user.id, "user"));
  }
  return { expected: population.expected.length, found, wrong };
}

/** Why a person is not on the target, and whether they may still come. */
export function absence(progress: Progress | undefined, wording: Wording): Pick<Wrong, "state" | "reason"> {
  switch (progress?.state) {
    case "waiting":
      return { state: "waiting", reason: progress.reason ?? wording.userOnTheWay };
    case "failed":
      return { state: "missing", reason: progress.reason ?? wording.userFailed };
    case "arrived":
      return { state: "missing", reason: wording.userLost };
    default:
      return { state: "missing", reason: progress?.reason ?? wording.userNotSent };
  }
}

/** What is wrong with somebody who is there, in the IdP's own words where it failed on them. */
function explained(
  person: Person,
  user: TargetUser,
  progress: Progress | undefined,
  { promises, wording }: Pick<Compared, "promises" | "wording">,
): readonly Wrong[] {
  const wrong = wrongValues(person, user, promises, wording);
  if (progress?.state === "failed") {
    const reason = progress.reason ?? wording.userFailed;
    return wrong.length === 0
      ? [failedAtIdp(person.name, user.id, reason)]
      : wrong.map((one) => ({ ...one, reason: `${reason} (${one.reason})` }));
  }
  // Values that the IdP is about to write again are not wrong yet.
  if (progress?.state !== "waiting" || progress.rewrites !== true) return wrong;
  const { reason } = progress;
  return wrong.map((one) => ({ ...one, state: "waiting", ...(reason === undefined ? {} : { reason }) }));
}

function wrongValues(person: Person, user: TargetUser, promises: readonly ValuePromise[], wording: Wording): Wrong[] {
  const wrong: Wrong[] = [];
  const where = { name: person.name, id: user.id, state: "value" } as const;
  for (const promise of promises) {
    const { path, match, reason } = promise;
    const expected = promisedValue(person, promise);
    if (expected === undefined) continue;
    const actual = path === "userName" ? user.userName : user.value(path);
    if (!same(expected, actual, match)) wrong.push({ ...where, path, expected, actual: actual ?? null, reason });
  }
  if (user.value("active") === false)
    wrong.push({ ...where, path: "active", expected: true, actual: false, reason: wording.userSwitchedOff });
  return wrong;
}

function same(expected: JsonValue, actual: JsonValue | undefined, match: ValuePromise["match"]): boolean {
  if (typeof expected !== "string") return JSON.stringify(actual) === JSON.stringify(expected);
  if (typeof actual !== "string") return false;
  return match === "exact" ? actual === expected : actual.toLowerCase() === expected.toLowerCase();
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
