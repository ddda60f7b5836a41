import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/base/json.js";
import { people, startWorld, text, type Answer, type World } from "./world.js";

const someone = people({ userName: "ada@x.example" });
const CODE = {
  title: "Code",
  type: "string",
  description: "A code",
  externalName: "customCode",
  externalNamespace: "urn:ietf:params:scim:schemas:core:2.0:User",
  scope: "SELF",
};

interface SchemaWorld {
  readonly world: World;
  readonly appId: string;
  readonly path: string;
  readonly post: (properties: JsonObject) => Promise<Answer>;
}

async function start(): Promise<SchemaWorld> {
  const world = await startWorld(someone);
  const appId = await world.createApp();
  const path = `/api/v1/meta/schemas/apps/${appId}/default`;
  const post = (properties: JsonObject): Promise<Answer> =>
    world.call("POST", path, { definitions: { custom: { id: "#custom", type: "object", properties } } });
  return { world, appId, path, post };
}

function attributes(answer: Answer, part: "custom" | "base" = "custom"): JsonObject {
  const definitions = answer.object["definitions"] as Record<string, { readonly properties: JsonObject }>;
  return definitions[part]?.properties ?? {};
}

describe("the user profile of an app", () => {
  test("shows a new attribute in the answer at once and in reads a little later", async () => {
    const { world, path, post } = await start();
    const answer = await post({ customCode: CODE });
    expect(answer.status).toBe(200);
    expect(attributes(answer)).toEqual({ customCode: CODE });
    expect(attributes(await world.call("GET", path))).toEqual({});
    await world.clock.sleep(2_000);
    expect(attributes(await world.call("GET", path))).toEqual({ customCode: CODE });
  });

  test("is merged into: other attributes stay, and what can change changes", async () => {
    const { world, path, post } = await start();
    await post({ a: CODE, b: CODE });
    await post({ b: { ...CODE, title: "Bee", required: true }, c: { title: "C", type: "boolean" } });
    await world.clock.sleep(2_000);
    const read = await world.call("GET", path);
    expect(attributes(read)).toEqual({
      a: CODE,
      b: { ...CODE, title: "Bee", required: true },
      c: { title: "C", type: "boolean", scope: "NONE" },
    });
    expect(read.object["definitions"]).toMatchObject({ custom: { required: ["b"] } });
  });

  test.each<[string, JsonValue]>([
    ["scope", "NONE"],
    ["type", "boolean"],
    ["externalName", "other"],
    ["externalNamespace", "urn:other"],
  ])("ignores a changed %s without a word", async (key, value) => {
    const { post } = await start();
    await post({ customCode: CODE });
    const answer = await post({ customCode: { ...CODE, [key]: value } });
    expect(answer.status).toBe(200);
    expect(attributes(answer)).toEqual({ customCode: CODE });
  });

  test("never gives back permissions and master, and union only for lists", async () => {
    const { post } = await start();
    const extra = { permissions: [{ principal: "SELF", action: "READ_WRITE" }], master: { type: "PROFILE_MASTER" } };
    const list = { title: "Codes", type: "array", items: { type: "string" }, scope: "NONE" };
    const answer = await post({ one: { ...CODE, ...extra, union: "DISABLE" }, many: { ...list, ...extra } });
    expect(attributes(answer)).toEqual({ one: CODE, many: { ...list, union: "DISABLE" } });
  });

  test.each<[string, JsonObject, string]>([
    ["pattern", { x: { ...CODE, pattern: "^x" } }, "pattern is not accepted here"],
    ["a missing title", { x: { type: "string" } }, "title is required"],
    ["an unknown type", { x: { title: "X", type: "date" } }, "type must be one of"],
    ["an unknown scope", { x: { ...CODE, scope: "ALL" } }, "scope must be SELF or NONE"],
    ["a list without items", { x: { title: "X", type: "array" } }, "an array needs items"],
    [
      "combined values of a personal list",
      { x: { title: "X", type: "array", items: { type: "string" }, scope: "SELF", union: "ENABLE" } },
      "union ENABLE",
    ],
    ["a name that is none", { "x-y": CODE }, "is not a valid attribute name"],
    ["the name of a base attribute", { userName: CODE }, "a base attribute has this name"],
    ["a text in place of an attribute", { x: "string" }, "must be an object"],
  ])("refuses %s, and then keeps nothing of the body", async (_name, properties, cause) => {
    const { world, path, post } = await start();
    const answer = await post({ good: CODE, ...properties });
    expect(answer).toMatchObject({ status: 400, object: { errorCode: "E0000001" } });
    expect(JSON.stringify(answer.object["errorCauses"])).toContain(cause);
    await world.clock.sleep(2_000);
    expect(attributes(await world.call("GET", path))).toEqual({});
  });

  test("loses an attribute by null, whose name is free again only when the deletion is complete", async () => {
    const { world, path, post } = await start();
    await post({ customCode: CODE });
    await world.clock.sleep(2_000);
    expect(attributes(await post({ customCode: null }))).toEqual({});
    expect(attributes(await world.call("GET", path))).toEqual({});
    const tooSoon = await post({ customCode: CODE });
    expect(tooSoon).toMatchObject({ status: 400, object: { errorCode: "E0000001" } });
    expect(JSON.stringify(tooSoon.object["errorCauses"])).toContain("same variable name is incomplete");
    await world.clock.sleep(2_000);
    expect((await post({ customCode: { ...CODE, scope: "NONE" } })).status).toBe(200);
  });

  test("has the attributes of SCIM only once SCIM is on", async () => {
    const { world, appId, path } = await start();
    expect(Object.keys(attributes(await world.call("GET", path), "base"))).toEqual(["userName"]);
    await world.connect(appId);
    const base = Object.keys(attributes(await world.call("GET", path), "base"));
    for (const name of ["userName", "givenName", "familyName", "email", "displayName", "title", "department"])
      expect(base).toContain(name);
  });

  test("lets a value be set for a whole group only when the attribute exists and is not personal", async () => {
    const { world, appId, post } = await start();
    await post({ mine: CODE, ours: { ...CODE, scope: "NONE" } });
    await world.clock.sleep(2_000);
    const path = `/api/v1/apps/${appId}/groups/${await world.groupId("TOTAL-Admin")}`;
    const put = (profile: JsonObject): Promise<Answer> => world.call("PUT", path, { profile });
    expect(await put({ ours: "7" })).toMatchObject({ status: 200, object: { profile: { ours: "7" } } });
    for (const profile of [{ mine: "7" }, { theirs: "7" }])
      expect((await put(profile)).object["errorCode"]).toBe("E0000001");
    expect((await world.call("GET", path)).object["profile"]).toEqual({ ours: "7" });
  });

  test("sends a group's value to the target under the attribute's namespace", async () => {
    const { world, appId, post } = await start();
    await world.connect(appId);
    const urn = "urn:ietf:params:scim:schemas:extension:total:2.0:User";
    await post({ vendor: { title: "V", type: "boolean", externalName: "thirdParty", externalNamespace: urn } });
    await world.clock.sleep(2_000);
    const path = `/api/v1/apps/${appId}/groups/${await world.groupId("TOTAL-Admin")}`;
    await world.call("PUT", path, { profile: { vendor: true } });
    await world.clock.sleep(5_000);
    const create = world.sent.find(({ method }) => method === "POST");
    expect(create?.body).toMatchObject({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", urn],
      [urn]: { thirdParty: true },
    });
  });

  test("is the app's: another app has none of it, and a schema of no app is 404", async () => {
    const { world, post } = await start();
    await post({ customCode: CODE });
    await world.clock.sleep(2_000);
    const other = `/api/v1/meta/schemas/apps/${await world.createApp("Other")}/default`;
    expect(attributes(await world.call("GET", other))).toEqual({});
    expect(text((await world.call("GET", other)).object["name"])).toBe("sandbox_other_2");
    expect((await world.call("GET", "/api/v1/meta/schemas/apps/0oanone/default")).status).toBe(404);
  });
});
