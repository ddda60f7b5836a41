import { fc, test as property } from "@fast-check/vitest";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { renderPlan, type PlanView } from "../../../src/cli/views/render-plan.js";
import type { Change, Plan, PlannedStep } from "../../../src/setup/model/plan.js";
import { penOf } from "../../support/pen-of.js";

const VIEW: PlanView = { action: "plan", details: false, vendor: "TOTAL", console: "Okta Admin Console" };

function step(changes: readonly Change[], more: Partial<PlannedStep> = {}): PlannedStep {
  const status = changes.length > 0 ? "pending" : "unchanged";
  return { id: "step", guide: "3.1", title: "Do the step", status, changes, ...more };
}

function change(name: string, more: Partial<Change> = {}): Change {
  return { action: "create", resource: { type: "group-assignment", name }, fields: [], ...more };
}

function planOf(steps: readonly PlannedStep[], more: Partial<Plan> = {}): Plan {
  return {
    steps,
    notExpected: [],
    expected: { users: 2, groups: 1, memberships: 2, people: ["a@x.io", "b@x.io"] },
    ...more,
  };
}

function shown(plan: Plan, view: Partial<PlanView> = {}, columns: number | undefined = 80): string[] {
  const { pen, lines } = penOf(columns);
  renderPlan(pen, plan, { ...VIEW, ...view });
  return lines();
}

const STOP = { url: "https://acme-admin.okta.com", clicks: ["Click."], fields: [], notes: [], minutes: 2 };

describe("the rows of a plan", () => {
  test("stand in columns of section, sign, kind, name and what the change means", () => {
    const steps = [
      step([
        change("TOTAL (Provisioning)", {
          resource: { type: "app", name: "TOTAL (Provisioning)" },
          summary: "SAML 2.0",
        }),
      ]),
      step([], { guide: "3.2", title: "Connect", status: "console", console: STOP }),
      step([change("Ärzte", { summary: "7 users" }), change("総務部", { summary: "15 users" })], { guide: "3.5" }),
      step([change("old", { action: "delete", resource: { type: "group-push-mapping", name: "old" } })], {
        guide: "3.10",
      }),
    ];
    expect(shown(planOf(steps)).slice(0, 6)).toEqual([
      "Plan: 4 changes, 1 manual step (about 2 minutes, in the Okta Admin Console)",
      "  3.1   + app           TOTAL (Provisioning)  SAML 2.0",
      "  3.2   ! manual step   Connect",
      "  3.5   + assignment    Ärzte                 7 users",
      "        + assignment    総務部                15 users",
      "  3.10  - pushed group  old",
    ]);
  });

  test("of one kind are folded after the first ones, and the rest is counted", () => {
    const groups = Array.from({ length: 50 }, (_, index) => change(`group ${String(index)}`));
    const lines = shown(planOf([step(groups)]));
    expect(lines.filter((line) => line.includes("assignment  "))).toHaveLength(7);
    expect(lines).toContain("       + and 43 more assignments (--details lists all)");
    expect(
      shown(planOf([step(groups)]), { details: true }).filter((line) => line.includes("create group")),
    ).toHaveLength(50);
  });

  test("end with the steps that change nothing and those that are skipped, a line each", () => {
    const plan = planOf([
      step([change("a")]),
      step([], { title: "Look" }),
      step([change("b")], { title: "Push", status: "skipped" }),
    ]);
    const lines = shown(plan);
    expect(lines[0]).toBe("Plan: 1 change");
    expect(lines).toContain("  No change: Look (3.1)");
    expect(lines).toContain("  Skipped: Push (3.1)");
    expect(lines.join("\n")).not.toMatch(/ b\b/);
  });

  test("are none where nothing changes, and the heading says so", () => {
    const lines = shown(
      planOf([step([]), step([], { unchecked: ["Okta never shows the token."], status: "unchecked" })]),
    );
    expect(lines.slice(0, 3)).toEqual([
      "Plan: no changes",
      "  3.1  ? Okta never shows the token.",
      "2 users are expected in TOTAL.",
    ]);
  });
});

