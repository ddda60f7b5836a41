import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { defaultDirectory } from "../../../src/sandbox/people/default.js";
import { generatePeople } from "../../../src/sandbox/people/generate.js";
import type { Directory, DirectoryPerson } from "../../../src/sandbox/people/person.js";

function membersOf({ people }: Directory, group: string): readonly DirectoryPerson[] {
  return people.filter(({ groups }) => groups.includes(group));
}

function isComplete({ givenName, familyName, email, active }: DirectoryPerson): boolean {
  return active && [givenName, familyName, email].every((value) => value !== undefined);
}

describe("the default directory", () => {
  const directory = defaultDirectory();
  const assigned = directory.people.filter(({ groups }) => groups.some((name) => name.startsWith("TOTAL-")));

  test("has the guide's groups and one that is none of its business", () => {
    expect(directory.groups).toEqual(["TOTAL-Admin", "TOTAL-Analyst", "Sales-EMEA"]);
    expect(directory.groups.map((name) => membersOf(directory, name).length)).toEqual([7, 15, 7]);
  });

  test("can have more than fifteen people provisioned, and some who must not arrive", () => {
    expect(directory.people).toHaveLength(26);
    expect(assigned.filter(isComplete)).toHaveLength(19);
    expect(directory.people.filter((person) => !assigned.includes(person))).toHaveLength(5);
  });

  test("holds the awkward cases: deactivated, in both groups, without a family name, many scripts", () => {
    const analysts = membersOf(directory, "TOTAL-Analyst");
    expect(analysts.filter(({ active }) => !active)).toHaveLength(1);
    expect(analysts.filter(({ familyName }) => familyName === undefined)).toHaveLength(1);
    expect(analysts.filter(({ groups }) => groups.includes("TOTAL-Admin"))).toHaveLength(1);
    const names = assigned.map(({ givenName }) => givenName ?? "").join(" ");
    const scripts = [
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Cyrillic}/u,
      /\p{Script=Greek}/u,
      /\p{Script=Devanagari}/u,
    ];
    expect(scripts.filter((script) => !script.test(names))).toEqual([]);
    expect(directory.people.some(({ userName }) => userName.includes("'"))).toBe(true);
  });

  test("names nobody twice and only groups it has", () => {
    expect(new Set(directory.people.map(({ userName }) => userName.toLowerCase())).size).toBe(26);
    expect(directory.people.flatMap(({ groups }) => groups).filter((name) => !directory.groups.includes(name))).toEqual(
      [],
    );
  });
});

describe("generated people", () => {
  test("are the same for the same numbers and others for another seed", () => {
    const options = { users: 200, groups: 9 };
    expect(generatePeople(options)).toEqual(generatePeople(options));
    expect(generatePeople({ ...options, seed: 2 }).people).not.toEqual(generatePeople(options).people);
  });

  test("come in groups of believable sizes, the first being small", () => {
    const directory = generatePeople({ users: 5_000, groups: 30 });
    const sizes = directory.groups.map((name) => membersOf(directory, name).length);
    const [first = 0, ...others] = sizes;
    expect(directory.groups[0]).toBe("TOTAL-Admin");
    expect(first).toBeLessThan(100);
    expect(Math.max(...others)).toBeGreaterThan(10 * Math.min(...others));
  });

  test("write their names in several scripts", () => {
    const names = generatePeople({ users: 300, groups: 3 })
      .people.map(({ familyName }) => familyName ?? "")
      .join("");
    expect(
      [/\p{Script=Han}/u, /\p{Script=Arabic}/u, /\p{Script=Cyrillic}/u].filter((script) => !script.test(names)),
    ).toEqual([]);
  });

  test("cannot be made without a group", () => {
    expect(() => generatePeople({ users: 1, groups: 0 })).toThrow(RangeError);
  });

  property.prop([fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 300 })])(
    "are as many as asked, unique, complete and each in a known group; no group is empty while people suffice",
    (users, groups) => {
      const directory = generatePeople({ users, groups });
      expect(directory.people).toHaveLength(users);
      expect(new Set(directory.groups).size).toBe(groups);
      expect(new Set(directory.people.map(({ userName }) => userName)).size).toBe(users);
      expect(directory.people.filter((person) => !isComplete(person) || person.groups.length === 0)).toEqual([]);
      const used = new Set(directory.people.flatMap((person) => person.groups));
      expect([...used].filter((name) => !directory.groups.includes(name))).toEqual([]);
      expect(used.size).toBeGreaterThanOrEqual(Math.min(users, groups));
    },
  );
});
