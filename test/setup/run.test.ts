import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { SetupError } from "../../src/base/errors.js";
import { memoryJournal } from "../../src/setup/journal/journal.js";
import { runApply, runPlan } from "../../src/setup/run.js";
import type { Step } from "../../src/setup/step/step.js";
import { operator, switchedOn, thing, toyRun, toyTarget, type ToyTenant } from "../support/toy-tenant.js";

const forever = { waitMs: Infinity };
const oneCheck = { waitMs: 0 };

function set(name: string, value: string, more: Readonly<Record<string, string>> = {}): Step<ToyTenant> {
  return thing.bind({ id: `set-${name}`, guide: "1" }, { name, value, ...more });
}

function press(name: string, sharedWith?: string): Step<ToyTenant> {
  return switchedOn.bind(
    { id: `press-${name}`, guide: "2", ...(sharedWith === undefined ? {} : { sharedWith }) },
    { name },
  );
}

const names = fc.constantFrom("a", "b", "c", "d");
property.prop([
  fc.uniqueArray(fc.tuple(names, fc.string()), { selector: ([name]) => name, minLength: 1 }),
  fc.array(fc.tuple(names, fc.string())),
])(
  "after apply a plan is empty, a second run is unchanged and writes nothing, and what no step names is left alone",
  async (wanted, before) => {
    const run = toyRun(
      wanted.map(([name, value]) => set(name, value)),
      { things: [...before, ["other", "kept"]] },
    );
    const first = await runApply(run.setup, operator(), oneCheck);
    expect(["applied", "unchanged"]).toContain(first.outcome);
    const written = run.tenant.writes.length;
    expect((await runPlan(run.setup)).steps.flatMap(({ changes }) => changes)).toEqual([]);
    expect((await runApply(run.setup, operator(), oneCheck)).outcome).toBe("unchanged");
    expect(run.tenant.writes.length).toBe(written);
    expect(run.tenant.things.get("other")).toBe("kept");
  },
);

test("a plan writes nothing", async () => {
  const run = toyRun([set("a", "1"), press("x")]);
  const { outcome, steps } = await runPlan(run.setup);
  expect(outcome).toBe("changes-pending");
  expect(steps.map(({ status }) => status)).toEqual(["pending", "console"]);
  expect(run.tenant.writes).toEqual([]);
});

test("a no writes nothing", async () => {
  const run = toyRun([set("a", "1")]);
  const { outcome, error } = await runApply(run.setup, operator({ approve: () => Promise.resolve(false) }), oneCheck);
  expect(outcome).toBe("failed");
  expect((error as SetupError).code).toBe("declined");
  expect(run.tenant.writes).toEqual([]);
});

test("a change that the approved plan did not show stops the run before it is written", async () => {
  const run = toyRun([set("a", "1"), set("b", "2")], { things: [["b", "2"]] });
  const sneak = operator({
    approve: () => {
      run.tenant.things.set("b", "meanwhile");
      return Promise.resolve(true);
    },
  });
  const { error, steps } = await runApply(run.setup, sneak, oneCheck);
  expect((error as SetupError).code).toBe("plan-outdated");
  expect(steps.map(({ status }) => status)).toEqual(["applied", "failed"]);
  expect(run.tenant.writes).toEqual(["a"]);
});

test("fewer changes than approved are fine", async () => {
  const run = toyRun([set("a", "1")]);
  const helpful = operator({
    approve: () => {
      run.tenant.things.set("a", "1");
      return Promise.resolve(true);
    },
  });
  expect((await runApply(run.setup, helpful, oneCheck)).outcome).toBe("unchanged");
  expect(run.tenant.writes).toEqual([]);
});

test("reading back waits out a lag, and writes once", async () => {
  const run = toyRun([set("a", "1")]);
  run.tenant.lag = 3;
  expect((await runApply(run.setup, operator(), oneCheck)).outcome).toBe("applied");
  expect(run.tenant.writes).toEqual(["a"]);
  expect(run.clock.elapsed()).toBeGreaterThan(0);
});

test("a tenant that accepts a write and does not keep it ends the run in a named error, never in applied", async () => {
  const run = toyRun([set("a", "1")]);
  run.tenant.lag = 1_000;
  const { outcome, error } = await runApply(run.setup, operator(), oneCheck);
  expect(outcome).toBe("failed");
  expect((error as SetupError).code).toBe("read-back-differs");
});

test("the IdP's own work is waited for a while and then unchecked, not done", async () => {
  const run = toyRun([set("a", "1", { waits: "the push of a" })]);
  const { steps } = await runApply(run.setup, operator(), oneCheck);
  expect(steps[0]?.unchecked).toEqual(["the push of a"]);
  expect(run.clock.elapsed()).toBeGreaterThan(60_000);
});

