import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import type { Change, Difference, FieldChange, Plan, PlannedStep } from "../../../src/setup/model/plan.js";
import { requireSame, type SavedRun } from "../../../src/setup/plan/saved-plan.js";

const STOP = { url: "https://console.example/app/1", clicks: [], fields: [], notes: [], minutes: 1 };

function field(path: string, before: FieldChange["before"], after: FieldChange["after"]): FieldChange {
  return { path, before, after };
}

function update(fields: readonly FieldChange[], more: Partial<Change> = {}): Change {
  return { action: "update", resource: { type: "thing", name: "a", id: "1" }, fields, ...more };
}

const create: Change = { action: "create", resource: { type: "group-push", name: "staff" }, fields: [] };

function step(more: Partial<PlannedStep>): PlannedStep {
  return { id: "one", guide: "1", title: "One", status: "pending", changes: [], ...more };
}

function plan(steps: readonly PlannedStep[], people: readonly string[] = ["ada"]): Plan {
  return { steps, notExpected: [], expected: { users: people.length, groups: 1, memberships: 1, people } };
}

/** What is told to have moved; undefined when the plan holds. */
function moved(then: PlannedStep, now: PlannedStep, made?: SavedRun["made"]): string | undefined {
  try {
    requireSame({ plan: plan([then]), made, fix: [] }, plan([now]));
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    expect(error).toMatchObject({ code: "plan-stale", exitCode: 1, refused: true });
    return error.what;
  }
}

const made = (change: Change, id = "one"): SavedRun["made"] => [
  { ...change, key: "k", at: "2026-01-01T00:00:00Z", run: "r", step: id, undoData: {} },
];

function difference(type: string): Difference {
  return { resource: { type, name: "a" }, path: "on", expected: true, actual: false, fixedBy: "by-hand", what: "off" };
}

describe("a saved plan", () => {
  const before = update([field("url", "old", "new")]);

  test.each<[string, PlannedStep, PlannedStep, string]>([
    ["a change that is made", step({ changes: [create] }), step({}), 'one: group push "staff" exists now'],
    [
      "a change that was not in it",
      step({}),
      step({ changes: [create] }),
      'one: needs a change that the plan does not contain (create group push "staff")',
    ],
    [
      "a value before",
      step({ changes: [before] }),
      step({ changes: [update([field("url", "else", "new")])] }),
      'one: thing "a": url was "old", is now "else"',
    ],
    [
      "a value to come",
      step({ changes: [before] }),
      step({ changes: [update([field("url", "old", "newest")])] }),
      'one: thing "a": url was going to become "new", would now become "newest"',
    ],
    [
      "one more field",
      step({ changes: [before] }),
      step({ changes: [update([...before.fields, field("on", true, false)])] }),
      'one: thing "a": on needed no change, is now true',
    ],
    [
      "one field less",
      step({ changes: [before] }),
      step({ changes: [update([])] }),
      'one: thing "a": url was "old", no longer needs a change',
    ],
    [
      "another resource of the name",
      step({ changes: [before] }),
      step({ changes: [{ ...before, resource: { ...before.resource, id: "2" } }] }),
      'one: thing "a" is a different one now: its ID was 1, is now 2',
    ],
    ["a new console stop", step({}), step({ console: STOP }), "one: needs a manual step now"],
    ["a console stop that is done", step({ console: STOP }), step({}), "one: its manual step is already done"],
    [
      "a console stop in another place",
      step({ console: STOP }),
      step({ console: { ...STOP, url: "https://console.example/app/2" } }),
      "one: its manual step was at https://console.example/app/1, is now at https://console.example/app/2",
    ],
    [
      "a change of another type under the same name",
      step({ changes: [create] }),
      step({ changes: [{ ...create, resource: { type: "group-assignment", name: "staff" } }] }),
      'needs a change that the plan does not contain (create group assignment "staff")',
    ],
    [
      "a difference in something of another type under the same name",
      step({ differs: [difference("app")] }),
      step({ differs: [difference("job")] }),
      'job "a": on was true, is now false',
    ],
    [
      "a step of another template",
      step({}),
      step({ id: "two" }),
      "one: the step no longer exists; two: the step is new",
    ],
  ])("is refused for %s", (_what, then, now, told) => {
    expect(moved(then, now)).toContain(told);
  });

  test("holds when values fill in that were not known, and for what a skipped step finds", () => {
    const unknown = update([field("id", null, undefined)]);
    expect(moved(step({ changes: [unknown] }), step({ changes: [update([field("id", null, "7")])] }))).toBeUndefined();
    const skipped = step({ status: "skipped" });
    expect(moved(skipped, { ...skipped, changes: [create] })).toBeUndefined();
  });

  test("goes on after an interruption with what is left of it", () => {
    const then = step({ changes: [create, before], console: STOP });
    expect(moved(then, step({ changes: [before] }), made(create))).toBeUndefined();
    expect(moved(then, step({ changes: [before] }), [])).toContain('group push "staff" exists now');
    expect(moved(then, step({ changes: [before] }), made(create, "another-step"))).toContain("exists now");
    const elsewhere = update([field("url", "else", "new")]);
    expect(moved(then, step({ changes: [elsewhere] }), made(create))).toContain('url was "old", is now "else"');
    expect(moved(step({}), step({ console: STOP }), [])).toContain("needs a manual step now");
  });

  test("tells who has come and gone, and holds", () => {
    const onDemand = (name: string): Change => ({
      action: "start",
      resource: { type: "on-demand", name: "staff" },
      fields: [field(`members[${name}]`, null, name)],
      people: true,
    });
    const [then, now] = [step({ changes: [onDemand("ada")] }), step({ changes: [onDemand("bo")] })];
    const notices = requireSame({ plan: plan([then]), made: undefined, fix: [] }, plan([now], ["bo"]));
    expect(notices).toEqual([
      "1 user will be provisioned in addition to the plan: bo.",
      "1 user in the plan will no longer be provisioned: ada.",
    ]);
    expect(moved(then, step({}))).toBeUndefined();
    expect(moved(step({}), now)).toContain("needs a change that the plan does not contain");
  });
});

const word = fc.constantFrom("a", "b", "c");
const value = fc.option(fc.oneof(word, fc.boolean()), { nil: null });
const change: fc.Arbitrary<Change> = fc.record({
  action: fc.constantFrom("create", "update", "start", "delete"),
  resource: fc.record({ type: word, name: word }),
  fields: fc.uniqueArray(fc.record({ path: word, before: value, after: value }), { selector: ({ path }) => path }),
});
const changes = fc.uniqueArray(change, {
  selector: ({ action, resource }) => `${action} ${resource.type} ${resource.name}`,
  maxLength: 4,
});

property.prop([changes, changes], { numRuns: 200 })(
  "a plan holds for exactly the changes that it contains, in whatever order",
  (then, now) => {
    const sort = (list: readonly Change[]): string[] =>
      list.map((one) => JSON.stringify({ ...one, fields: one.fields.map((it) => JSON.stringify(it)).sort() })).sort();
    const same = JSON.stringify(sort(then)) === JSON.stringify(sort(now));
    expect(moved(step({ changes: then }), step({ changes: now })) === undefined).toBe(same);
    expect(moved(step({ changes: then }), step({ changes: [...then].reverse() }))).toBeUndefined();
  },
);
