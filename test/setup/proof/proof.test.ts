import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/base/json.js";
import { mergeExpectations } from "../../../src/setup/model/expectation.js";
import { verdictOf } from "../../../src/setup/proof/outcome.js";
import type { Population } from "../../../src/setup/plan/population.js";
import type { Progress, TargetUser } from "../../../src/setup/model/ports.js";
import { compare, promises, user, group, ada, bo, both, right, nobodyKnows } from "../two-people.js";

test("a target that holds exactly what was promised is complete", () => {
  const proof = compare(both, promises, right, nobodyKnows);
  expect(verdictOf(proof)).toBe("complete");
  expect([proof.users, proof.groups, proof.memberships].map(({ expected, found }) => [expected, found])).toEqual([
    [2, 2],
    [1, 1],
    [2, 2],
  ]);
});

describe("what is wrong is told by its state, its path and a reason", () => {
  const cases: readonly (readonly [string, Partial<typeof right>, string, Readonly<Record<string, unknown>>])[] = [
    ["nobody of that name", { users: [right.users[1] as TargetUser] }, "users", { name: "ada", state: "missing" }],
    [
      "the same person twice",
      { users: [...right.users, user("bo", { displayName: "Bo" }, "t-2")] },
      "users",
      { name: "bo", state: "duplicate", actual: 2 },
    ],
    [
      "another value",
      { users: [user("ADA", { externalId: "x" }), right.users[1] as TargetUser] },
      "users",
      { path: "externalId", expected: "id-ada", actual: "x", reason: "the external id mapping" },
    ],
    [
      "a value that is absent",
      { users: [user("ADA", { externalId: "id-ada" }), user("bo")] },
      "users",
      { path: "displayName", expected: "Bo", actual: null },
    ],
    [
      "another user name under the same external id",
      { users: [user("adah", { externalId: "id-ada" }), right.users[1] as TargetUser] },
      "users",
      { path: "userName", expected: "ada", actual: "adah" },
    ],
    [
      "somebody switched off",
      { users: [user("ADA", { externalId: "id-ada", active: false }), right.users[1] as TargetUser] },
      "users",
      { path: "active", actual: false },
    ],
    [
      "somebody nobody expected",
      { users: [...right.users, user("eve")] },
      "users",
      { name: "eve", state: "unexpected" },
    ],
    ["a group that is missing", { groups: [] }, "groups", { name: "G", state: "missing" }],
    [
      "a group nobody expected",
      { groups: [...right.groups, group("Sales", [])] },
      "groups",
      { name: "Sales", state: "unexpected" },
    ],
    [
      "a membership that is missing",
      { groups: [group("G", ["t-ADA"])] },
      "memberships",
      { name: "G / bo", state: "missing", path: "members" },
    ],
    [
      "a membership nobody expected",
      { groups: [group("G", ["t-ADA", "t-bo", "t-eve"])] },
      "memberships",
      { state: "unexpected" },
    ],
  ];
  test.each(cases)("%s", (_name, change, where, wanted) => {
    const proof = compare(both, promises, { ...right, ...change }, nobodyKnows);
    expect(verdictOf(proof)).toBe("unproven");
    const { wrong } = proof[where as "users" | "groups" | "memberships"];
    expect(wrong).toContainEqual(expect.objectContaining(wanted));
    for (const one of wrong) expect(one.reason.length).toBeGreaterThan(10);
  });
});

test.each([false, "False", "false", " FALSE", "0", 0])("a user whose active is %j is switched off", (active) => {
  const users = [user("ADA", { externalId: "id-ada", active }), right.users[1] as TargetUser];
  const proof = compare(both, promises, { ...right, users }, nobodyKnows);
  expect(verdictOf(proof)).toBe("unproven");
  expect(proof.users.wrong).toEqual([expect.objectContaining({ name: "ada", path: "active", actual: active })]);
});

test.each([true, "True", "true", 1])("a user whose active is %j is not", (active) => {
  const users = [user("ADA", { externalId: "id-ada", active }), right.users[1] as TargetUser];
  expect(verdictOf(compare(both, promises, { ...right, users }, nobodyKnows))).toBe("complete");
});

