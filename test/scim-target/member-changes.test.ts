import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import { patchBody } from "../scim/patching.js";
import { harness, type Harness } from "../scim-target/harness.js";

const PEOPLE = ["1", "2", "3", "4"];

/** An operation on `members`, and what it means for a list of members. */
interface Step {
  readonly operation: JsonObject;
  readonly apply: (members: readonly string[]) => readonly string[];
}

const joined = (members: readonly string[], ids: readonly string[]): readonly string[] => [
  ...new Set([...members, ...ids]),
];
const named = (ids: readonly string[]): JsonObject[] => ids.map((value) => ({ $ref: null, value }));
const someone = fc.constantFrom(...PEOPLE);
const some = fc.uniqueArray(someone, { minLength: 1 });

const step: fc.Arbitrary<Step> = fc.oneof(
  some.map((ids) => ({
    operation: { op: "Add", path: "members", value: named(ids) },
    apply: (members: readonly string[]) => joined(members, ids),
  })),
  some.map((ids) => ({
    operation: { op: "Remove", path: "members", value: named(ids) },
    apply: (members: readonly string[]) => members.filter((id) => !ids.includes(id)),
  })),
  someone.map((one) => ({
    operation: { op: "remove", path: `members[value eq "${one}"]` },
    apply: (members: readonly string[]) => members.filter((id) => id !== one),
  })),
  fc.tuple(someone, someone).map(([one, other]) => ({
    operation: { op: "remove", path: `members[value eq "${one}" or display eq "user${other}"]` },
    apply: (members: readonly string[]) => members.filter((id) => id !== one && id !== other),
  })),
  some.map((ids) => ({
    operation: { op: "replace", value: { members: named(ids) } },
    apply: () => ids,
  })),
  fc.constant({ operation: { op: "remove", path: "members" }, apply: () => [] }),
);

function idsIn(shown: unknown): unknown[] {
  return ((shown ?? []) as readonly JsonObject[]).map(({ value }) => value).toSorted();
}

function company(): { readonly target: Harness; readonly id: string } {
  const target = harness();
  for (const id of PEOPLE) target.user(`user${id}`);
  return { target, id: target.group("G") };
}

describe("a group's members", () => {
  propertyTest.prop([fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 4 })])(
    "are what any list of operations makes of them, seen from both sides",
    (messages) => {
      const { target, id } = company();
      let expected: readonly string[] = [];
      for (const steps of messages) {
        expect(target.ask("PATCH", `/Groups/${id}`, patchBody(...steps.map(({ operation }) => operation))).status).toBe(
          204,
        );
        expected = steps.reduce((before, { apply }) => apply(before), expected);
      }
      expect(idsIn(target.ask("GET", `/Groups/${id}`).body?.["members"])).toEqual(expected.toSorted());
      for (const one of PEOPLE) {
        expect(idsIn(target.ask("GET", `/Users/${one}`).body?.["groups"])).toEqual(expected.includes(one) ? [id] : []);
      }
    },
  );

  test("can be made by a filter that names one", () => {
    const { target, id } = company();
    const operation = { op: "add", path: 'members[value eq "2"].type', value: "User" };
    expect(target.ask("PATCH", `/Groups/${id}`, patchBody(operation)).status).toBe(204);
    expect(idsIn(target.ask("GET", `/Groups/${id}`).body?.["members"])).toEqual(["2"]);
    const nobody = { op: "add", path: 'members[value eq "nobody"].type', value: "User" };
    expect(target.ask("PATCH", `/Groups/${id}`, patchBody(nobody))).toMatchObject({ status: 400 });
  });

  test("stay where they are in the list when others come and go", () => {
    const { target, id } = company();
    const add = (...ids: readonly string[]): JsonObject => ({ op: "add", path: "members", value: named(ids) });
    const remove = (...ids: readonly string[]): JsonObject => ({ op: "remove", path: "members", value: named(ids) });
    target.ask("PATCH", `/Groups/${id}`, patchBody(add("3", "1", "2")));
    target.ask("PATCH", `/Groups/${id}`, patchBody(remove("1"), add("4", "1"), remove("3")));
    const shown = target.ask("GET", `/Groups/${id}`).body?.["members"];
    expect(shown).toMatchObject([{ value: "1" }, { value: "2" }, { value: "4" }]);
  });

  test("cost the same to change in a group of 20,000 as in an empty one, however many there are", () => {
    const target = harness();
    const ids = Array.from({ length: 20_000 }, (_, index) => target.user(`user${String(index)}`));
    const [small, large] = [target.group("Small"), target.group("Large", ids)];
    const newcomer = target.user("newcomer");
    const add = { op: "Add", path: "members", value: named([newcomer]) };
    const remove = { op: "Remove", path: "members", value: named([newcomer]) };
    const removeByFilter = { op: "remove", path: `members[value eq "${newcomer}"]` };
    const change = (id: string): number => {
      const started = performance.now();
      for (let round = 0; round < 25; round += 1) {
        for (const one of [add, remove, add, removeByFilter]) target.ask("PATCH", `/Groups/${id}`, patchBody(one));
      }
      return performance.now() - started;
    };
    change(small);
    // A pass over all members takes about a hundred times as long as the change itself.
    expect(change(large)).toBeLessThan(20 * change(small) + 50);
  });
});
