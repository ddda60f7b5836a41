import { expect, test } from "vitest";
import {
  ADMINS,
  attribute,
  logged,
  mapTo,
  objects,
  operations,
  requests,
  startWorld,
  textOf,
  writes,
} from "./world.js";

const ADA = { userName: "ada@northwind.example", givenName: "Ada", familyName: "Berg", displayName: "Ada Berg" };
const BEN = { userName: "ben@northwind.example", givenName: "Ben", familyName: "Cole", displayName: "Ben Cole" };
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

test("the first cycle asks for nobody, then sends people, groups and memberships in that order", async () => {
  const world = await startWorld([{ ...ADA, title: "Analyst", department: "Finance" }]);
  await world.firstCycle();

  expect(world.sent[0]?.path).toMatch(/^\/scim\/v2\/Users\?filter=userName\+eq\+%22[0-9a-f-]{36}%22$/);
  expect(world.sent[0]?.from).toBe("entra");
  const group = world.job.anchors.get(world.group(ADMINS).id);
  expect(requests(world.sent)).toEqual([
    'GET /Users?filter=userName eq "ada@northwind.example"',
    "POST /Users",
    `GET /Groups?excludedAttributes=members&filter=displayName eq "${ADMINS}"`,
    "POST /Groups",
    `GET /Groups/${String(group?.targetId)}?excludedAttributes=members`,
    `PATCH /Groups/${String(group?.targetId)}`,
  ]);
  expect((await world.people()).get(ADA.userName)).toMatchObject({
    title: "Analyst",
    active: true,
    name: { givenName: "Ada", familyName: "Berg", formatted: "Ada Berg" },
    [ENTERPRISE]: { department: "Finance" },
  });
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });
});

test("an externalId that was not fixed arrives as the alias, a fixed one as the object id", async () => {
  const world = await startWorld([ADA]);
  await world.firstCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({ externalId: "ada" });

  mapTo(world.job, "externalId", attribute("objectId"));
  world.sent.length = 0;
  await world.nextCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({ externalId: world.user(ADA.userName).id });
  expect(operations(writes(world.sent)[0])).toEqual([
    { op: "Replace", path: "externalId", value: world.user(ADA.userName).id },
  ]);
});

test("a second cycle asks for nobody and sends nothing else", async () => {
  const world = await startWorld([ADA, BEN]);
  await world.firstCycle();
  world.sent.length = 0;
  await world.nextCycle();
  expect(world.sent.map(({ method }) => method)).toEqual(["GET"]);
  expect(requests(world.sent)).toEqual([]);
});

test("a changed attribute is read back and sent alone, added where there was none", async () => {
  const world = await startWorld([{ ...ADA, title: "Analyst" }]);
  await world.firstCycle();
  const user = world.user(ADA.userName);
  user.jobTitle = "Director";
  user.department = "Board";
  world.sent.length = 0;
  await world.nextCycle();

  const id = String(world.job.anchors.get(user.id)?.targetId);
  expect(requests(world.sent)).toEqual([`GET /Users/${id}`, `PATCH /Users/${id}`]);
  expect(operations(writes(world.sent)[0])).toEqual([
    { op: "Replace", path: "title", value: "Director" },
    { op: "Add", path: `${ENTERPRISE}:department`, value: "Board" },
  ]);
});

test("a value that was cleared in the directory stays on the target", async () => {
  const world = await startWorld([{ ...ADA, title: "Analyst" }]);
  await world.firstCycle();
  world.user(ADA.userName).jobTitle = undefined;
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
  expect((await world.people()).get(ADA.userName)).toMatchObject({ title: "Analyst" });
});

test("the flag in the tenant URL changes the bodies and is never sent", async () => {
  const world = await startWorld([{ ...ADA, title: "Analyst" }], { flag: "?aadOptscim062020" });
  await world.firstCycle();
  const user = world.user(ADA.userName);
  user.jobTitle = "Director";
  user.givenName = "Adele";
  user.mail = "adele@northwind.example";
  world.sent.length = 0;
  await world.nextCycle();
  expect(operations(writes(world.sent)[0])).toEqual([
    { op: "replace", path: 'emails[type eq "work"].value', value: "adele@northwind.example" },
    { op: "replace", value: { title: "Director", "name.givenName": "Adele", "name.formatted": "Adele Berg" } },
  ]);

  user.accountEnabled = false;
  world.sent.length = 0;
  await world.nextCycle();
  expect(operations(writes(world.sent)[0])).toEqual([{ op: "replace", path: "active", value: false }]);
  expect(world.sent.some(({ path }) => path.includes("aadOptscim"))).toBe(false);
});

test("who is there already is taken over, and only what differs is sent", async () => {
  const world = await startWorld([{ ...ADA, title: "Analyst" }]);
  const { id } = await world.target("POST", "/Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "ADA@northwind.example",
    active: true,
    title: "Analyst",
  });
  await world.firstCycle();
  const paths = operations(writes(world.sent)[0]).map(({ op, path }) => `${textOf(op)} ${textOf(path)}`);
  expect(writes(world.sent)[0]).toMatchObject({ method: "PATCH", path: `/scim/v2/Users/${textOf(id)}` });
  expect(paths).toContain("Replace userName");
  expect(paths).toContain("Add externalId");
  expect(paths).not.toContain("Replace title");
  expect((await world.people()).size).toBe(1);
});

test("people in a nested group are not expanded, and the nested group is no member", async () => {
  const world = await startWorld([ADA, { ...BEN, groups: ["Night-Shift"] }], {
    groups: ["Night-Shift"],
    awkward: { nested: { "Night-Shift": ADMINS } },
  });
  await world.firstCycle();
  expect([...(await world.people()).keys()]).toEqual([ADA.userName]);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });
});

