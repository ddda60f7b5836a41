import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../../../src/base/json.js";
import { startWorld, textOf, type World } from "./world.js";

const NEVER = "0001-01-01T00:00:00Z";

function sync({ app }: World, rest: string): string {
  return `/servicePrincipals/${app()}/synchronization/${rest}`;
}

function part(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

async function job(world: World, id: string): Promise<JsonObject> {
  return (await world.call("GET", sync(world, `jobs/${id}`))).body;
}

test("an application of the template offers four templates, a sign-in registration none and no jobs", async () => {
  const world = await startWorld();
  const { list } = await world.call("GET", sync(world, "templates"));
  expect(list.map(({ id }) => id)).toEqual(["customappsso", "customappssoOutDelta", "customappssoRoleIn", "scim"]);
  expect((await world.call("GET", sync(world, "jobs"))).list).toEqual([]);

  const signIn = await startWorld({ startState: "oidc-app" });
  expect((await signIn.call("GET", sync(signIn, "templates"))).list).toEqual([]);
  for (const [method, path] of [
    ["GET", "jobs"],
    ["POST", "jobs"],
    ["GET", "secrets"],
    ["PUT", "secrets"],
  ] as const) {
    const answer = await signIn.call(method, sync(signIn, path), method === "GET" ? undefined : { templateId: "scim" });
    expect([answer.status, answer.error]).toEqual([400, { code: "UnknownError", message: "" }]);
  }
});

test("a new job is disabled, has never run, and is readable after two seconds", async () => {
  const world = await startWorld();
  const made = await world.call("POST", sync(world, "jobs"), { templateId: "scim" });
  const id = textOf(made.body["id"]);
  expect(made.status).toBe(201);
  expect(id).toMatch(new RegExp(`^scim\\.${world.sandbox.tenantId.replaceAll("-", "")}\\.[0-9a-f-]{36}$`));
  expect(made.body).toMatchObject({
    templateId: "scim",
    schedule: { expiration: null, interval: "PT40M", state: "Disabled" },
    status: {
      code: "Paused",
      lastExecution: null,
      quarantine: null,
      steadyStateFirstAchievedTime: NEVER,
      synchronizedEntryCountByType: [],
    },
  });
  expect((await world.call("GET", sync(world, `jobs/${id}`))).status).toBe(404);
  expect((await world.call("GET", sync(world, "jobs"))).list).toEqual([]);
  await world.clock.sleep(2_000);
  expect((await world.call("GET", sync(world, "jobs"))).list.map((one) => one["id"])).toEqual([id]);
  expect(await job(world, id)).toMatchObject({ templateId: "scim" });
});

test("a second job of the same template is another job", async () => {
  const world = await startWorld();
  await world.createJob();
  await world.createJob();
  expect((await world.call("GET", sync(world, "jobs"))).list).toHaveLength(2);
});

test("who asks for the old template gets its successor; a template that is not offered is refused", async () => {
  const world = await startWorld();
  const made = await world.call("POST", sync(world, "jobs"), { templateId: "customappsso" });
  expect(made.body).toMatchObject({ templateId: "customappssoOutDelta" });
  expect((await world.call("POST", sync(world, "jobs"), { templateId: "isvonboarding" })).status).toBe(400);
  expect((await world.call("POST", sync(world, "jobs"), {})).error.code).toBe("RequestMissingRequiredParameter");
});

test("a started job looks as if it had failed until its first cycle, then tells what it did", async () => {
  const world = await startWorld();
  const id = await world.createJob();
  await world.connect();
  const role = world.sandbox.tenant.servicePrincipals.get(world.app())?.appRoles[0]?.["id"] ?? "";
  await world.call("POST", `/servicePrincipals/${world.app()}/appRoleAssignedTo`, {
    principalId: world.groupId("TOTAL-Admin"),
    resourceId: world.app(),
    appRoleId: role,
  });
  expect((await world.call("POST", sync(world, `jobs/${id}/start`))).status).toBe(204);
  const started = await job(world, id);
  expect(started).toMatchObject({
    schedule: { state: "Active" },
    status: { code: "NotRun", lastExecution: { state: "Failed", error: { code: "None" }, timeBegan: NEVER } },
  });
  // The first cycle begins after five minutes and takes some seconds.
  await world.clock.sleep(6 * 60_000);
  const ran = part(await job(world, id), "status");
  expect(ran).toMatchObject({
    code: "Active",
    quarantine: null,
    lastExecution: { state: "Succeeded", error: null, countEntitled: 3, countEscrowed: 0 },
    synchronizedEntryCountByType: [
      { key: "User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", value: 2 },
      { key: "Group to urn:ietf:params:scim:schemas:core:2.0:Group", value: 1 },
    ],
  });
  expect(textOf(ran["steadyStateFirstAchievedTime"])).toMatch(/^2026-11-20T10:0/);
  expect(ran["lastSuccessfulExecutionWithExports"]).toEqual(ran["lastSuccessfulExecution"]);
});

test("a job that cannot reach its target shows the quarantine and its reason, and a restart clears it", async () => {
  const world = await startWorld();
  const id = await world.createJob();
  await world.call("PUT", sync(world, "secrets"), {
    value: [
      { key: "BaseAddress", value: world.target.baseUrl },
      { key: "SecretToken", value: "wrong" },
    ],
  });
  await world.call("POST", sync(world, `jobs/${id}/start`));
  await world.clock.sleep(5 * 60_000);
  expect(part(await job(world, id), "status")).toMatchObject({
    code: "Quarantine",
    quarantine: { reason: "EncounteredQuarantineException", error: { tenantActionable: true } },
  });
  const criteria = { resetScope: "Watermark, Escrows, QuarantineState" };
  expect((await world.call("POST", sync(world, `jobs/${id}/restart`), { criteria })).status).toBe(204);
  expect(part(await job(world, id), "status")["quarantine"]).toBeNull();
});

test("a job is paused and deleted; nothing of it goes on", async () => {
  const world = await startWorld();
  const id = await world.createJob();
  await world.connect();
  await world.call("POST", sync(world, `jobs/${id}/start`));
  expect((await world.call("POST", sync(world, `jobs/${id}/pause`))).status).toBe(204);
  expect(await job(world, id)).toMatchObject({ schedule: { state: "Paused" }, status: { code: "Paused" } });
  await world.call("POST", sync(world, `jobs/${id}/start`));
  expect((await world.call("DELETE", sync(world, `jobs/${id}`))).status).toBe(204);
  expect((await world.call("GET", sync(world, `jobs/${id}`))).status).toBe(404);
  await world.clock.sleep(60 * 60_000);
  expect(world.sent).toEqual([]);
});

test.each([["Everything"], ["Full, Everything"], [3]])("restart refuses the scope %j", async (resetScope) => {
  const world = await startWorld();
  const id = await world.createJob();
  expect((await world.call("POST", sync(world, `jobs/${id}/restart`), { criteria: { resetScope } })).status).toBe(400);
});
