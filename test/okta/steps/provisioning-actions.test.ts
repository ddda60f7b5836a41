import { describe, expect, test } from "vitest";
import { openConnectedOrg, openOrgWithApp } from "../support/connected.js";
import { applyAll, doStop, openOrg, told } from "../support/org.js";
import { bindStep, provisioningActions, scimConnection } from "../support/steps.js";

async function openWithoutToApp(featuresApi: "supported" | "unsupported"): ReturnType<typeof openOrgWithApp> {
  const org = await openOrgWithApp({ sandbox: { featuresApi } });
  const step = scimConnection(org.scim.baseUrl, org.scim.token);
  const { console: stop } = await step.look(org.context);
  if (stop === undefined) throw new Error("there was no manual step");
  await doStop(org.sandbox, org.app.id, { ...stop, fields: stop.fields.slice(0, 6) }, step.console?.secrets);
  return org;
}

describe("okta/provisioning-actions", () => {
  test("is a manual step as long as there is no app, and on a custom app the API does not serve", async () => {
    const labels = ["Create Users", "Update User Attributes", "Deactivate Users"];
    const fresh = await provisioningActions().look((await openOrg()).context);
    expect(fresh.console?.fields.map(({ label }) => label)).toEqual(labels);

    const { context, app, sandbox } = await openWithoutToApp("unsupported");
    const look = await provisioningActions().look(context);
    expect(look.changes).toEqual([]);
    expect(look.console?.url).toBe(`${sandbox.url}/admin/app/${app.name}/instance/${app.id}/#tab-provisioning`);
    await doStop(sandbox, app.id, look.console ?? { url: "", clicks: [], fields: [], notes: [], minutes: 0 });
    expect(await provisioningActions().look(context)).toMatchObject({
      changes: [],
      found: [expect.stringContaining("Create Users"), expect.anything(), expect.anything()],
    });
  });

  test("asks only for the switches the guide wants", async () => {
    const step = bindStep("okta/provisioning-actions", { create: true, update: false, deactivate: false });
    const { context } = await openOrgWithApp();
    expect((await step.look(context)).console?.fields.map(({ label }) => label)).toEqual(["Create Users"]);
    expect(await step.console?.missing(context)).toEqual(["Create Users"]);
  });

  test("is done over the API where that serves the app, with password sync off, and believes what it reads back", async () => {
    const { context, exchanges } = await openWithoutToApp("supported");
    const before = await provisioningActions().look(context);
    expect(told(before.changes)).toEqual(['update provisioning-actions "TOTAL (Provisioning)"']);
    expect(before.changes[0]?.summary).toBe("create, update, deactivate users");
    expect(before.changes[0]?.fields.map(({ path, after }) => [path, after])).toEqual([
      ["create.lifecycleCreate.status", "ENABLED"],
      ["update.profile.status", "ENABLED"],
      ["update.lifecycleDeactivate.status", "ENABLED"],
    ]);
    const after = await applyAll(provisioningActions(), context);
    expect(after).toMatchObject({ changes: [] });
    expect(after.console).toBeUndefined();
    expect(exchanges.find(({ method }) => method === "PUT")?.body).toMatchObject({
      update: { password: { status: "DISABLED" } },
    });
  });

  test("keeps to the console within a run that began there, so that no unseen change comes up", async () => {
    const { context, app, sandbox, scim } = await openOrgWithApp({ sandbox: { featuresApi: "supported" } });
    const actions = provisioningActions();
    expect((await actions.look(context)).console).toBeDefined();
    const step = scimConnection(scim.baseUrl, scim.token);
    const { console: stop } = await step.look(context);
    if (stop === undefined) throw new Error("there was no manual step");
    await doStop(sandbox, app.id, { ...stop, fields: stop.fields.slice(0, 6) }, step.console?.secrets);
    expect(await actions.look(context)).toMatchObject({ changes: [], console: { minutes: 1 } });
  });

  test("has nothing to do once everything is on", async () => {
    const { context } = await openConnectedOrg();
    const look = await provisioningActions().look(context);
    expect(look.changes).toEqual([]);
    expect(look.console).toBeUndefined();
  });

  test("warns when passwords are sent to the target, which no step of a guide asks for", async () => {
    const { context, app, sandbox } = await openConnectedOrg();
    expect((await provisioningActions().look(context)).warnings).toEqual([]);
    const switches = ["Create Users", "Update User Attributes", "Deactivate Users", "Sync Password"];
    await sandbox.console.submit(app.id, Object.fromEntries(switches.map((label) => [label, true])));
    const { changes, warnings } = await provisioningActions().look(context);
    expect([changes, warnings?.map(({ code }) => code)]).toEqual([[], ["password-sync-on"]]);
  });
});
