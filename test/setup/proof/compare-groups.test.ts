import { describe, expect, test } from "vitest";
import { verdictOf } from "../../../src/setup/proof/outcome.js";
import type { Progress, TargetGroup } from "../../../src/setup/model/ports.js";
import { compare, promises, user, group, both, right, nobodyKnows } from "../two-people.js";

describe("members that a target does not show", () => {
  const hidden = { ...right, groups: [group("G", undefined)] };
  const pushIs = (push: Progress) => ({ ...nobodyKnows, groups: new Map([["G", push]]) });

  test("are expected and unchecked, and no proof unless somebody accepts that", () => {
    const proof = compare(both, promises, hidden, nobodyKnows);
    expect(proof.memberships).toEqual({ expected: 2, found: 0, wrong: [], unchecked: 2 });
    expect(proof.unchecked).toEqual([expect.stringContaining("2 memberships were not verified")]);
    expect(verdictOf(proof)).toBe("unproven");
    expect(verdictOf(proof, { nobody: false, memberships: true })).toBe("complete");
  });

  test("are wrong, whatever is accepted, where the IdP's push status holds a failure", () => {
    const proof = compare(both, promises, hidden, pushIs({ state: "failed", reason: "Okta says: 405" }));
    expect(proof.memberships).toMatchObject({ expected: 2, unchecked: 0 });
    expect(proof.memberships.wrong.map(({ state, reason }) => [state, reason])).toEqual([
      ["missing", "Okta says: 405"],
      ["missing", "Okta says: 405"],
    ]);
    expect(verdictOf(proof, { nobody: false, memberships: true })).toBe("unproven");
  });

  test("wait while the push is under way", () => {
    const proof = compare(both, promises, hidden, pushIs({ state: "waiting", reason: "not finished" }));
    expect(verdictOf(proof, { nobody: false, memberships: true })).toBe("arriving");
  });
});

test("a membership that the IdP has sent and that is not there is lost; one that it has not sent yet is on the way", () => {
  const others: Progress = { state: "waiting", reason: "the next cycle" };
  const push: Progress = { state: "arrived", members: { sent: new Set(["t-ADA"]), others } };
  const reading = { ...right, groups: [group("G", [])] };
  const { memberships } = compare(both, promises, reading, { ...nobodyKnows, groups: new Map([["G", push]]) });
  expect(memberships.wrong.map(({ name, state }) => [name, state])).toEqual([
    ["G / ada", "missing"],
    ["G / bo", "waiting"],
  ]);
});

describe("a group that is missing, or lacks a member, is explained by its push", () => {
  const cases: readonly (readonly [string, Progress, string, string])[] = [
    ["failed", { state: "failed", reason: "Okta says: 405" }, "missing", "unproven"],
    ["still under way", { state: "waiting", reason: "not finished" }, "waiting", "arriving"],
    ["switched off", { state: "unknown", reason: "it is switched off" }, "missing", "unproven"],
  ];
  test.each(cases)("%s", (_name, push, state, verdict) => {
    const progress = { ...nobodyKnows, groups: new Map([["G", push]]) };
    const proof = compare(both, promises, { ...right, groups: [] }, progress);
    expect(proof.groups.wrong).toMatchObject([{ name: "G", state, reason: push.reason }]);
    expect(proof.memberships.wrong.map((one) => [one.state, one.reason])).toEqual([
      [state, push.reason],
      [state, push.reason],
    ]);
    expect(verdictOf(proof)).toBe(verdict);
  });

  test("a member that is missing although the push is over is pushed again", () => {
    const progress = {
      ...nobodyKnows,
      groups: new Map([["G", { state: "arrived" } as const]]),
    };
    const proof = compare(both, promises, { ...right, groups: [group("G", ["t-ADA"])] }, progress);
    expect(proof.memberships.wrong).toMatchObject([
      { name: "G / bo", state: "missing", reason: expect.stringContaining("Push now") as string },
    ]);
  });

  const sent = (members: readonly string[]): Progress => ({
    state: "arrived",
    members: {
      sent: new Set(members),
      others: { state: "waiting", reason: "the next cycle" },
      withGroup: true,
    },
  });

  test.each<[string, TargetGroup[], Progress, readonly (readonly [string, string])[]]>([
    ["was delivered", [group("G", ["t-ADA"])], sent(["id-bo"]), [["G / bo", "missing"]]],
    ["was not delivered yet", [group("G", ["t-ADA"])], sent(["id-ada"]), [["G / bo", "waiting"]]],
    [
      "was in a group that is empty now",
      [group("G", [])],
      sent([]),
      [
        ["G / ada", "missing"],
        ["G / bo", "missing"],
      ],
    ],
    [
      "was in a group that is gone",
      [],
      sent([]),
      [
        ["G / ada", "missing"],
        ["G / bo", "missing"],
      ],
    ],
  ])("a membership that %s is lost or on the way accordingly", (_what, groups, push, expected) => {
    const progress = { ...nobodyKnows, groups: new Map([["G", push]]) };
    const { memberships } = compare(both, promises, { ...right, groups }, progress);
    expect(memberships.wrong.map(({ name, state }) => [name, state])).toEqual(expected);
    for (const { state, reason } of memberships.wrong) expect(reason === "the next cycle").toBe(state === "waiting");
  });

  test("a value that the vendor refused carries the vendor's words", () => {
    const users = [user("ADA", { externalId: "old" }), ...right.users.slice(1)];
    const failed: Progress = { state: "failed", reason: "HTTP 405: no PATCH" };
    const progress = { ...nobodyKnows, people: new Map([["id-ada", failed]]) };
    const proof = compare(both, promises, { ...right, users }, progress);
    const reason = expect.stringContaining("HTTP 405: no PATCH") as string;
    expect(proof.users.wrong).toMatchObject([{ state: "value", path: "externalId", reason }]);
  });
});
