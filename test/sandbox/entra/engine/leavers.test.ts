import { expect, test } from "vitest";
import { ADMINS, logged, operations, requests, startWorld, writes, type World } from "./world.js";

const ADA = { userName: "ada@northwind.example", displayName: "Ada" };
const BEN = { userName: "ben@northwind.example", displayName: "Ben" };

/** Who is on the target, and whether they are active there. */
async function active(world: World): Promise<Record<string, unknown>> {
  return Object.fromEntries([...(await world.people())].map(([name, one]) => [name, one["active"]]));
}

test("a disabled account is deactivated once, by the text False, and reactivated by the text True", async () => {
  const world = await startWorld([ADA]);
  await world.firstCycle();
  const user = world.user(ADA.userName);
  const id = String(world.job.anchors.get(user.id)?.targetId);
  user.accountEnabled = false;
  world.sent.length = 0;
  await world.nextCycle();
  expect(requests(world.sent)).toEqual([`GET /Users/${id}`, `PATCH /Users/${id}`]);
  expect(operations(writes(world.sent)[0])).toEqual([{ op: "Replace", path: "active", value: "False" }]);

  world.sent.length = 0;
  await world.nextCycle();
  expect(requests(world.sent)).toEqual([]);

  user.accountEnabled = true;
  world.sent.length = 0;
  await world.nextCycle();
  expect(operations(writes(world.sent)[0])).toEqual([{ op: "Replace", path: "active", value: "True" }]);
  expect(await active(world)).toEqual({ [ADA.userName]: true });
  expect(logged(world)["Ada"]).toEqual(["create success", "disable success", "update success"]);
});

test("who is disabled before the first cycle is not created, but deactivated where they are", async () => {
  const world = await startWorld([
    { ...ADA, active: false },
    { ...BEN, active: false },
  ]);
  await world.target("POST", "/Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: BEN.userName,
    active: true,
  });
  await world.firstCycle();
  expect(await active(world)).toEqual({ [BEN.userName]: false });
});

test("somebody who leaves the assigned group is deactivated, and deleting them later sends nothing", async () => {
  const world = await startWorld([ADA, BEN]);
  await world.firstCycle();
  const ada = world.user(ADA.userName);
  world.group(ADMINS).members.delete(ada.id);
  await world.nextCycle();
  expect(await active(world)).toEqual({ [ADA.userName]: false, [BEN.userName]: true });
  expect(await world.groups()).toEqual({ [ADMINS]: [BEN.userName] });

  world.tenant.users.delete(ada.id);
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
  expect(await active(world)).toEqual({ [ADA.userName]: false, [BEN.userName]: true });
});

test("somebody who comes back into scope is the same person, active again", async () => {
  const world = await startWorld([ADA]);
  await world.firstCycle();
  const ada = world.user(ADA.userName);
  const before = world.job.anchors.get(ada.id)?.targetId;
  world.group(ADMINS).members.delete(ada.id);
  await world.nextCycle();
  world.group(ADMINS).members.add(ada.id);
  await world.nextCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({ id: before, active: true });
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });

  // Deleted for good now, they are deleted on the target: leaving once is forgotten.
  world.tenant.users.delete(ada.id);
  await world.nextCycle();
  expect(await active(world)).toEqual({});
});

test("a deleted person is deactivated while they can be restored and deleted when they are gone", async () => {
  const world = await startWorld([ADA, BEN]);
  await world.firstCycle();
  const ada = world.user(ADA.userName);
  ada.softDeleted = true;
  await world.nextCycle();
  expect(await active(world)).toEqual({ [ADA.userName]: false, [BEN.userName]: true });

  world.tenant.users.delete(ada.id);
  world.group(ADMINS).members.delete(ada.id);
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent).map(({ method }) => method)).toEqual(["DELETE"]);
  expect(await active(world)).toEqual({ [BEN.userName]: true });
  expect(world.job.synchronized).toEqual({ users: 1, groups: 1 });
});

test("with SkipOutOfScopeDeletions who leaves scope stays active, but a disabled account does not", async () => {
  const world = await startWorld([ADA, BEN]);
  world.app.settings.set("SkipOutOfScopeDeletions", "True");
  await world.firstCycle();
  world.group(ADMINS).members.delete(world.user(ADA.userName).id);
  world.user(BEN.userName).accountEnabled = false;
  await world.nextCycle();
  expect(await active(world)).toEqual({ [ADA.userName]: true, [BEN.userName]: false });
});

test("somebody disabled who gets into another group is not sent as its member", async () => {
  const world = await startWorld([ADA, BEN], { groups: ["Sales"] });
  world.assign("Sales");
  await world.firstCycle();
  world.user(ADA.userName).accountEnabled = false;
  for (const { userName } of [ADA, BEN]) world.group("Sales").members.add(world.user(userName).id);
  await world.nextCycle();
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName, BEN.userName], Sales: [BEN.userName] });
});
