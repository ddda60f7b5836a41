import { expect, test } from "vitest";
import { renderDrift, renderDriftEnd } from "../../src/cli/views/verification/render-drift.js";
import { jsonDocument } from "../../src/cli/views/render-json.js";
import { renderPlan } from "../../src/cli/views/render-plan.js";
import { openScreen } from "../../src/cli/terminal/screen.js";
import type { Plan, PlannedStep } from "../../src/setup/model/plan.js";
import { testIo } from "../support/run-in-process.js";
import { unwrapped } from "../support/unwrapped.js";

const resource = { type: "app", id: "0oa1", name: "TOTAL" };
const step: PlannedStep = {
  id: "create-app",
  guide: "3.1",
  title: "Create the app",
  status: "pending",
  changes: [{ action: "update", resource, fields: [{ path: "label", before: "as it was", after: "as it will be" }] }],
  drift: [
    {
      resource,
      path: "label",
      state: "changed",
      expected: "as the guide says",
      actual: "as it is",
      fixedBy: "apply",
      what: "label is another one",
    },
  ],
};
const plan: Plan = {
  steps: [step],
  notExpected: [],
  expected: { users: 1, groups: 0, memberships: 0, people: ["ada"] },
};

function printed(render: (pen: ReturnType<typeof openScreen>["main"]) => void): string {
  const { io, written } = testIo([]);
  render(openScreen(io, { json: false, quiet: false, color: false }).main);
  return written.stdout;
}

test("a plan goes from what is there to what will be", () => {
  expect(
    printed((pen) => {
      renderPlan(pen, plan, { action: "plan", details: true, vendor: "TOTAL", console: "Okta Admin Console" });
    }),
  ).toMatch(/label +as it was -> as it will be\n/);
});

test("a drift goes from what the guide says to what is there", () => {
  expect(
    printed((pen) => {
      renderDrift(pen, plan);
    }),
  ).toMatch(/label +expected as the guide says, found as it is\n/);
});

test("the end of a drift says once how to fix it, and whose users are on the SCIM server without an app", () => {
  const end = (steps: readonly PlannedStep[]): string =>
    printed((pen) => {
      renderDriftEnd(pen, steps, (action) => `total-setup okta ${action}`);
    });
  expect(end([step])).toBe(
    "Drift: 1 difference in 1 step (see above).\nNothing was changed. To fix it:\n  total-setup okta apply\n",
  );
  const gone = {
    resource,
    state: "missing",
    expected: "TOTAL",
    actual: null,
    fixedBy: "apply",
    what: "No app.",
  } as const;
  expect(unwrapped(end([{ ...step, drift: [gone] }]))).toContain("so nothing on the SCIM server comes from it.");
  const own = { ...gone, fixedBy: "by-hand" } as const;
  expect(end([{ ...step, drift: [own] }])).toContain("verify again:\n  total-setup okta verify\n");
  const both = end([{ ...step, drift: [gone, own] }]);
  expect(unwrapped(both)).toContain("For the rest: total-setup okta apply");
  expect(both.split("\n")).toContain("  total-setup okta apply");
});

test("the document keeps before and after, expected and actual apart", () => {
  const document = jsonDocument({
    mode: "verify",
    template: "total/okta",
    identity: { idp: "okta", url: "https://acme.okta.com" },
    sandbox: false,
    result: { outcome: "changes-pending", steps: [step], proof: undefined, error: undefined },
    requests: {
      tenant: { reads: 0, writes: 0 },
      scim: { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
      target: { reads: 0, writes: 0 },
    },
    notSimulated: [],
    durationMs: 0,
    simulatedMs: 0,
  });
  expect(document.steps[0]).toMatchObject({
    changes: [{ fields: [{ path: "label", before: "as it was", after: "as it will be" }] }],
    drift: [{ expected: "as the guide says", actual: "as it is" }],
  });
});
