import { describe, expect, test } from "vitest";
import type { SetupError } from "../../../src/base/errors.js";
import type { Operator } from "../../../src/setup/model/ports.js";
import { runApply, runPlan } from "../../../src/setup/run.js";
import type { Step } from "../../../src/setup/step/step.js";
import { operator, thing, toyRun, toyTarget, type ToyRun, type ToyTenant } from "../../support/toy-tenant.js";

const oneCheck = { waitMs: 0 };

/** Sets two things, the first of which is the pilot. */
function inTwoParts(): Step<ToyTenant> {
  const place = { id: "assign", guide: "5" };
  const [first, rest] = ["pilot", "rest"].map((name) => thing.bind(place, { name, value: "on" }));
  if (first === undefined || rest === undefined) throw new Error("two things");
  return {
    ...first,
    title: "Assign",
    look: async (context) => {
      const [one, other] = [await first.look(context), await rest.look(context)];
      return { changes: [...one.changes, ...other.changes] };
    },
    apply: (context, change) => (change.resource.name === "pilot" ? first : rest).apply(context, change),
    pilot: {
      name: 'the group "pilot"',
      covers: ({ resource }) => resource.name === "pilot",
      expects: () => ({ assignedGroups: ["staff"] }),
      settled: ({ tenant }) => {
        tenant.writes.push("(settled)");
        return Promise.resolve();
      },
    },
  };
}

const after = thing.bind({ id: "after", guide: "6" }, { name: "after", value: "on" });

function asked(run: ToyRun, answer: boolean): { readonly questions: unknown[]; readonly who: Operator } {
  const questions: unknown[] = [];
  const approveRest: Operator["approveRest"] = (pilot, people) => {
    questions.push([pilot, people, [...run.tenant.writes]]);
    return Promise.resolve(answer);
  };
  return { questions, who: operator({ approveRest }) };
}

describe("a step with a pilot", () => {
  test("shows both parts in the plan", async () => {
    const run = toyRun([inTwoParts()]);
    const { steps } = await runPlan(run.setup);
    expect(steps[0]?.changes.map(({ resource }) => resource.name)).toEqual(["pilot", "rest"]);
  });

  test("writes the pilot, waits, proves it, asks, and only then writes the rest", async () => {
    const run = toyRun([inTwoParts(), after]);
    const { questions, who } = asked(run, true);
    const { outcome, steps } = await runApply(run.setup, who, oneCheck);
    expect(questions).toEqual([['the group "pilot"', 2, ["pilot", "(settled)"]]]);
    expect(run.tenant.writes).toEqual(["pilot", "(settled)", "rest", "after"]);
    expect(outcome).toBe("applied");
    expect(steps.map(({ status, changes }) => [status, changes.length])).toEqual([
      ["applied", 2],
      ["applied", 1],
    ]);
  });

  test("leaves the rest and the steps behind it when the answer is no, and goes on from there in the next run", async () => {
    const run = toyRun([inTwoParts(), after]);
    const no = await runApply(run.setup, asked(run, false).who, oneCheck);
    expect(no.outcome).toBe("applied");
    expect(no.proof?.users).toMatchObject({ expected: 2, found: 2 });
    expect(no.steps.map(({ status }) => status)).toEqual(["applied", "pending"]);
    expect(no.steps[0]?.warnings).toMatchObject([
      { code: "pilot-only", message: expect.stringContaining('"rest"') as string },
    ]);
    expect(run.tenant.writes).toEqual(["pilot", "(settled)"]);

    const again = asked(run, true);
    expect((await runApply(run.setup, again.who, oneCheck)).outcome).toBe("applied");
    expect(again.questions).toHaveLength(1);
    expect(run.tenant.writes.slice(2)).toEqual(["(settled)", "rest", "after"]);
    const settled = asked(run, true);
    expect((await runApply(run.setup, settled.who, oneCheck)).outcome).toBe("unchanged");
    expect(settled.questions).toEqual([]);
  });

  test("asks nobody and goes no further when the pilot is not proven", async () => {
    const run = toyRun([inTwoParts(), after], { target: toyTarget(["ada"]) });
    const { questions, who } = asked(run, true);
    const { outcome, proof, steps } = await runApply(run.setup, who, oneCheck);
    expect([outcome, questions]).toEqual(["unproven", []]);
    expect(proof?.users.wrong).toMatchObject([{ name: "bo", state: "missing" }]);
    expect(run.tenant.writes).toEqual(["pilot", "(settled)"]);
    expect(steps.map(({ status }) => status)).toEqual(["applied", "pending"]);
  });

  test("stops at a pilot that is not kept by the tenant", async () => {
    const run = toyRun([inTwoParts()]);
    run.tenant.lag = 1_000;
    const { error } = await runApply(run.setup, asked(run, true).who, oneCheck);
    expect((error as SetupError).code).toBe("read-back-differs");
    expect((error as SetupError).what).not.toContain("rest");
  });
});
