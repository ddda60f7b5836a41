import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { people, startWorld, text, type World } from "./world.js";

const SCHEMA = "/api/v1/meta/schemas/user/default";
const TYPES = "/api/v1/meta/types/user";
const PROFILE = { firstName: "New", lastName: "Comer", email: "new@x.example", login: "new@x.example" };

function custom(properties: JsonObject): JsonObject {
  return { definitions: { custom: { id: "#custom", type: "object", properties } } };
}

async function customNames(world: World, path: string): Promise<string[]> {
  const { definitions } = (await world.call("GET", path)).object as { definitions: { custom: JsonObject } };
  return Object.keys(definitions.custom["properties"] ?? {});
}

test("an attribute of the org's own can be given to users, mapped, and taken away with its values", async () => {
  const world = await startWorld(people());
  const user = { profile: { ...PROFILE, badges: ["a"] } };
  expect((await world.call("POST", "/api/v1/users", user)).status).toBe(400);
  const badges = { title: "Badges", type: "array", items: { type: "string" }, required: false };
  const made = await world.call("POST", SCHEMA, custom({ badges }));
  expect(made.object["definitions"]).toMatchObject({
    custom: {
      properties: {
        badges: {
          mutability: "READ_WRITE",
          scope: "NONE",
          permissions: [{ principal: "SELF", action: "READ_ONLY" }],
          master: { type: "PROFILE_MASTER" },
        },
      },
      required: [],
    },
    base: { required: ["login", "firstName", "lastName", "email"] },
  });
  expect(JSON.stringify(made.object)).not.toContain('"union"');
  expect((await world.call("POST", "/api/v1/users", user)).object).toMatchObject(user);
  await world.call("POST", SCHEMA, custom({ badges: null }));
  const { profile } = (await world.call("GET", `/api/v1/users/${PROFILE.login}`)).object;
  expect(profile).not.toHaveProperty("badges");
  expect(await customNames(world, SCHEMA)).toEqual([]);
});

test("another type has a schema of its own, can be given to a user, and is not deleted while somebody has it", async () => {
  const world = await startWorld(people());
  const made = await world.call("POST", TYPES, { name: "contractor", displayName: "Contractor", description: "C" });
  const id = text(made.object["id"]);
  expect(made.object).toMatchObject({ default: false, _links: { self: { rel: "self", method: "GET" } } });
  const schema = (made.object["_links"] as { schema: { href: string } }).schema.href;
  await world.call("POST", schema, custom({ agency: { title: "Agency", type: "string" } }));
  expect([await customNames(world, schema), await customNames(world, SCHEMA)]).toEqual([["agency"], []]);

  await world.call("POST", "/api/v1/users", { profile: PROFILE });
  const profile = { ...PROFILE, agency: "Acme" };
  expect((await world.call("PUT", `/api/v1/users/${PROFILE.login}`, { profile })).status).toBe(400);
  const moved = await world.call("PUT", `/api/v1/users/${PROFILE.login}`, { profile, type: { id } });
  expect(moved.object).toMatchObject({ type: { id }, profile: { agency: "Acme" } });
  expect((await world.call("DELETE", `${TYPES}/${id}`)).status).toBe(403);
  for (let time = 0; time < 2; time += 1) await world.call("DELETE", `/api/v1/users/${PROFILE.login}`);
  expect((await world.call("DELETE", `${TYPES}/${id}`)).status).toBe(204);
  expect(await world.call("GET", `${TYPES}/${id}`)).toMatchObject({
    status: 404,
    object: { errorSummary: `Not found: Resource not found: ${id} (CVDType)` },
  });
});

test("POST changes what is sent of a type, PUT the whole, and its name stays", async () => {
  const world = await startWorld(people());
  const body = { name: "contractor", displayName: "Contractor", description: "C" };
  const type = `${TYPES}/${text((await world.call("POST", TYPES, body)).object["id"])}`;
  expect((await world.call("POST", type, { displayName: "Partner" })).object).toMatchObject({
    ...body,
    displayName: "Partner",
  });
  expect((await world.call("PUT", type, { displayName: "Guest", name: "guest" })).object).toMatchObject({
    name: "contractor",
    displayName: "Guest",
    description: null,
  });
  expect((await world.call("POST", TYPES, body)).status).toBe(400);
});

test.each(["user", "app"])(
  "writes to the schema of %s side by side are lost but for the last, one after the other none is",
  async (of) => {
    // Long enough that a busy machine sends all five meanwhile.
    const world = await startWorld(people(), { schemaWriteMs: 400 });
    const path = of === "user" ? SCHEMA : `/api/v1/meta/schemas/apps/${await world.createApp()}/default`;
    const write = (name: string): Promise<unknown> =>
      world.call("POST", path, custom({ [name]: { title: name, type: "string" } }));
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(names.map(write));
    await world.clock.sleep(2_000);
    expect(await customNames(world, path)).toHaveLength(1);
    for (const name of names) await write(name);
    await world.clock.sleep(2_000);
    expect((await customNames(world, path)).sort()).toEqual(names);
  },
);
