import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { EXIT, SetupError, type CodeAndExit, type CodeOfExit } from "../../../src/base/errors.js";
import { driftOf, driftOfError, hasDrifted, tellsState } from "../../../src/setup/plan/drift.js";
import type { Change, ConsoleStop, Difference } from "../../../src/setup/model/plan.js";

const resource = { type: "group-assignment", id: "1", name: "Admins" };
const stop: ConsoleStop = { url: "https://console.example/", clicks: [], fields: [], notes: [], minutes: 1 };

function change(action: Change["action"], more: Partial<Change> = {}): Change {
  return { action, resource, fields: [], ...more };
}

function differs(more: Partial<Difference> = {}): Difference {
  return {
    resource,
    path: "status",
    expected: "ACTIVE",
    actual: "ERROR",
    fixedBy: "by-hand",
    what: "It fails.",
    ...more,
  };
}

function failure(code: CodeOfExit<"failed">): SetupError {
  return failureWith({ code, exitCode: EXIT.failed });
}

function failureWith(kind: CodeAndExit): SetupError {
  return new SetupError({ ...kind, what: "It is otherwise", fix: ["Mend it."] });
}

describe("drift of a look", () => {
  test("what a run would create is missing, and a run mends it", () => {
    expect(driftOf({ changes: [change("create")] }, "Assign")).toMatchObject([
      {
        resource,
        state: "missing",
        expected: "Admins",
        actual: null,
        fixedBy: "apply",
        what: 'Missing: the group assignment "Admins".',
      },
    ]);
  });

  test("what a run would change has changed, field by field; an absent field is missing, an equal one is none", () => {
    const fields = [
      { path: "a", before: "x", after: "y" },
      { path: "b", before: null, after: true },
      { path: "c", before: 1, after: 1 },
      { path: "d", before: "x", after: undefined },
    ];
    const drift = driftOf({ changes: [change("update", { fields })] }, "Assign");
    expect(drift.map(({ path, state, expected, actual }) => [path, state, expected, actual])).toEqual([
      ["a", "changed", "y", "x"],
      ["b", "missing", true, null],
      ["d", "changed", null, "x"],
    ]);
    expect(drift[0]?.what).toBe('a of group assignment "Admins" is x; the guide says y.');
  });

  test("what is to be started has changed; who is to be sent is no drift, but the proof's", () => {
    expect(driftOf({ changes: [change("start", { note: "it was paused" })] }, "Start")).toMatchObject([
      { state: "changed", what: 'Not started: the group assignment "Admins" (it was paused).' },
    ]);
    expect(driftOf({ changes: [change("start", { note: "The first cycle takes minutes." })] }, "Start")).toMatchObject([
      { state: "changed", what: 'Not started: the group assignment "Admins". The first cycle takes minutes.' },
    ]);
    const fields = [{ path: "members[ada]", before: null, after: "1" }];
    expect(driftOf({ changes: [change("start", { fields, people: true })] }, "Start")).toEqual([]);
  });

  test("what differs without a field, and what the guide does not have, is said in words", () => {
    const drift = driftOf({ changes: [change("update"), change("delete")] }, "Assign");
    expect(drift.map(({ what }) => what)).toEqual([
      'Different from the guide: the group assignment "Admins".',
      'Not in the guide: the group assignment "Admins".',
    ]);
  });

  test("what the step tells itself is not told twice", () => {
    const told = differs({ fixedBy: "console" });
    expect(driftOf({ changes: [change("start")], console: stop, differs: [told] }, "Start")).toEqual([
      { ...told, state: "changed" },
    ]);
    const fields = [{ path: "status", before: "ERROR", after: "ACTIVE" }];
    expect(driftOf({ changes: [change("update", { fields })], differs: [told] }, "Start")).toHaveLength(1);
  });

  test("a console stop of which the step says nothing more is missing", () => {
    expect(driftOf({ changes: [], console: stop }, "Connect")).toMatchObject([
      { resource: { type: "step", name: "Connect" }, state: "missing", fixedBy: "console" },
    ]);
  });

  test("what cannot be compared is said, and is no drift", () => {
    const drift = driftOf({ changes: [], unchecked: ["Nobody shows the token."] }, "Connect");
    expect(drift).toMatchObject([{ state: "unchecked", what: "Nobody shows the token." }]);
    expect(hasDrifted({ drift })).toBe(false);
  });

  property.prop([
    fc.array(
      fc.record({ path: fc.string(), before: fc.constantFrom("x", "y", null), after: fc.constantFrom("x", "y", null) }),
    ),
  ])("an update always is drift, whatever its fields", (fields) => {
    const drift = driftOf({ changes: [change("update", { fields })] }, "Any");
    expect(hasDrifted({ drift })).toBe(true);
    for (const one of drift.filter(({ path }) => path !== undefined)) expect(one.expected).not.toEqual(one.actual);
  });
});

describe("errors of a look", () => {
  test("tell the state, with their words and their code", () => {
    expect(driftOfError(failure("group-not-found"), "Assign")).toMatchObject({
      state: "missing",
      what: "It is otherwise",
      fix: "Mend it.",
      code: "group-not-found",
    });
    expect(driftOfError(failure("app-ambiguous"), "App").state).toBe("changed");
  });

  test.each([
    "okta-unreachable",
    "graph-unavailable",
    "okta-rate-limited",
    "graph-not-json",
    "target-redirects",
  ] as const)("%s says nothing of the state", (code) => {
    expect(tellsState(failure(code))).toBe(false);
  });

  test("a missing right, a wrong input and a defect say nothing of it either", () => {
    expect(tellsState(failureWith({ code: "okta-forbidden", exitCode: EXIT.access }))).toBe(false);
    expect(tellsState(failureWith({ code: "input-invalid", exitCode: EXIT.usage }))).toBe(false);
    expect(tellsState(new Error("a defect"))).toBe(false);
    expect(tellsState(failure("app-ambiguous"))).toBe(true);
  });
});
