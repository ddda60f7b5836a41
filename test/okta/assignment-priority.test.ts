import { afterEach, expect, test } from "vitest";
import { objectsIn } from "../support/tenant-world.js";
import { startUndoWorld, type UndoWorld } from "../support/undo-world.js";
import { openConnectedOrg } from "./support/connected.js";
import { applyAll } from "./support/org.js";
import { bindStep } from "./support/steps.js";

const opened: UndoWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

test("an assignment that is given values keeps its priority", async () => {
  const org = await openConnectedOrg();
  const assign = (profile: object, ...groups: string[]) => bindStep("okta/group-assignments", { groups, profile });
  await applyAll(assign({}, "TOTAL-Admin", "TOTAL-Analyst"), org.context);
  await applyAll(assign({ title: "Keeper" }, "TOTAL-Admin"), org.context);
  const shown = await org.context.tenant.api.assignments.groups(org.app.id);
  expect(shown.map(({ priority, profile }) => [priority, profile])).toEqual([
    [0, { title: "Keeper" }],
    [1, {}],
  ]);
});

test("an assignment that a run gave values to keeps its priority when they are taken back", async () => {
  const label = "senhasegura SCIM";
  const inputs = { appName: label, serverUrl: "https://senhasegura.example" };
  const one = await startUndoWorld({ template: "senhasegura/okta", label, inputs });
  opened.push(one);
  one.sandbox.addApp(label);
  const appId = await one.appId();
  await one.connect(appId);
  for (const name of ["TOTAL-Admin", "Sales"])
    await one.admin("PUT", `/api/v1/apps/${appId}/groups/${await one.groupId(name)}`, {});
  await one.settle();
  const priorities = async (): Promise<unknown> =>
    objectsIn(await one.admin("GET", `/api/v1/apps/${appId}/groups`)).map(({ priority }) => priority);
  expect(await priorities()).toEqual([0, 1]);
  await one.apply({ inputs: { groups: ["TOTAL-Admin"] } });
  expect(await priorities()).toEqual([0, 1]);
  const { undo } = await one.undo({ confirm: false });
  const assignment = undo.find(({ done }) => done.resource.type === "group-assignment");
  expect(assignment).toMatchObject({ state: "undone", done: { action: "update" } });
  expect(await priorities()).toEqual([0, 1]);
});
