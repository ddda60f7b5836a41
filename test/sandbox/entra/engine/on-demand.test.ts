import { expect, test } from "vitest";
import { ADMINS, attribute, logged, mapTo, object, objects, requests, startWorld, writes } from "./world.js";

const ADA = { userName: "ada@northwind.example", displayName: "Ada", givenName: "Ada", familyName: "Berg" };
const BEN = { userName: "ben@northwind.example", displayName: "Ben" };
const EVE = { userName: "eve@northwind.example", displayName: "Eve", groups: [] };

test("a person is created in five steps, before the job was ever started", async () => {
  const world = await startWorld([ADA]);
  mapTo(world.job, "externalId", attribute("objectId"));
  const { key, value } = await world.onDemand(ADA.userName);
  const id = world.user(ADA.userName).id;

  expect(key).toEqual({ result: "Success", details: {} });
  expect(value).toMatchObject({
    action: "Create",
    statusInfo: { status: "Success", errorCode: null },
    sourceIdentity: { id, type: "User" },
    targetIdentity: { id: world.job.anchors.get(id)?.targetId },
    targetSystem: { name: "customappsso" },
  });
  expect(objects(object(value)["modifiedProperties"])).toContainEqual({
    displayName: "externalId",
    oldValue: null,
    newValue: id,
  });
  expect(objects(object(value)["provisioningSteps"]).map(({ type, status }) => [type, status])).toEqual([
    ["Import", "Success"],
    ["Scoping", "Success"],
    ["Matching", "Success"],
    ["Export", "Success"],
  ]);
  expect(world.sent).toHaveLength(3);
  expect(requests(world.sent)).toEqual([`GET /Users?filter=userName eq "${ADA.userName}"`, "POST /Users"]);
  expect(logged(world)).toEqual({ Ada: ["create success"] });
});

test("a person who is there as they should be is skipped, and the matching step shows their externalId", async () => {
  const world = await startWorld([ADA]);
  await world.onDemand(ADA.userName);
  world.sent.length = 0;
  const { key, value } = await world.onDemand(ADA.userName);
  expect(key).toMatchObject({ result: "Skipped", details: { errorCode: "RedundantExport" } });
  const steps = objects(object(value)["provisioningSteps"]);
  expect(steps.map(({ type }) => type)).toEqual(["Import", "Scoping", "Matching", "Export"]);
  expect(steps[2]?.["details"]).toMatchObject({ active: "True", externalId: "ada", userName: ADA.userName });
  expect(writes(world.sent)).toEqual([]);
});

test("somebody who is not assigned is not provisioned, and scoping says why", async () => {
  const world = await startWorld([ADA, EVE]);
  const { key, value } = await world.onDemand(EVE.userName);
  expect(key).toMatchObject({ result: "Skipped", details: { errorCode: "NotEffectivelyEntitled" } });
  expect(objects(object(value)["provisioningSteps"])[1]?.["details"]).toMatchObject({
    IsActive: "True",
    Assigned: "False",
    IsEffectivelyEntitledForProvisioning: "False",
  });
  expect(writes(world.sent)).toEqual([]);
});

test("a user who was assigned just now is not effectively entitled for some time, and a cycle has them all the same", async () => {
  const world = await startWorld([ADA, EVE], { times: { inEffectMs: 90_000 } });
  await world.clock.sleep(90_000);
  world.assign(EVE.userName);
  expect((await world.onDemand(ADA.userName)).key).toEqual({ result: "Success", details: {} });
  const early = await world.onDemand(EVE.userName);
  expect(early.key).toMatchObject({ result: "Skipped", details: { errorCode: "NotEffectivelyEntitled" } });
  await world.clock.sleep(90_000);
  expect((await world.onDemand(EVE.userName)).key).toEqual({ result: "Success", details: {} });

  const other = await startWorld([ADA], { times: { inEffectMs: 24 * 3_600_000 } });
  await other.firstCycle();
  expect((await other.people()).size).toBe(1);
});