describe("a value that is the same for everybody", () => {
  const vendor = { path: "vendor", constant: true, match: "exact", reason: "the assignment gives it" } as const;
  const holding = (actual: JsonValue): TargetUser[] => [
    user("ADA", { externalId: "id-ada", vendor: actual }),
    user("bo", { displayName: "Bo", vendor: true }),
  ];

  test("is right only when it is exactly that, in value and type", () => {
    const proofOf = (actual: JsonValue) =>
      compare(both, [...promises, vendor], { ...right, users: holding(actual) }, nobodyKnows);
    expect(verdictOf(proofOf(true))).toBe("complete");
    for (const wrong of [false, "true", 1, null]) {
      const { users } = proofOf(wrong);
      expect(users.wrong).toEqual([
        expect.objectContaining({ name: "ada", path: "vendor", expected: true, actual: wrong, reason: vendor.reason }),
      ]);
    }
  });

  test("may be a text, compared as texts are", () => {
    const code = { path: "code", constant: "X1", match: "caseless", reason: "the mapping" } as const;
    const users = [user("ADA", { externalId: "id-ada", code: "x1" }), user("bo", { displayName: "Bo", code: "X2" })];
    const { wrong } = compare(both, [...promises, code], { ...right, users }, nobodyKnows).users;
    expect(wrong.map(({ name, path }) => [name, path])).toEqual([["bo", "code"]]);
  });
});

test("a path of which nothing is promised may hold anything", () => {
  const nothing = { path: "displayName", match: "exact", reason: "computed" } as const;
  const { values } = mergeExpectations([{ values: promises }, { values: [nothing] }]);
  const users = [user("ADA", { externalId: "id-ada" }), user("bo", { displayName: "BO" })];
  expect(verdictOf(compare(both, promises, { ...right, users }, nobodyKnows))).toBe("unproven");
  expect(verdictOf(compare(both, values, { ...right, users }, nobodyKnows))).toBe("complete");
});

test("a later step's word on a path replaces an earlier one's", () => {
  const later = { path: "displayName", attribute: "login", match: "exact", reason: "another mapping" } as const;
  const { values } = mergeExpectations([{ values: promises }, {}, { values: [later] }]);
  expect(values.map(({ path, attribute }) => [path, attribute])).toEqual([
    ["userName", "login"],
    ["externalId", "id"],
    ["displayName", "login"],
  ]);
});

test("a person without an attribute is promised nothing for it", () => {
  const proof = compare({ ...both, groups: [] }, promises, { ...right, groups: [] }, nobodyKnows);
  expect(proof.users.wrong).toEqual([]);
});

test("who is still on the way is waiting, and a group's members with them: arriving, not wrong", () => {
  const progress = { ...nobodyKnows, people: new Map<string, Progress>([["id-ada", { state: "waiting" }]]) };
  const reading = { ...right, users: [right.users[1] as TargetUser], groups: [group("G", ["t-bo"])] };
  const proof = compare(both, promises, reading, progress);
  expect(verdictOf(proof)).toBe("arriving");
  expect(proof.users.found).toBe(1);
});

test("who the IdP failed on is missing with the IdP's own reason", () => {
  const progress = {
    ...nobodyKnows,
    people: new Map<string, Progress>([["id-ada", { state: "failed", reason: "Okta says: no" }]]),
  };
  const proof = compare(both, promises, { ...right, users: [right.users[1] as TargetUser] }, progress);
  expect(proof.users.wrong).toContainEqual(expect.objectContaining({ state: "missing", reason: "Okta says: no" }));
});

