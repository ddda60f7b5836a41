import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/base/json.js";
import { nextOf, people, startWorld, text, type Answer, type World } from "./world.js";

const someone = people({ userName: "ada@x.example", title: "Boss", department: "Sales" });
const DEFAULTS = {
  givenName: { expression: "user.firstName", pushStatus: "PUSH" },
  familyName: { expression: "user.lastName", pushStatus: "PUSH" },
  email: { expression: "user.email", pushStatus: "PUSH" },
  displayName: { expression: "user.displayName", pushStatus: "PUSH" },
};

interface Mapped {
  readonly world: World;
  readonly appId: string;
  readonly path: string;
  readonly post: (properties: JsonValue) => Promise<Answer>;
  readonly properties: () => Promise<JsonValue | undefined>;
}

async function start(): Promise<Mapped> {
  const world = await startWorld(someone);
  const appId = await world.createApp();
  await world.connect(appId);
  const [mapping] = (await world.call("GET", `/api/v1/mappings?targetId=${appId}`)).list;
  const path = `/api/v1/mappings/${text(mapping?.["id"])}`;
  return {
    world,
    appId,
    path,
    post: (properties) => world.call("POST", path, { properties }),
    properties: async () => (await world.call("GET", path)).object["properties"],
  };
}

async function assign(world: World, appId: string): Promise<void> {
  await world.call("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId("TOTAL-Admin")}`, {});
  await world.clock.sleep(5_000);
}

describe("profile mappings of the sandbox", () => {
  test("are two of an app, found by source and target, without properties in the list", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    await world.createApp("Other");
    const [type] = (await world.call("GET", "/api/v1/meta/types/user")).list;
    const userType = text(type?.["id"]);
    const list = async (query: string): Promise<readonly JsonObject[]> =>
      (await world.call("GET", `/api/v1/mappings?${query}`)).list;
    expect(await list(`targetId=${appId}`)).toMatchObject([
      { source: { id: userType, type: "user" }, target: { id: appId, type: "appuser" } },
    ]);
    expect(await list(`sourceId=${appId}`)).toMatchObject([{ source: { id: appId }, target: { id: userType } }]);
    expect(await list(`sourceId=${userType}`)).toHaveLength(2);
    expect(await list(`sourceId=${userType}&targetId=0oanone`)).toEqual([]);
    const all = await list("");
    expect(all).toHaveLength(4);
    expect(all.every((mapping) => !("properties" in mapping))).toBe(true);
    const page = await world.call("GET", "/api/v1/mappings?limit=3");
    expect([page.list.length, (await world.call("GET", nextOf(page) ?? "")).list.length]).toEqual([3, 1]);
    expect((await world.call("GET", "/api/v1/mappings?limit=201")).status).toBe(400);
    expect((await world.call("GET", "/api/v1/mappings/prmnone")).status).toBe(404);
  });

  test("exist as soon as the app does, and get Okta's own properties when SCIM is switched on", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const [mapping] = (await world.call("GET", `/api/v1/mappings?targetId=${appId}`)).list;
    const read = async (): Promise<unknown> =>
      (await world.call("GET", `/api/v1/mappings/${text(mapping?.["id"])}`)).object["properties"];
    expect(await read()).toEqual({});
    await world.connect(appId);
    expect(await read()).toEqual(DEFAULTS);
  });

  test("are merged into, and null takes a property out in both ways of saying it", async () => {
    const { post, properties } = await start();
    const title = { expression: "user.title", pushStatus: "PUSH" };
    const department = { expression: "user.department", pushStatus: "DONT_PUSH" };
    expect(await post({ title, department })).toMatchObject({ status: 200, object: { properties: { title } } });
    expect(await properties()).toEqual({ ...DEFAULTS, title, department });
    await post({ title: null, department: { expression: null, pushStatus: null } });
    expect(await properties()).toEqual(DEFAULTS);
  });

  test.each<[string, JsonValue, string]>([
    ["an expression that does not parse", { expression: "user.title +", pushStatus: "PUSH" }, "E0000045"],
    ["an empty expression", { expression: "", pushStatus: "PUSH" }, "E0000045"],
    ["an attribute nobody has", { expression: "user.shoeSize", pushStatus: "PUSH" }, "E0000045"],
    ["no expression", { pushStatus: "PUSH" }, "E0000045"],
    ["an unknown pushStatus", { expression: "user.title", pushStatus: "ALWAYS" }, "E0000001"],
    ["no pushStatus", { expression: "user.title" }, "E0000001"],
  ])("refuse %s, and then keep nothing of the body", async (_name, bad, errorCode) => {
    const { post, properties } = await start();
    const good = { expression: "user.nickName", pushStatus: "PUSH" };
    expect(await post({ nickName: good, title: bad })).toMatchObject({ status: 400, object: { errorCode } });
    expect(await properties()).toEqual(DEFAULTS);
  });

  test("refuse an attribute of the app until the app's schema shows it", async () => {
    const { world, appId, post } = await start();
    const custom = { customCode: { title: "Code", type: "string" } };
    await world.call("POST", `/api/v1/meta/schemas/apps/${appId}/default`, {
      definitions: { custom: { properties: custom } },
    });
    const properties = { customCode: { expression: '"x"', pushStatus: "PUSH" } };
    expect(await post(properties)).toMatchObject({ status: 400, object: { errorCode: "E0000001" } });
    await world.clock.sleep(2_000);
    expect((await post(properties)).status).toBe(200);
  });

  test("send what they map: enterprise attributes under their URN, literals as they stand, nothing unmapped", async () => {
    const { world, appId, post } = await start();
    await world.call("POST", `/api/v1/meta/schemas/apps/${appId}/default`, {
      definitions: { custom: { properties: { customCode: { title: "Code", type: "string" } } } },
    });
    await world.clock.sleep(2_000);
    await post({
      department: { expression: "user.department", pushStatus: "PUSH" },
      customCode: { expression: '"test-CustomCode"', pushStatus: "PUSH" },
      displayName: null,
    });
    await assign(world, appId);
    const urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const body = world.sent.at(-1)?.body as JsonObject;
    expect(body).toMatchObject({ [urn]: { department: "Sales" }, customCode: "test-CustomCode" });
    expect(body["schemas"]).toEqual(["urn:ietf:params:scim:schemas:core:2.0:User", urn]);
    expect(body).not.toHaveProperty("displayName");
    expect(body).not.toHaveProperty("title");
  });

  test("with DONT_PUSH send a value at creation and leave it alone afterwards", async () => {
    const { world, appId, post } = await start();
    await post({ title: { expression: "user.title", pushStatus: "DONT_PUSH" } });
    await assign(world, appId);
    expect(world.sent.at(-1)?.body).toMatchObject({ title: "Boss" });
    world.sent.length = 0;
    await world.call("POST", "/api/v1/users/ada@x.example", { profile: { title: "Chief" } });
    await world.clock.sleep(5_000);
    expect(world.sent).toEqual([]);
    await world.call("POST", "/api/v1/users/ada@x.example", { profile: { lastName: "Holm" } });
    await world.clock.sleep(5_000);
    expect(world.sent.at(-1)?.body).toMatchObject({ title: "Boss", name: { familyName: "Holm" } });
  });
});
