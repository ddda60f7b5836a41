import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/base/json.js";
import { attributeSource, mappingsOf, sourceOf, withSource, withUserMappings } from "../schema/schema-parts.js";
import { startWorld, textOf, type World } from "./world.js";

async function schemaPlace(world: World): Promise<string> {
  return `/servicePrincipals/${world.app()}/synchronization/jobs/${await world.createJob()}/schema`;
}

function externalId(schema: JsonObject): unknown {
  const found = mappingsOf(schema, "User").find((one) => one["targetAttributeName"] === "externalId");
  return found === undefined ? undefined : sourceOf(found)["name"];
}

test("the whole schema is read, changed and written back, its annotation included, and every other key stays", async () => {
  const world = await startWorld();
  const place = await schemaPlace(world);
  const before = (await world.call("GET", place)).body;
  expect(before["@odata.context"]).toContain("/schema/$entity");
  expect(externalId(before)).toBe("mailNickname");
  const answer = await world.call("PUT", place, withSource(before, "externalId", attributeSource("objectId")));
  expect([answer.status, answer.text]).toEqual([204, ""]);
  const after = (await world.call("GET", place)).body;
  expect(externalId(after)).toBe("objectId");
  expect(after["version"]).not.toBe(before["version"]);
  expect(withSource({ ...after, version: before["version"] }, "externalId", attributeSource("mailNickname"))).toEqual(
    before,
  );
});

test("a schema that is refused changes nothing", async () => {
  const world = await startWorld();
  const place = await schemaPlace(world);
  const before = (await world.call("GET", place)).body;
  const twice = withUserMappings(before, (all) => [...all, ...all.slice(-1)]);
  const unknown = withSource(before, "externalId", attributeSource("oid"));
  expect(await world.call("PUT", place, twice)).toMatchObject({ status: 400, error: { code: "InvalidSchema" } });
  expect(await world.call("PUT", place, unknown)).toMatchObject({
    status: 400,
    error: { code: "SchemaAttributeNotFound" },
  });
  expect((await world.call("PUT", place, { ...before, directories: [] })).error.code).toBe(
    "RequestMissingRequiredParameter",
  );
  expect((await world.call("GET", place)).body).toEqual(before);
});

test("there is no guard against two writers: the last one wins", async () => {
  const world = await startWorld();
  const place = await schemaPlace(world);
  const read = await world.call("GET", place);
  expect(read.headers.get("etag")).toBeNull();
  await world.call("PUT", place, withSource(read.body, "externalId", attributeSource("objectId")));
  await world.call("PUT", place, withSource(read.body, "title", attributeSource("companyName")));
  expect(externalId((await world.call("GET", place)).body)).toBe("mailNickname");
});

test("a changed mapping makes the next cycle evaluate everybody, the same schema again does not", async () => {
  const world = await startWorld();
  const place = await schemaPlace(world);
  const [job] = world.sandbox.tenant.servicePrincipals.get(world.app())?.jobs.values() ?? [];
  if (job === undefined) throw new Error("the job is not there");
  job.fullCycleDue = false;
  const before = (await world.call("GET", place)).body;
  await world.call("PUT", place, before);
  expect(job.fullCycleDue).toBe(false);
  await world.call("PUT", place, withSource(before, "externalId", attributeSource("objectId")));
  expect(job.fullCycleDue).toBe(true);
});

test("deleting a schema brings the default back", async () => {
  const world = await startWorld();
  const place = await schemaPlace(world);
  const before = (await world.call("GET", place)).body;
  await world.call("PUT", place, withSource(before, "externalId", attributeSource("objectId")));
  expect((await world.call("DELETE", place)).status).toBe(204);
  expect(externalId((await world.call("GET", place)).body)).toBe("mailNickname");
});

test("an older tenant has no mapping of externalId", async () => {
  const world = await startWorld({ schemaVariant: "older" });
  expect(externalId((await world.call("GET", await schemaPlace(world))).body)).toBeUndefined();
});

test("an expression is parsed, and evaluated for a test object", async () => {
  const world = await startWorld();
  const place = await schemaPlace(world);
  const answer = await world.call("POST", `${place}/parseExpression`, {
    expression: 'Join("-", [givenName], [surname])',
    testInputObject: {
      definition: null,
      properties: [
        { key: "givenName", value: "Ada" },
        { key: "surname", value: "Berg" },
      ],
    },
    targetAttributeDefinition: null,
  });
  expect(answer.body).toMatchObject({
    error: null,
    parsingSucceeded: true,
    evaluationSucceeded: true,
    evaluationResult: ["Ada-Berg"],
    parsedExpression: { name: "Join", type: "Function" },
  });
  const broken = await world.call("POST", `${place}/parseExpression`, { expression: "Join(" });
  expect(broken.body).toMatchObject({ parsingSucceeded: false, parsedExpression: null });
  expect((await world.call("POST", `${place}/parseExpression`, {})).status).toBe(400);
});

test("the functions of mappings are listed", async () => {
  const world = await startWorld();
  const { list } = await world.call("GET", `${await schemaPlace(world)}/functions`);
  const names = list.map(({ name }) => textOf(name));
  for (const name of ["Join", "Switch", "Replace", "IIF", "ToLower"]) expect(names).toContain(name);
});
