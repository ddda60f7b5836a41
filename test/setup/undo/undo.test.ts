import { expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import type { JsonObject } from "../../../src/base/json.js";
import { runApply } from "../../../src/setup/run.js";
import type { UndoLook } from "../../../src/setup/step/step-undo.js";
import type { Step } from "../../../src/setup/step/step.js";
import { runUndo, type UndoOperator } from "../../../src/setup/undo/undo.js";
import { isSameValue, valueAfterUndo } from "../../../src/setup/undo/undo-values.js";
import { operator, thing, toyRun, type ToyRun, type ToyTenant } from "../../support/toy-tenant.js";

const yes: UndoOperator = { begin: () => Promise.resolve(), decide: () => Promise.resolve("yes") };
const terms = { confirm: undefined, deleteGroups: false };

/** Wants a thing, and takes it away again; a look may say something else. */
function undoable(name: string, look?: (tenant: ToyTenant) => UndoLook | undefined): Step<ToyTenant> {
  const step = thing.bind({ id: `set-${name}`, guide: "1" }, { name, value: "1" });
  return {
    ...step,
    undo: {
      look: ({ tenant }) => {
        if (!tenant.things.has(name)) return Promise.resolve({ state: "undone", what: "gone" });
        const change = { action: "delete" as const, resource: { type: "thing", name }, fields: [] };
        return Promise.resolve(look?.(tenant) ?? { state: "undo", change });
      },
      apply: ({ tenant }) => {
        tenant.writes.push(`undo ${name}`);
        if (tenant.failure !== undefined) return Promise.reject(tenant.failure);
        tenant.things.delete(name);
        return Promise.resolve();
      },
    },
  };
}

async function applied(...steps: readonly Step<ToyTenant>[]): Promise<ToyRun> {
  const run = toyRun(steps);
  await runApply(run.setup, operator(), { waitMs: 0 });
  run.tenant.writes.length = 0;
  return run;
}

test("the newest change is taken back first, each is marked, and a second undo has nothing to do", async () => {
  const run = await applied(undoable("a"), undoable("b"));
  const result = await runUndo(run.setup, yes, terms);
  expect(result).toMatchObject({ outcome: "applied", undo: [{ state: "undone" }, { state: "undone" }] });
  expect(result.steps.map(({ status, changes }) => [status, changes.length])).toEqual([
    ["applied", 1],
    ["applied", 1],
  ]);
  expect(run.tenant.writes).toEqual(["undo b", "undo a"]);
  expect(await runUndo(run.setup, yes, terms)).toMatchObject({ outcome: "unchanged", undo: [] });
});

test("what changed between the list and its turn is left alone", async () => {
  let changed = false;
  const run = await applied(undoable("a", () => (changed ? { state: "changed", what: "moved" } : undefined)));
  const sneak: UndoOperator = {
    begin: (items) => {
      expect(items.map(({ state }) => state)).toEqual(["undo"]);
      changed = true;
      return Promise.resolve();
    },
    decide: () => Promise.reject(new Error("nobody is asked")),
  };
  expect(await runUndo(run.setup, sneak, terms)).toMatchObject({ outcome: "unchanged", undo: [{ state: "changed" }] });
  expect(run.tenant.writes).toEqual([]);
});

test("what changed while a person thought about it is left alone, whatever the answer was", async () => {
  let changed = false;
  const run = await applied(undoable("a", () => (changed ? { state: "changed", what: "moved" } : undefined)));
  const slow: UndoOperator = {
    ...yes,
    decide: async () => {
      changed = true;
      await run.clock.sleep(60_000);
      return "yes";
    },
  };
  expect(await runUndo(run.setup, slow, terms)).toMatchObject({ outcome: "unchanged", undo: [{ state: "changed" }] });
  expect(run.tenant.writes).toEqual([]);
});

test("a step that cannot take back, is left out, or is gone from the template, leaves its changes where they are", async () => {
  const plain = thing.bind({ id: "set-plain", guide: "1" }, { name: "plain", value: "1" });
  const run = await applied(undoable("a"), plain, undoable("b"));
  const [, ...others] = run.setup.steps;
  const setup = { ...run.setup, steps: others, skipped: new Set(["set-b"]) };
  const { undo } = await runUndo(setup, yes, terms);
  expect(undo.map(({ state }) => state)).toEqual(["skipped", "kept", "kept"]);
  expect(run.tenant.writes).toEqual([]);
});

test("a refusal ends the undo, says what was done, and leaves the rest for the next run", async () => {
  const run = await applied(undoable("a"), undoable("b"));
  const refusal = new SetupError({ code: "app-not-found", exitCode: 1, what: "no", fix: [], refused: true });
  const failing: UndoOperator = {
    ...yes,
    decide: ({ done }) => {
      run.tenant.failure = done.resource.name === "a" ? refusal : undefined;
      return Promise.resolve("yes");
    },
  };
  const result = await runUndo(run.setup, failing, terms);
  expect(result).toMatchObject({ outcome: "failed", error: refusal, undo: [{ state: "undone" }, { state: "undo" }] });
  run.tenant.failure = undefined;
  expect((await runUndo(run.setup, yes, terms)).outcome).toBe("applied");
  expect(run.tenant.things.size).toBe(0);
});

test("a lost answer is looked up: what is gone all the same is not taken back twice", async () => {
  const run = await applied(undoable("a"));
  run.tenant.failure = new SetupError({ code: "target-unreachable", exitCode: 1, what: "no answer", fix: [] });
  run.clock.schedule(10_000, () => void run.tenant.things.delete("a"));
  expect((await runUndo(run.setup, yes, terms)).outcome).toBe("applied");
  expect(run.tenant.writes).toEqual(["undo a"]);
});

test("a tenant that accepts and does not carry it out ends the undo in a named error", async () => {
  const run = await applied(undoable("a"));
  const step = run.setup.steps[0];
  if (step?.undo === undefined) throw new Error("there is no undo");
  const idle = { ...step, undo: { ...step.undo, apply: () => Promise.resolve() } };
  const result = await runUndo({ ...run.setup, steps: [idle] }, yes, terms);
  expect(result).toMatchObject({ outcome: "failed", error: { code: "read-back-differs" } });
  expect(run.setup.journal.changes()).toHaveLength(1);
});

test("a field that several runs changed is followed back, newest first, as far as nobody else changed it", () => {
  const change = (before: string | null, after: string) => ({
    key: "k",
    at: "",
    run: "",
    step: "s",
    action: "update" as const,
    resource: { type: "t", name: "n" },
    fields: [{ path: "p", before, after }],
    undoData: {},
  });
  const newer = [change("two", "three"), change("one", "two")];
  expect(valueAfterUndo("three", "p", newer)).toBe("one");
  expect(valueAfterUndo("foreign", "p", newer)).toBe("foreign");
  expect(valueAfterUndo("three", "other", newer)).toBe("three");
});

test("values are compared whatever the order of their keys", () => {
  const one: JsonObject = { a: 1, b: { c: [1, 2], d: null } };
  expect(isSameValue(one, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
  expect(isSameValue(one, { b: { d: null, c: [2, 1] }, a: 1 })).toBe(false);
  expect(isSameValue(undefined, null)).toBe(true);
});
