import { expect, test } from "vitest";
import type { Person } from "../../../src/setup/model/expectation.js";
import { countMemberships, readPopulation } from "../../../src/setup/plan/population.js";

const person = (name: string, more: Partial<Person> = {}): Person => ({
  id: name,
  name,
  attributes: { id: name, lastName: "L" },
  ...more,
});

const groups: Readonly<Record<string, readonly Person[]>> = {
  A: [
    person("ada"),
    person("bo"),
    person("gone", { inactive: "deactivated" }),
    person("nameless", { attributes: { id: "nameless" } }),
  ],
  B: [person("bo"), person("cy")],
};
const directory = {
  members: (name: string) => Promise.resolve(groups[name]),
  progress: () => Promise.resolve({ people: new Map<string, never>(), groups: new Map<string, never>() }),
};
const requires = [{ attribute: "lastName", reason: "no family name" }];

test("expected are the direct members of assigned groups, once each, without those who cannot arrive", async () => {
  const population = await readPopulation(directory, {
    assignedGroups: ["A", "B"],
    pushedGroups: ["B"],
    targetNames: new Map(),
    values: [],
    requires,
  });
  expect(population.expected.map(({ name }) => name)).toEqual(["ada", "bo", "cy"]);
  expect(population.notExpected).toEqual([
    { name: "gone", reason: "deactivated" },
    { name: "nameless", reason: "no family name" },
  ]);
  expect(population.groups).toEqual([{ name: "B", targetName: "B", members: [groups["B"]?.[0], groups["B"]?.[1]] }]);
  expect(countMemberships(population)).toBe(2);
});

test("members of a pushed group that is not assigned do not arrive, and that is said", async () => {
  const population = await readPopulation(directory, {
    assignedGroups: ["A"],
    pushedGroups: ["B"],
    targetNames: new Map(),
    values: [],
    requires,
  });
  expect(population.notExpected).toContainEqual({
    name: "cy",
    reason: expect.stringContaining("not in an assigned group") as string,
  });
  expect(countMemberships(population)).toBe(1);
});

test("a group that does not exist yet has no members", async () => {
  const population = await readPopulation(directory, {
    assignedGroups: ["New"],
    pushedGroups: ["New"],
    targetNames: new Map(),
    values: [],
    requires,
  });
  expect(population).toEqual({
    expected: [],
    notExpected: [],
    assigned: [{ name: "New", members: undefined }],
    groups: [{ name: "New", targetName: "New", members: [] }],
  });
});
