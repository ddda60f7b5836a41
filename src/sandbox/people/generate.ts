import { NAME_POOLS, type Name } from "./names.js";
import type { Directory, DirectoryPerson } from "./person.js";
import { seededRandom } from "./random.js";

const DOMAIN = "people.example";
const FIRST_GROUP = "TOTAL-Admin";
/** Of the users outside the first group, so many are in a second one. */
const SECOND_GROUP_SHARE = 0.2;
const ADMIN_SHARE = 0.01;

const DEPARTMENTS =
  "Analyst Engineering Finance Sales Support Operations Legal Marketing Research Security Payroll Risk".split(" ");
const PLACES =
  "Berlin Lagos Lisbon London Madrid Mumbai Nairobi Oslo Osaka Paris Porto Quito Rome Seoul Sydney Toronto".split(" ");
const TITLES = ["Associate", "Specialist", "Engineer", "Analyst", "Manager", "Lead", "Director"];

/**
 * Makes users and groups out of numbers: the same numbers give the same users. All are active and complete, each is in
 * at least one group and no group is empty as long as there are as many users as groups. The first group is `TOTAL-Admin`
 * and small; of the others a few are big and many small.
 *
 * @throws RangeError when a number is not a whole one, or there is no group for the users
 */
export function generatePeople(options: {
  readonly users: number;
  readonly groups: number;
  readonly seed?: number;
}): Directory {
  const { users, groups: groupCount } = options;
  if (!Number.isInteger(users) || !Number.isInteger(groupCount) || users < 0 || groupCount < 1) {
    throw new RangeError(`cannot generate ${String(users)} users in ${String(groupCount)} groups`);
  }
  const random = seededRandom(options.seed ?? 1);
  const groups = Array.from({ length: groupCount }, (_, index) => groupName(index));
  const pickGroup = groupPicker(groups, random);
  const admins = Math.max(1, Math.round(users * ADMIN_SHARE));
  const taken = new Map<string, number>();

  const people = Array.from({ length: users }, (_, index) => {
    const first = index < groupCount ? groups[index] : index < groupCount + admins - 1 ? FIRST_GROUP : pickGroup();
    const second = random() < SECOND_GROUP_SHARE ? pickGroup() : first;
    const memberOf = [...new Set([first ?? FIRST_GROUP, second ?? FIRST_GROUP])];
    return makePerson(random, taken, memberOf);
  });
  return { people, groups };
}

function makePerson(random: () => number, taken: Map<string, number>, groups: readonly string[]): DirectoryPerson {
  const pool = pick(NAME_POOLS, random);
  const [givenName, givenAscii]: Name = pick(pool.given, random);
  const [familyName, familyAscii]: Name = pick(pool.family, random);
  const base = `${givenAscii}.${familyAscii}`;
  const before = taken.get(base) ?? 0;
  taken.set(base, before + 1);
  const userName = `${base}${before === 0 ? "" : String(before + 1)}@${DOMAIN}`;
  const department = pick(DEPARTMENTS, random);
  return {
    userName,
    givenName,
    familyName,
    email: userName,
    displayName: `${givenName} ${familyName}`,
    title: `${department} ${pick(TITLES, random)}`,
    department,
    active: true,
    groups,
  };
}

function groupName(index: number): string {
  if (index === 0) return FIRST_GROUP;
  const department = DEPARTMENTS[(index - 1) % DEPARTMENTS.length] ?? "";
  const round = Math.floor((index - 1) / DEPARTMENTS.length);
  if (round === 0) return `TOTAL-${department}`;
  const place = PLACES[(round - 1) % PLACES.length] ?? "";
  const again = Math.floor((round - 1) / PLACES.length);
  return `TOTAL-${department}-${place}${again === 0 ? "" : `-${String(again + 1)}`}`;
}

/** Picks one of the groups after the first, the n-th with a weight of 1/n. */
function groupPicker(groups: readonly string[], random: () => number): () => string | undefined {
  const others = groups.slice(1);
  if (others.length === 0) return () => groups[0];
  const sums: number[] = [];
  let sum = 0;
  others.forEach((_, index) => sums.push((sum += 1 / (index + 1))));
  return () => {
    const at = random() * sum;
    let low = 0;
    for (let high = sums.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? sum) > at) high = middle;
      else low = middle + 1;
    }
    return others[low];
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new RangeError("nothing to pick from");
  return chosen;
}