test("a group comes with the members that were picked, and the cycle does not create anybody twice", async () => {
  const world = await startWorld([ADA, BEN]);
  const { key, value } = await world.onDemand(ADMINS, [ADA.userName]);
  expect(key).toEqual({ result: "Success", details: {} });
  expect(value).toEqual({});
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });
  expect(world.job.synchronized).toEqual({ users: 1, groups: 1 });

  world.sent.length = 0;
  await world.firstCycle();
  expect(writes(world.sent).map(({ method, path }) => `${method} ${path.split("/")[3] ?? ""}`)).toEqual([
    "POST Users",
    "PATCH Groups",
  ]);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName, BEN.userName] });

  const again = await world.onDemand(ADMINS, [ADA.userName, BEN.userName]);
  expect(again.key).toMatchObject({ result: "Skipped", details: { errorCode: "RedundantExport" } });
});

test("a picked member who is no direct member of the group decides the verdict", async () => {
  const world = await startWorld([ADA, EVE]);
  const { key } = await world.onDemand(ADMINS, [ADA.userName, EVE.userName]);
  expect(key).toMatchObject({ result: "Skipped", details: { errorCode: "NotEffectivelyEntitled" } });
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });
});

test("a picked person who is assigned without the group is not provisioned with it", async () => {
  const world = await startWorld([ADA, EVE]);
  world.assign(EVE.userName);
  const { key } = await world.onDemand(ADMINS, [EVE.userName]);
  expect(key).toMatchObject({ result: "Skipped", details: { errorCode: "NotEffectivelyEntitled" } });
  expect((await world.people()).size).toBe(0);
});

test("a disabled member is not provisioned", async () => {
  const world = await startWorld([{ ...ADA, active: false }]);
  const { key } = await world.onDemand(ADMINS, [ADA.userName]);
  expect(key).toMatchObject({ result: "Skipped", details: { errorCode: "NotEffectivelyEntitled" } });
  expect((await world.people()).size).toBe(0);
});

test("a group that is not assigned is not provisioned", async () => {
  const world = await startWorld([ADA], { groups: ["Sales"] });
  const { key } = await world.onDemand("Sales");
  expect(key).toMatchObject({ result: "Skipped", details: { errorCode: "NotEffectivelyEntitled" } });
});

test("the other shape names a type as key and lists every object in the value", async () => {
  const world = await startWorld([ADA], { shape: "status-info" });
  const { key, value } = await world.onDemand(ADMINS, [ADA.userName]);
  expect(key).toEqual({ name: "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo" });
  expect(objects(value).map((one) => [one["action"], object(one["statusInfo"])["status"]])).toEqual([
    ["Create", "Success"],
    ["Create", "Success"],
    ["Update", "Success"],
  ]);
});

test("a target that refuses the token fails with its own answer in the message", async () => {
  const world = await startWorld([ADA], { shape: "status-info" });
  world.app.settings.set("SecretToken", "wrong");
  const { value } = await world.onDemand(ADA.userName);
  const info = object(objects(value)[0]?.["statusInfo"]);
  expect(info).toMatchObject({
    status: "Failure",
    errorCode: "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
  });
  expect(info["reason"]).toContain("Response Status Code: Unauthorized");
});

test("a person whose link is broken fails with InvalidAnchor", async () => {
  const world = await startWorld([ADA]);
  await world.onDemand(ADA.userName);
  const anchor = world.job.anchors.get(world.user(ADA.userName).id);
  await world.target("DELETE", `/Users/${String(anchor?.targetId)}`);
  const { key } = await world.onDemand(ADA.userName);
  expect(key).toMatchObject({ result: "Failure", details: { errorCode: "InvalidAnchor" } });
});

test("with the flag in the tenant URL it is not supported", async () => {
  const world = await startWorld([ADA], { flag: "?aadOptscim062020" });
  const { key } = await world.onDemand(ADA.userName);
  expect(key["result"]).toBe("Failure");
  expect(object(key["details"])["errorMessage"]).toContain("aadOptscim062020");
  expect(world.sent).toEqual([]);
});

test("a cycle and a provisioning on demand at the same moment create nobody twice", async () => {
  const world = await startWorld([ADA, BEN]);
  world.engine.start(world.app, world.job);
  await Promise.all([
    world.clock.sleep(40_000),
    world.onDemand(ADA.userName),
    world.onDemand(ADMINS, [ADA.userName, BEN.userName]),
  ]);
  await world.nextCycle();
  expect(world.sent.filter(({ method, path }) => method === "POST" && path.endsWith("/Users"))).toHaveLength(2);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName, BEN.userName] });
});