describe("who will not be provisioned", () => {
  const notExpected = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `user${String(index)}@x.io`,
      reason: "no last name (lastName): Okta cannot create the user",
    }));

  test("is named in one sentence while there are few, each with the reason in a few words", () => {
    const people = [...notExpected(1), { name: "tob@x.io", reason: "deactivated in Okta" }];
    expect(shown(planOf([step([change("a")])], { notExpected: people }), {}, 120)).toContain(
      "2 users will be provisioned. 2 will not: user0 (no last name), tob (deactivated in Okta).",
    );
  });

  test("is grouped by the reason when there are many, with the first five names, or all with details", () => {
    const plan = planOf([step([change("a")])], { notExpected: notExpected(20) });
    const text = shown(plan, {}, 200).join("\n");
    expect(text).toContain("Won't be provisioned: 20 users");
    expect(text).toContain("user4@x.io and 15 more (--details lists all)");
    expect(shown(plan, { details: true }, 200).join("\n")).toContain("user19@x.io");
  });
});

test("details show every field from what it is to what it will be, with the note", () => {
  const fields = Array.from({ length: 30 }, (_, index) => ({
    path: `field${String(index)}`,
    before: "old",
    after: `new${String(index)}`,
  }));
  const lines = shown(planOf([step([change("a", { action: "update", fields, note: "what it means" })])]), {
    details: true,
  });
  expect(lines).toContain("           what it means");
  expect(lines.filter((line) => / old -> new\d+$/.test(line))).toHaveLength(30);
});

const NAMES = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "営業部（東京）",
    "👩‍👩‍👧 Families 🇩🇪",
    "مجموعة المبيعات",
    "Rene\u0301",
    "x".repeat(90),
    "a b c d e f",
    "",
  ),
);
const CHANGES = fc.record({
  action: fc.constantFrom("create", "update", "start", "delete"),
  resource: fc.record({
    type: fc.constantFrom("app", "group-assignment", "on-demand-provisioning", "thing"),
    name: NAMES,
  }),
  fields: fc.constant([]),
  summary: NAMES,
});
const STEPS = fc.record({
  id: fc.constant("step"),
  guide: fc.constantFrom("3.1", "12", "Before you begin"),
  title: NAMES,
  status: fc.constantFrom("pending", "unchanged", "console", "skipped"),
  changes: fc.array(CHANGES, { maxLength: 12 }),
  unchecked: fc.array(NAMES, { maxLength: 2 }),
}) satisfies fc.Arbitrary<PlannedStep>;
const PLANS = fc.record({
  steps: fc.array(STEPS, { maxLength: 6 }),
  notExpected: fc.array(fc.record({ name: NAMES, reason: NAMES }), { maxLength: 9 }),
  expected: fc.record({
    users: fc.nat(),
    groups: fc.nat(),
    memberships: fc.nat(),
    people: fc.array(NAMES, { maxLength: 3 }),
  }),
}) satisfies fc.Arbitrary<Plan>;

/** A text column is not made narrower: a terminal's own line breaks read better than single words. */
const NARROWEST = 20;

property.prop([PLANS, fc.integer({ min: 0, max: 200 }), fc.boolean()], { numRuns: 300 })(
  "no line of a compact plan is wider than the terminal but for a single word, at any width",
  (plan, columns, hasNotes) => {
    const steps = hasNotes ? plan.steps.map((one) => ({ ...one, notes: ["A note."] })) : plan.steps;
    for (const line of shown({ ...plan, steps }, {}, columns)) {
      const behindSign = line.trim().replace(/^(?:\S{1,4} {2})?[-+~>!?=…] +/, "");
      const isOneWord = !behindSign.trim().includes(" ");
      const fits = stringWidth(line) <= columns || stringWidth(behindSign) <= NARROWEST;
      expect([line, fits || isOneWord]).toEqual([line, true]);
    }
  },
);

property.prop([fc.array(NAMES, { minLength: 2, maxLength: 8 }), fc.constantFrom(140, 200)])(
  "names begin in one column, whatever characters stand before them",
  (names, columns) => {
    const steps = names.map((name, index) => step([change(`N${name}`)], { guide: index % 2 === 0 ? "3.1" : "3.10" }));
    const rows = shown(planOf(steps), {}, columns).filter((line) => line.includes("assignment  N"));
    expect(rows).toHaveLength(names.length);
    expect(new Set(rows.map((line) => stringWidth(line.slice(0, line.indexOf("  N")))))).toHaveLength(1);
  },
);
