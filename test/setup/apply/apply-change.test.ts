import { expect, test } from "vitest";
import { EXIT, SetupError, type CodeAndExit } from "../../../src/base/errors.js";
import { memoryJournal } from "../../../src/setup/journal/journal.js";
import { runApply } from "../../../src/setup/run.js";
import type { Step } from "../../../src/setup/step/step.js";
import { operator, thing, toyRun, type ToyRun, type ToyTenant } from "../../support/toy-tenant.js";
import type { RunResult } from "../../../src/setup/model/run-result.js";

const PATIENCE = { waitMs: 0 };

const NO_ANSWER: CodeAndExit = { code: "target-unreachable", exitCode: EXIT.failed };

function failure(kind: CodeAndExit = NO_ANSWER, refused = false): SetupError {
  return new SetupError({ ...kind, what: "No answer came", fix: [], refused });
}

/** A step that wants a thing, whose writes happen or not and are answered or not, one entry a write; answered well from then on. */
function stepWith(...writes: { readonly happens: boolean; readonly fails: SetupError }[]): Step<ToyTenant> {
  const step = thing.bind({ id: "make", guide: "1" }, { name: "app", value: "on" });
  const queue = [...writes];
  return {
    ...step,
    apply: async (context, change) => {
      const next = queue.shift();
      if (next === undefined) return step.apply(context, change);
      if (next.happens) await step.apply(context, change);
      throw next.fails;
    },
  };
}

async function run(...writes: Parameters<typeof stepWith>): Promise<ToyRun & { readonly result: RunResult }> {
  const journal = memoryJournal(() => "2026-11-02T09:00:00.000Z");
  const toy = toyRun([stepWith(...writes)], { journal });
  return { ...toy, result: await runApply(toy.setup, operator(), PATIENCE) };
}

test("a write that got no answer but happened is found, and not repeated", async () => {
  const { result, tenant, setup } = await run({ happens: true, fails: failure() });
  expect(result).toMatchObject({ outcome: "applied", error: undefined });
  expect(tenant.writes).toEqual(["app"]);
  expect(setup.journal.unfinishedCreates()).toEqual([]);
});

test("a write that got no answer and did not happen is repeated once, when a search would have shown it", async () => {
  const { result, tenant, clock, events } = await run({ happens: false, fails: failure() });
  expect(result).toMatchObject({ outcome: "applied", error: undefined });
  expect(tenant.writes).toEqual(["app"]);
  expect(clock.elapsed()).toBe(30_000);
  expect(events).toContainEqual({
    code: "request.delayed",
    waitMs: 30_000,
    reason: "No answer came; the change may have been made anyway",
  });
});

test("a write that never gets an answer ends the run and stays open in the journal", async () => {
  const second = failure();
  const { result, setup } = await run({ happens: false, fails: failure() }, { happens: true, fails: second });
  expect(result).toMatchObject({ outcome: "failed", error: second });
  expect(setup.journal.unfinishedCreates()).toMatchObject([{ type: "thing", name: "app" }]);
});

test.each([
  ["refused", failure(NO_ANSWER, true)],
  ["forbidden", failure({ code: "access-missing", exitCode: EXIT.access })],
])("a write that was %s is not repeated, and closed in the journal", async (_how, error) => {
  const { result, clock, setup } = await run({ happens: false, fails: error });
  expect(result).toMatchObject({ outcome: "failed", error });
  expect(clock.elapsed()).toBe(0);
  expect(setup.journal.unfinishedCreates()).toEqual([]);
});

test("after Ctrl-C an unanswered write is not looked for, and stays open in the journal", async () => {
  const journal = memoryJournal(() => "2026-11-02T09:00:00.000Z");
  const interrupted = failure({ code: "interrupted", exitCode: EXIT.interrupted });
  const toy = toyRun([], { journal });
  const step = stepWith({ happens: true, fails: failure() });
  const setup = {
    ...toy.setup,
    steps: [
      {
        ...step,
        apply: (...call: Parameters<typeof step.apply>) => {
          toy.controller.abort(interrupted);
          return step.apply(...call);
        },
      },
    ],
  };
  const result = await runApply(setup, operator(), PATIENCE);
  expect(result).toMatchObject({ outcome: "interrupted", error: interrupted });
  expect(journal.unfinishedCreates()).toHaveLength(1);
});

test("a write that got no answer is not made again for what is still needed of another type under the same name", async () => {
  const needed = new Set(["group", "group-assignment"]);
  const written: string[] = [];
  const step: Step<ToyTenant> = {
    ...thing.bind({ id: "make", guide: "1" }, { name: "app", value: "on" }),
    look: () =>
      Promise.resolve({
        changes: [...needed].map((type) => ({
          action: "create" as const,
          resource: { type, name: "staff" },
          fields: [],
        })),
      }),
    apply: (_context, { resource }) => {
      written.push(resource.type);
      needed.delete(resource.type);
      return resource.type === "group" ? Promise.reject(failure()) : Promise.resolve({});
    },
  };
  const toy = toyRun([step]);
  expect((await runApply(toy.setup, operator(), PATIENCE)).error).toBeUndefined();
  expect(written).toEqual(["group", "group-assignment"]);
});
