import type { JsonValue } from "../../base/json.js";
import { promisedValue, type Person, type ValuePromise } from "../model/expectation.js";
import type { Population } from "../plan/population.js";
import type { Progress, TargetUser } from "../model/ports.js";
import { groupBy } from "./group-by.js";
import { duplicate, failedAtIdp, unexpected } from "./wrong.js";
import type { Wording } from "../model/wording.js";
import type { Tally, Wrong } from "../model/proof.js";

/** The target's users for each expected user, by the IdP's id; empty when the target has none. */
export type Matches = ReadonlyMap<string, readonly TargetUser[]>;

/** Finds the expected users on the target: by the user name that they must have there, otherwise by the external id. */
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

/** The user name that a user must have on the target. */
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
  /** True when no other user may exist. */
  readonly whole: boolean;
  readonly progress: ReadonlyMap<string, Progress>;
  readonly wording: Wording;
}

/** Compares the expected users with those on the target. Pure. */
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

/** Why a user is not on the target, and whether they may still arrive. */
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

/** What is wrong with a user on the target, in the IdP's own words if it reports a failure. */
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
  const active = user.value("active");
  if (isOff(active))
    wrong.push({ ...where, path: "active", expected: true, actual: active ?? null, reason: wording.userSwitchedOff });
  return wrong;
}

/** Some servers store and show what was sent to them: Entra sends "False" (Microsoft: SCIM compatibility of app provisioning). */
export function isOff(active: JsonValue | undefined): boolean {
  return active === false || active === 0 || (typeof active === "string" && /^(?:false|0)$/i.test(active.trim()));
}

function same(expected: JsonValue, actual: JsonValue | undefined, match: ValuePromise["match"]): boolean {
  if (typeof expected !== "string") return JSON.stringify(actual) === JSON.stringify(expected);
  if (typeof actual !== "string") return false;
  return match === "exact" ? actual === expected : actual.toLowerCase() === expected.toLowerCase();
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