test("with SyncAll everybody and every group is in scope", async () => {
  const world = await startWorld([ADA, { ...BEN, groups: ["Sales"] }], { groups: ["Sales"] });
  world.app.settings.set("SyncAll", "true");
  await world.firstCycle();
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName], Sales: [BEN.userName] });
});

test("a person who is assigned without a group is provisioned without one", async () => {
  const world = await startWorld([ADA, { ...BEN, groups: [] }]);
  world.assign(BEN.userName);
  await world.firstCycle();
  expect([...(await world.people()).keys()].sort()).toEqual([ADA.userName, BEN.userName]);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });
});

test("a manager is told after everybody is there, as the bare id, and only when in scope", async () => {
  const outside = { userName: "eve@northwind.example", groups: [] };
  const world = await startWorld([ADA, BEN, outside], {
    managers: { [ADA.userName]: BEN.userName, [BEN.userName]: outside.userName },
  });
  await world.firstCycle();
  const ben = world.job.anchors.get(world.user(BEN.userName).id);
  const told = writes(world.sent).filter(({ body }) => JSON.stringify(body).includes(":manager"));
  expect(told.map((one) => operations(one))).toEqual([
    [{ op: "Add", path: `${ENTERPRISE}:manager`, value: ben?.targetId }],
  ]);

  world.sent.length = 0;
  world.assign(outside.userName);
  await world.nextCycle();
  // The manager of Ben is in scope now, and stays unknown until a restart.
  expect(writes(world.sent).map(({ method }) => method)).toEqual(["POST"]);

  world.engine.restart(world.app, world.job, "Watermark, Escrows, QuarantineState");
  world.sent.length = 0;
  await world.nextCycle();
  const eve = world.job.anchors.get(world.user(outside.userName).id);
  expect(writes(world.sent).map((one) => operations(one))).toEqual([
    [{ op: "Add", path: `${ENTERPRISE}:manager`, value: eve?.targetId }],
  ]);
});

test("membership goes as what changed: an addition, a removal by value", async () => {
  const world = await startWorld([ADA, BEN]);
  await world.firstCycle();
  const group = world.group(ADMINS);
  const ben = world.user(BEN.userName);
  const benId = world.job.anchors.get(ben.id)?.targetId;
  world.assign(BEN.userName);
  group.members.delete(ben.id);
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent).map((one) => operations(one))).toEqual([
    [{ op: "Remove", path: "members", value: [{ $ref: null, value: benId }] }],
  ]);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA.userName] });

  group.members.add(ben.id);
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent).map((one) => operations(one))).toEqual([
    [{ op: "Add", path: "members", value: [{ $ref: null, value: benId }] }],
  ]);
});

test("a renamed group is renamed on the target; one that is no longer assigned is deleted there", async () => {
  const world = await startWorld([ADA]);
  await world.firstCycle();
  world.group(ADMINS).displayName = "TOTAL-Owners";
  await world.nextCycle();
  expect(await world.groups()).toEqual({ "TOTAL-Owners": [ADA.userName] });
  world.unassign("TOTAL-Owners");
  await world.nextCycle();
  expect(await world.groups()).toEqual({});
});

test("with the mapping of groups disabled no group is sent", async () => {
  const world = await startWorld([ADA]);
  world.job.schema = {
    ...world.job.schema,
    synchronizationRules: objects(world.job.schema["synchronizationRules"]).map((rule) => ({
      ...rule,
      objectMappings: objects(rule["objectMappings"]).map((one) => ({
        ...one,
        enabled: one["sourceObjectName"] !== "Group",
      })),
    })),
  };
  await world.firstCycle();
  expect(world.sent.filter(({ path }) => path.includes("/Groups"))).toEqual([]);
  expect((await world.people()).size).toBe(1);
});

test("the job tells what a cycle did, and the log shows it a minute later", async () => {
  const world = await startWorld([ADA, { ...BEN, active: false }]);
  expect(world.job.lastExecution).toBeUndefined();
  await world.firstCycle();
  expect(world.job).toMatchObject({
    state: "Active",
    fullCycleDue: false,
    completeFailures: 0,
    synchronized: { users: 1, groups: 1 },
    lastExecution: { state: "Succeeded", error: undefined, countEntitled: 2, countExported: 3, countEscrowed: 0 },
  });
  expect(world.job.steadyStateFirstAchieved).toBe(world.job.lastExecution?.ended);
  expect(logged(world)).toEqual({
    "Ada Berg": ["create success"],
    "Ben Cole": ["other skipped"],
    [ADMINS]: ["create success", "update success"],
  });
  const [first] = world.tenant.log;
  expect(first?.visibleFrom).toBe(Date.parse(first?.record.activityDateTime ?? "") + 60_000);
});

test("2,000 people take minutes of simulated time and arrive once", async () => {
  const names = Array.from({ length: 2_000 }, (_, index) => `person${String(index)}@northwind.example`);
  const world = await startWorld(names.map((userName) => ({ userName })));
  await world.firstCycle();
  expect((await world.people()).size).toBe(2_000);
  expect(world.job.synchronized).toEqual({ users: 2_000, groups: 1 });
  expect((await world.groups())[ADMINS]).toHaveLength(2_000);
  const { began = 0, ended = 0 } = world.job.lastExecution ?? {};
  expect(ended - began).toBeGreaterThan(200_000);
  expect(world.engine.scimRequests()).toEqual({ GET: 2_003, POST: 2_001, PUT: 0, PATCH: 20, DELETE: 0 });
});
