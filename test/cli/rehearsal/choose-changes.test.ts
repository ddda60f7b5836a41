import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { chooseChanges } from "../../../src/cli/rehearsal/changes/choose-changes.js";
import { CHANGE_KINDS, type ChangeKind } from "../../../src/setup/model/change-kind.js";
import type { Expectation, Person } from "../../../src/setup/model/expectation.js";
import type { Population } from "../../../src/setup/plan/population.js";

function expectation(kinds: readonly ChangeKind[], more: Partial<Expectation> = {}): Required<Expectation> {
  return {
    ...{ assignedGroups: [], pushedGroups: [], targetNames: new Map(), requires: [] },
    values: [
      { path: "userName", attribute: "login", match: "caseless", reason: "" },
      { path: "displayName", attribute: "displayName", match: "exact", reason: "" },
    ],
    sends: kinds.map((kind) => ({ kind })),
    ...more,
  };
}

function population(people: readonly Person[], groups: readonly (readonly Person[])[]): Population {
  return {
    ...{ expected: people, notExpected: [], assigned: [] },
    groups: groups.map((members, at) => ({ name: `G${String(at)}`, targetName: `G${String(at)}`, members })),
  };
}

const person = (id: string, attributes: Person["attributes"] = {}): Person => ({
  ...{ id, name: `${id}@x.example` },
  attributes: { id, login: `${id}@x.example`, ...attributes },
});

const people = fc
  .uniqueArray(fc.nat({ max: 30 }))
  .map((ids) => ids.map((id) => person(String(id), { displayName: "A" })));

property.prop([people, fc.array(fc.array(fc.nat({ max: 30 }))), fc.subarray([...CHANGE_KINDS])])(
  "every kind is chosen once or left out with a reason, and nobody is in two changes",
  (all, picks, kinds) => {
    const groups = picks.map((places) => [...new Set(places)].flatMap((at) => all[at] ?? []));
    const { notMade, attribute, deactivation, membership, groupName } = chooseChanges(
      population(all, groups),
      expectation(kinds),
    );
    const chosen: ChangeKind[] = [
      ...(attribute === undefined ? [] : ["attribute" as const]),
      ...(deactivation === undefined ? [] : ["deactivation" as const]),
      ...(membership === undefined ? [] : ["membership" as const]),
      ...(groupName === undefined ? [] : ["group-name" as const]),
    ];
    expect([...chosen, ...notMade.map(({ kind }) => kind)].sort()).toEqual([...CHANGE_KINDS].sort());
    for (const kind of chosen) expect(kinds).toContain(kind);
    const persons = [attribute, deactivation, membership].flatMap((one) => one?.person ?? []);
    expect(new Set(persons).size).toBe(persons.length);
    if (membership !== undefined) expect(membership.group.members).toContain(membership.person);
  },
);

test("an attribute that fills the user name is never changed, and a mapped one counts where none is promised", () => {
  const ada = person("ada", { displayName: "Ada", surname: "Berg" });
  const byName = expectation(["attribute"], {
    values: [{ path: "userName", attribute: "displayName", match: "caseless", reason: "" }],
    sends: [
      {
        kind: "attribute",
        attributes: [
          { path: "displayName", attribute: "displayName" },
          { path: "name.familyName", attribute: "surname" },
        ],
      },
    ],
  });
  expect(chooseChanges(population([ada], []), byName).attribute).toMatchObject({
    path: "name.familyName",
    attribute: "surname",
    person: ada,
  });
  const nobody = chooseChanges(population([person("bo")], []), byName);
  expect(nobody.notMade).toContainEqual({
    kind: "attribute",
    reason: "no user has a value that this guide sends as it is",
  });
});

test("the smallest group with enough members is chosen", () => {
  const all = Array.from({ length: 8 }, (_, at) => person(String(at), { displayName: "A" }));
  const groups = [all, all.slice(0, 1), all.slice(0, 4)];
  expect(chooseChanges(population(all, groups), expectation(CHANGE_KINDS)).groupName?.group.name).toBe("G2");
});
