import { expect, test } from "vitest";
import { requireApproved } from "../../../src/setup/plan/approval.js";
import type { Change, PlannedStep } from "../../../src/setup/model/plan.js";

const group: Change = { action: "create", resource: { type: "group", name: "staff" }, fields: [] };
const approved: PlannedStep = { id: "assign", guide: "1", title: "Assign", status: "pending", changes: [group] };

test.each<[string, Change]>([
  ["type of resource", { ...group, resource: { type: "group-assignment", name: "staff" } }],
  ["name", { ...group, resource: { type: "group", name: "crew" } }],
  ["action", { ...group, action: "update" }],
  ["field", { ...group, fields: [{ path: "description", before: null, after: "new" }] }],
])("a change of another %s than the approved one stops the run", (_what, change) => {
  expect(() => {
    requireApproved(approved, [group]);
  }).not.toThrow();
  expect(() => {
    requireApproved(approved, [change]);
  }).toThrow(expect.objectContaining({ code: "plan-outdated", exitCode: 1 }) as Error);
});