test("a failure in the IdP's log counts although everything looks right on the target", () => {
  const failed: Progress = { state: "failed", reason: "the vendor says: seat limit" };
  const people = compare(both, promises, right, { ...nobodyKnows, people: new Map([["id-ada", failed]]) });
  expect(people.users).toMatchObject({
    found: 1,
    wrong: [{ name: "ada", path: "provisioning", reason: failed.reason }],
  });
  expect(verdictOf(people)).toBe("unproven");
  const groups = compare(both, promises, right, { ...nobodyKnows, groups: new Map([["G", failed]]) });
  expect(groups.groups).toMatchObject({
    found: 0,
    wrong: [{ name: "G", path: "provisioning", reason: failed.reason }],
  });
  expect(verdictOf(groups)).toBe("unproven");
});

test("nobody expected is no proof unless somebody accepts that, and says why nobody is", () => {
  const nobody: Population = { expected: [], notExpected: [], groups: [], assigned: [{ name: "Staff", members: 0 }] };
  const proof = compare(nobody, promises, { ...right, users: [], groups: [] }, nobodyKnows);
  expect(verdictOf(proof)).toBe("unproven");
  expect(verdictOf(proof, { nobody: true, memberships: false })).toBe("complete");
  expect(proof.warnings).toMatchObject([
    { code: "nobody-expected", message: expect.stringContaining('"Staff" has no direct members') as string },
  ]);
});

test("who has no value for what a step promises is named", () => {
  const { warnings } = compare(both, promises, right, nobodyKnows);
  expect(warnings).toMatchObject([
    { code: "value-missing", message: expect.stringContaining("displayName: ada") as string },
  ]);
});

test("on a target that is shared with others, strangers are nobody's business", () => {
  const proof = compare(both, promises, { ...right, whole: false, users: [...right.users, user("eve")] }, nobodyKnows);
  expect(verdictOf(proof)).toBe("complete");
});

test("a group is looked for under the name it has on the target, and told by its own", () => {
  const renamed: Population = { ...both, groups: [{ name: "G", targetName: "Admins", members: [ada, bo] }] };
  const reading = { ...right, groups: [group("admins", ["t-ADA", "t-bo"])] };
  expect(verdictOf(compare(renamed, promises, reading, nobodyKnows))).toBe("complete");
  const { groups } = compare(renamed, promises, right, nobodyKnows);
  expect(groups.wrong.map(({ name, state }) => [name, state])).toEqual([
    ["G", "missing"],
    ["G", "unexpected"],
  ]);
});

test("groups that cannot be read are neither found nor wrong: unproven, with the reason", () => {
  const proof = compare(both, promises, { ...right, groups: { unread: "it answered 500" } }, nobodyKnows);
  expect(proof.groups).toEqual({ expected: 1, found: 0, wrong: [] });
  expect(proof.memberships).toEqual({ expected: 2, found: 0, wrong: [], unchecked: 2 });
  expect(proof.unchecked).toEqual([expect.stringContaining("it answered 500")]);
  expect(verdictOf(proof)).toBe("unproven");
});

test("what a target could not be asked is told beside the rest", () => {
  const proof = compare(both, promises, { ...right, unanswered: ["It ignores filters."] }, nobodyKnows);
  expect([verdictOf(proof), proof.unchecked]).toEqual(["complete", ["It ignores filters."]]);
});

describe("a value that is not what was promised", () => {
  const old = { ...right, users: [user("ADA", { externalId: "ada" }), user("bo", { displayName: "Bo" })] };
  const told = (progress: Progress): unknown =>
    compare(both, promises, old, { ...nobodyKnows, people: new Map([[ada.id, progress]]) }).users.wrong;

  test("waits while the IdP is about to write everybody again", () => {
    expect(told({ state: "waiting", reason: "after the restart", rewrites: true })).toEqual([
      expect.objectContaining({ name: "ada", state: "waiting", path: "externalId", reason: "after the restart" }),
    ]);
  });

  test.each<Progress>([{ state: "waiting", reason: "on the way" }, { state: "arrived" }, { state: "unknown" }])(
    "is wrong where the IdP is not: $state",
    (progress) => {
      expect(told(progress)).toEqual([
        expect.objectContaining({ name: "ada", state: "value", reason: "the external id mapping" }),
      ]);
    },
  );
});
