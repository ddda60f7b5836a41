import { expect, test } from "vitest";
import { EXIT, SetupError } from "../../../src/base/errors.js";
import { holdStop } from "../../../src/setup/apply/console.js";
import type { Step } from "../../../src/setup/step/step.js";
import { operator, switchedOn, toyRun, type ToyRun, type ToyTenant } from "../../support/toy-tenant.js";

const STOP = { url: "https://console.example/", clicks: [], fields: [], notes: [], minutes: 1 };
const REACHED = { stop: STOP, position: { guide: "1", number: 1, total: 1 } };
const OUTAGE = new SetupError({ code: "target-unreachable", exitCode: EXIT.failed, what: "No answer came", fix: [] });
const REFUSAL = new SetupError({
  code: "app-not-found",
  exitCode: EXIT.failed,
  what: "It is gone",
  fix: [],
  refused: true,
});

/** A stop whose switch is turned on at `doneAt`, and a tenant that cannot be read between two times. */
function stopWith(
  failure: SetupError,
  from: number,
  until: number,
  doneAt: number,
): ToyRun & { step: Step<ToyTenant> } {
  const bound = switchedOn.bind({ id: "switch", guide: "1" }, { name: "it" });
  const step: Step<ToyTenant> = {
    ...bound,
    console: {
      missing: (context) => {
        const now = context.clock.now();
        if (now >= doneAt) context.tenant.switches.add("it");
        if (now >= from && now < until) return Promise.reject(failure);
        return bound.console?.missing(context) ?? Promise.resolve([]);
      },
    },
  };
  return { ...toyRun([step]), step };
}

test("a tenant that cannot be read for a while does not end the wait of a person at the console", async () => {
  const { setup, step, events } = stopWith(OUTAGE, 10_000, 300_000, 200_000);
  const end = await holdStop({ setup, operator: operator(), waitPolicy: { waitMs: Infinity } }, step, REACHED);
  expect(end).toEqual({ how: "done", missing: [] });
  expect(setup.clock.now()).toBe(300_000);
  expect(events).toContainEqual({
    code: "console.waiting",
    step: "switch",
    missing: ["an answer from the tenant, which cannot be read right now (No answer came)"],
  });
});

test("an outage that lasts ends the wait with its own error", async () => {
  const { setup, step } = stopWith(OUTAGE, 10_000, Infinity, Infinity);
  await expect(holdStop({ setup, operator: operator(), waitPolicy: { waitMs: Infinity } }, step, REACHED)).rejects.toBe(
    OUTAGE,
  );
  expect(setup.clock.now()).toBeGreaterThan(600_000);
  expect(setup.clock.now()).toBeLessThan(700_000);
});

test("an outage at the last look is told as what it is, not as something missing at the console", async () => {
  const { setup, step } = stopWith(OUTAGE, 10_000, Infinity, Infinity);
  await expect(holdStop({ setup, operator: operator(), waitPolicy: { waitMs: 30_000 } }, step, REACHED)).rejects.toBe(
    OUTAGE,
  );
  expect(setup.clock.now()).toBe(30_000);
});

test("an answer of the tenant that ends everything ends the wait at once", async () => {
  const { setup, step } = stopWith(REFUSAL, 10_000, 20_000, Infinity);
  await expect(holdStop({ setup, operator: operator(), waitPolicy: { waitMs: Infinity } }, step, REACHED)).rejects.toBe(
    REFUSAL,
  );
  expect(setup.clock.now()).toBe(10_000);
});

test.each([4_000, 5_000, 9_000, 20_000])(
  "a wait of %d ms lasts as long as that, and looks once more at its end",
  async (waitMs) => {
    const { setup, step } = stopWith(OUTAGE, Infinity, Infinity, Infinity);
    const end = await holdStop({ setup, operator: operator(), waitPolicy: { waitMs } }, step, REACHED);
    expect([end.how, setup.clock.now()]).toEqual(["remains", waitMs]);

    const late = stopWith(OUTAGE, Infinity, Infinity, waitMs);
    const done = await holdStop(
      { setup: late.setup, operator: operator(), waitPolicy: { waitMs } },
      late.step,
      REACHED,
    );
    expect(done.how).toBe("done");
  },
);