test("a console stop that nobody serves ends the run with what was done before and what remains", async () => {
  const run = toyRun([set("a", "1"), press("x"), set("b", "2")]);
  const { outcome, steps, proof } = await runApply(run.setup, operator(), oneCheck);
  expect(outcome).toBe("console-pending");
  expect(steps.map(({ status }) => status)).toEqual(["applied", "console", "pending"]);
  expect(steps[1]?.console?.clicks).toEqual(["Switch x on."]);
  expect(proof).toBeUndefined();
  expect(run.tenant.writes).toEqual(["a"]);
});

test("one stop serves all steps that share it, and says what is still missing", async () => {
  const run = toyRun([press("x"), press("y", "press-x")], { target: toyTarget([]) });
  run.clock.schedule(60_000, () => void run.tenant.switches.add("x"));
  run.clock.schedule(120_000, () => void run.tenant.switches.add("y"));
  const setup = { ...run.setup, accepts: { nobody: true, memberships: false } };
  const { outcome, steps } = await runApply(setup, operator(), forever);
  expect(outcome).toBe("applied");
  expect(steps.map(({ status }) => status)).toEqual(["applied", "applied"]);
  expect(run.events.filter(({ code }) => code === "console.opened")).toHaveLength(1);
  const missing = run.events.flatMap((event) => (event.code === "console.waiting" ? [event.missing.join()] : []));
  expect([missing[0], missing.at(-1)]).toEqual(["x is off,y is off", "y is off"]);
});

test("a person's word goes on past a stop, with a warning and without claiming it was done", async () => {
  const run = toyRun([press("x"), set("a", "1")]);
  const { outcome, steps } = await runApply(run.setup, operator({ wantsToGoOn: () => true }), forever);
  expect(outcome).toBe("applied");
  expect(steps.map(({ status }) => status)).toEqual(["unchecked", "applied"]);
  expect(steps[0]?.warnings?.[0]).toMatchObject({
    code: "console-unconfirmed",
    message: expect.stringContaining("(still missing: x is off)") as string,
  });
});

test("a skipped step writes nothing, keeps its expectations, and says so", async () => {
  const run = toyRun([set("a", "1"), set("b", "2")], { skipped: ["set-b"], target: toyTarget(["ada"]) });
  const { outcome, steps, proof } = await runApply(run.setup, operator(), oneCheck);
  expect(steps.map(({ status }) => status)).toEqual(["applied", "skipped"]);
  expect(run.tenant.writes).toEqual(["a"]);
  expect(outcome).toBe("unproven");
  expect(proof?.users.wrong).toContainEqual(expect.objectContaining({ name: "bo", state: "missing" }));
});

test("without a target to read nothing is called proven", async () => {
  const run = toyRun([set("a", "1")]);
  const { outcome } = await runApply({ ...run.setup, target: undefined }, operator(), oneCheck);
  expect(outcome).toBe("unproven");
});

test("a create of which nobody knows how it ended is waited out before anything is created again", async () => {
  const journal = memoryJournal(() => "");
  journal.begin("set-a", { action: "create", resource: { type: "thing", name: "a" }, fields: [] });
  const run = toyRun([set("a", "1")], { journal });
  run.clock.schedule(10_000, () => void run.tenant.things.set("a", "1"));
  expect((await runApply(run.setup, operator(), oneCheck)).outcome).toBe("unchanged");
  expect(run.tenant.writes).toEqual([]);
  expect(journal.unfinishedCreates()).toEqual([]);
});

test("a write that was refused is known to have failed; one that was cut off is not", async () => {
  for (const [refused, open] of [
    [true, 0],
    [false, 1],
  ] as const) {
    const journal = memoryJournal(() => "");
    const run = toyRun([set("a", "1")], { journal });
    run.tenant.failure = new SetupError({ code: "app-not-found", exitCode: 1, what: "no", fix: [], refused });
    const { outcome, error } = await runApply(run.setup, operator(), oneCheck);
    expect([outcome, error]).toEqual(["failed", run.tenant.failure]);
    expect(journal.unfinishedCreates()).toHaveLength(open);
  }
});

test("an interruption says what was done", async () => {
  const run = toyRun([set("a", "1"), press("x")]);
  run.clock.schedule(30_000, () => {
    run.controller.abort(new SetupError({ code: "interrupted", exitCode: 130, what: "Interrupted", fix: [] }));
  });
  const { outcome, steps } = await runApply(run.setup, operator(), forever);
  expect(outcome).toBe("interrupted");
  expect(steps[0]?.status).toBe("applied");
});
