import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createExplainer } from "../../../../src/sandbox/entra/engine/objects/explain-user.js";
import {
  ADMINS,
  attribute,
  mapTo,
  object,
  operations,
  startWorld,
  writes,
  type World,
  type WorldOptions,
} from "./world.js";

const ADA = "ada@northwind.example";
const BY_COUNTRY = 'Switch([country], "Elsewhere", "NO", "Oslo", "SE", "Stockholm")';

async function startWithSwitch(options: WorldOptions = {}, expression = BY_COUNTRY): Promise<World> {
  const world = await startWorld([{ userName: ADA, givenName: "Ada", familyName: "Berg" }], options);
  mapTo(world.job, "title", { expression, name: "Switch", type: "Function" });
  world.user(ADA).more["country"] = "NO";
  await world.firstCycle();
  world.sent.length = 0;
  return world;
}

async function titleOf(world: World): Promise<unknown> {
  return (await world.people()).get(ADA)?.["title"];
}

test("a Switch whose source has not changed empties the target when the user changes otherwise", async () => {
  const world = await startWithSwitch();
  expect(await titleOf(world)).toBe("Oslo");
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);

  world.user(ADA).surname = "Lind";
  await world.nextCycle();
  expect(operations(writes(world.sent)[0])).toContainEqual({ op: "Replace", path: "title", value: "" });
  expect(await titleOf(world)).toBeUndefined();
  const record = world.tenant.log.findLast((one) => one.record["provisioningAction"] === "update")?.record;
  expect(record?.["modifiedProperties"]).toContainEqual({ displayName: "title", oldValue: "Oslo", newValue: null });

  // It stays empty until its own source changes, or everything is looked at again.
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
  world.user(ADA).more["country"] = "SE";
  await world.nextCycle();
  expect(await titleOf(world)).toBe("Stockholm");
});

test("a restart, and provisioning on demand, evaluate such a Switch in full", async () => {
  const world = await startWithSwitch();
  world.user(ADA).surname = "Lind";
  await world.nextCycle();
  expect(await titleOf(world)).toBeUndefined();
  await world.onDemand(ADA);
  expect(await titleOf(world)).toBe("Oslo");
  world.user(ADA).surname = "Moe";
  await world.nextCycle();
  world.engine.restart(world.app, world.job, "Full");
  await world.nextCycle();
  expect(await titleOf(world)).toBe("Oslo");
});

test("the Switch of active, and IIF, are not affected, and the variant can be turned off", async () => {
  const iif = await startWithSwitch({}, 'IIF([country]="NO", "Oslo", "Elsewhere")');
  const keeps = await startWithSwitch({ variants: { unchangedSwitch: "keeps" } });
  for (const world of [iif, keeps]) {
    world.user(ADA).surname = "Lind";
    await world.nextCycle();
    expect((await world.people()).get(ADA)).toMatchObject({
      title: "Oslo",
      active: true,
      name: { familyName: "Lind" },
    });
  }
});

const MICROSOFT = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

test.each([
  [undefined, false],
  ["microsoft", true],
] as const)("with the group schema %s, Microsoft's own is in the request: %s", async (groupSchema, named) => {
  const world = await startWorld([{ userName: ADA }], groupSchema === undefined ? {} : { variants: { groupSchema } });
  await world.firstCycle();
  const created = world.sent.find(({ method, path }) => method === "POST" && path.endsWith("/Groups"));
  expect(JSON.stringify(created?.body).includes(MICROSOFT)).toBe(named);
  expect(await world.groups()).toEqual({ [ADMINS]: [ADA] });
});

test.each([
  ["microsoft", / The request names the schema http:.* Microsoft's pages disagree on whether Entra sends it\.$/],
  ["core", /^(?!.*disagree)/],
] as const)(
  "a server that refuses a group's schema is told of with the group schema %s",
  async (groupSchema, reason) => {
    const world = await startWorld([{ userName: ADA }], {
      baseAddress: await strictServer(),
      variants: { groupSchema },
    });
    await world.firstCycle();
    const failed = world.tenant.log.filter(({ record }) => object(record["sourceIdentity"])["displayName"] === ADMINS);
    const status = object(failed[0]?.record["provisioningStatusInfo"]);
    expect(status["status"]).toBe("failure");
    expect(object(status["errorInformation"])["reason"]).toMatch(reason);
  },
);

/** Has nobody, and takes no group. */
async function strictServer(): Promise<string> {
  const server = createServer((request, response) => {
    const { method, url = "" } = request;
    const taken = method === "GET";
    response.writeHead(taken ? 200 : 400, { "content-type": "application/scim+json" });
    const list = { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0, Resources: [] };
    response.end(JSON.stringify(taken ? list : { status: "400", detail: `unknown schema in ${url}` }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}/scim/v2`;
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

test("a guest's sign-in name is sent whole or cut, and either way the target has one user with the object id", async () => {
  const guest = "uma_gmail.example#EXT#@northwind.example";
  for (const [guestNames, expected] of [
    ["whole", guest],
    ["cut", "uma_gmail.example"],
  ] as const) {
    const world = await startWorld([{ userName: guest }], { variants: { guestNames } });
    mapTo(world.job, "externalId", attribute("objectId"));
    await world.firstCycle();
    const { id } = world.user(guest);
    expect([...(await world.people()).values()].map(({ userName, externalId }) => [userName, externalId])).toEqual([
      [expected, id],
    ]);
    expect(createExplainer(world.tenant, { guestNames })(guest)?.values[0]).toMatchObject({ value: expected });
  }
});

test("what differs each time is sent with other changes only, and is explained as it was sent", async () => {
  const world = await startWorld([{ userName: ADA, familyName: "Berg" }]);
  mapTo(world.job, "title", { expression: "Guid()", name: "Guid", type: "Function" });
  mapTo(world.job, "preferredLanguage", { expression: 'Append("d-", Now())', name: "Append", type: "Function" });
  const shown = (): readonly unknown[] =>
    (createExplainer(world.tenant)(ADA)?.values ?? []).filter(({ path }) => path === "title").map(({ value }) => value);
  expect(shown()).toEqual([]);
  await world.firstCycle();
  const first = await titleOf(world);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(shown()).toEqual([first]);
  expect((await world.people()).get(ADA)).toMatchObject({
    preferredLanguage: expect.stringMatching(/^d-11\/20\/2026 /) as string,
  });
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
  world.user(ADA).surname = "Lind";
  await world.nextCycle();
  expect(await titleOf(world)).not.toBe(first);
  expect(shown()).toEqual([await titleOf(world)]);
  expect(world.engine.notSimulated()).toEqual([]);
});
