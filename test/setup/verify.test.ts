import { expect, test } from "vitest";
import { EXIT, SetupError, type CodeAndExit } from "../../src/base/errors.js";
import type { Step } from "../../src/setup/step/step.js";
import { runVerify } from "../../src/setup/verify.js";
import { driftIn } from "../support/drift.js";
import { switchedOn, thing, toyRun, toyTarget, type ToyTenant } from "../support/toy-tenant.js";

const oneCheck = { waitMs: 0 };

function set(name: string, value: string): Step<ToyTenant> {
  return thing.bind({ id: `set-${name}`, guide: "1" }, { name, value });
}

function press(name: string): Step<ToyTenant> {
  return switchedOn.bind({ id: `press-${name}`, guide: "2" }, { name });
}

/** A step whose look ends so. */
function failing(kind: CodeAndExit, more: Partial<Pick<Step<ToyTenant>, "prerequisites">> = {}) {
  const error = new SetupError({ ...kind, what: `It is ${kind.code}`, fix: ["Mend it."] });
  return { ...set("broken", "1"), look: () => Promise.reject(error), ...more };
}

test("a look at what was set up is unchanged, and writes nothing", async () => {
  const run = toyRun([set("a", "1")], { things: [["a", "1"]] });
  const { outcome, steps, proof } = await runVerify(run.setup, oneCheck);
  expect([outcome, steps[0]?.drift, proof?.users.found]).toEqual(["unchanged", [], 2]);
  expect(run.tenant.writes).toEqual([]);
});

test("drift is told step by step, and that of skipped steps is not compared", async () => {
  const run = toyRun([set("a", "1"), press("x"), set("b", "2")], { things: [["a", "0"]], skipped: ["set-b"] });
  const result = await runVerify(run.setup, oneCheck);
  expect(driftIn(result)).toEqual(["set-a: changed value (apply)", "press-x: missing step Switch on (console)"]);
  expect(result.steps.map(({ status }) => status)).toEqual(["pending", "console", "skipped"]);
  expect(result.outcome).toBe("changes-pending");
});

test("somebody missing weighs more than drift", async () => {
  const run = toyRun([set("a", "1")], { target: toyTarget(["ada"]) });
  const result = await runVerify(run.setup, oneCheck);
  expect([result.outcome, driftIn(result)]).toEqual(["unproven", ["set-a: missing thing a (apply)"]]);
});

test("a step whose look stops hides no other one, and nobody looks at what stands on it", async () => {
  const standing: Step<ToyTenant> = { ...set("b", "2"), prerequisites: { provides: [], needs: ["app"] } };
  const run = toyRun([
    failing({ code: "app-ambiguous", exitCode: EXIT.failed }, { prerequisites: { provides: ["app"], needs: [] } }),
    standing,
    set("c", "3"),
  ]);
  const result = await runVerify(run.setup, oneCheck);
  expect(driftIn(result)).toEqual(["set-broken: changed step Set a thing (by-hand)", "set-c: missing thing c (apply)"]);
  expect(result.steps.map(({ status }) => status)).toEqual(["failed", "unchecked", "pending"]);
  expect([result.outcome, result.error]).toEqual(["changes-pending", undefined]);
});

test("a missing right ends it with that error, after everything else was looked at", async () => {
  const run = toyRun([failing({ code: "access-missing", exitCode: EXIT.access }), set("c", "3")]);
  const result = await runVerify(run.setup, oneCheck);
  expect(driftIn(result)).toEqual(["set-c: missing thing c (apply)"]);
  expect(result.error).toMatchObject({ code: "access-missing" });
  expect([result.outcome, result.proof]).toEqual(["failed", undefined]);
  expect(run.events.map(({ code }) => code)).toContain("plan.ready");
});

test("a tenant that cannot be reached is an error, not drift", async () => {
  const run = toyRun([set("a", "1"), failing({ code: "target-unreachable", exitCode: EXIT.failed }), set("c", "3")]);
  const result = await runVerify(run.setup, oneCheck);
  expect(result.error).toMatchObject({ code: "target-unreachable" });
  expect(result.steps.map(({ id }) => id)).toEqual(["set-a"]);
});

test("a target that refuses is drift of the step that connects it, and is not asked again", async () => {
  const refusal = new SetupError({ code: "target-unauthorized", exitCode: EXIT.failed, what: "No", fix: ["Ask."] });
  let asked = 0;
  const target = {
    ...toyTarget(),
    check: () => Promise.reject(refusal),
    users: () => {
      asked += 1;
      return Promise.resolve([]);
    },
  };
  const connecting: Step<ToyTenant> = {
    ...set("a", "1"),
    connects: { baseUrl: "https://scim.example" },
    look: async (context) => {
      await context.target?.check({ uniqueIdentifier: "userName", importGroups: false });
      return set("a", "1").look(context);
    },
  };
  const later: Step<ToyTenant> = {
    ...set("b", "2"),
    look: async ({ target: seen }) => {
      await seen?.users([], false);
      return { changes: [] };
    },
  };
  const run = toyRun([connecting, later], { target });
  const result = await runVerify(run.setup, oneCheck);
  expect(driftIn(result)).toEqual(["set-a: changed token (by-hand)", "set-a: missing thing a (apply)"]);
  expect([result.outcome, result.proof, result.error, asked]).toEqual(["unproven", undefined, undefined, 0]);
  expect(result.unread?.code).toBe("target-unauthorized");
});

test("an interruption ends it as interrupted", async () => {
  const run = toyRun([set("a", "1"), failing({ code: "interrupted", exitCode: EXIT.interrupted })]);
  expect((await runVerify(run.setup, oneCheck)).outcome).toBe("interrupted");
});
