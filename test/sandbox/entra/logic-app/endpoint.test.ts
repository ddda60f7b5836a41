import { afterEach, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../src/base/json.js";
import { targetAttribute } from "../../../../src/dialect/entra/target-attribute.js";
import { resourceOf, valueAt } from "../../../../src/dialect/entra/values.js";
import { CORE_GROUP, groupMappings, userMappings } from "../../../../src/sandbox/entra/schema/default-mappings.js";
import { startTarget, type RunningTarget } from "../../../../src/scim-target/http.js";
import { textOf } from "../graph/world.js";
import { ENDPOINT_TESTS } from "./inventory.js";

const CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
/** What the workflow leaves as it is: what matches, what refers, and what has a meaning of its own. */
const KEPT = new Set(["userName", "active", "externalId", "roles", MANAGER]);

const open: RunningTarget[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

type Ask = (method: string, path: string, body?: JsonObject) => Promise<{ status: number; body: JsonObject }>;

async function startEndpoint(): Promise<Ask> {
  const target = await startTarget();
  open.push(target);
  return async (method, path, body) => {
    const response = await fetch(target.baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${target.token.reveal()}`,
        accept: "application/scim+json",
        ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    return { status: response.status, body: isJsonObject(parsed) ? parsed : {} };
  };
}

const USER_ATTRIBUTES = userMappings().map((one) => textOf(one["targetAttributeName"]));
const OPTIONAL = USER_ATTRIBUTES.filter((name) => !KEPT.has(name));

let made = 0;

async function createUser(ask: Ask, attributes: readonly string[] = []): Promise<JsonObject> {
  made += 1;
  const userName = `user${String(made)}@northwind.example`;
  const values = new Map<string, JsonValue>([
    ["userName", userName],
    ["active", true],
    ...attributes.map((name) => [name, `first ${name.replace(/[^a-z]/gi, "")}`] as const),
  ]);
  const { status, body } = await ask("POST", "/Users", resourceOf(values, CORE_USER));
  expect([status, body["userName"]]).toEqual([201, userName]);
  expect(textOf(body["id"])).not.toBe("");
  return body;
}

async function createGroup(ask: Ask): Promise<JsonObject> {
  made += 1;
  const displayName = `Group ${String(made)}`;
  const { status, body } = await ask("POST", "/Groups", { schemas: [CORE_GROUP], displayName, externalId: "x1" });
  expect([status, body["displayName"]]).toEqual([201, displayName]);
  expect(textOf(body["id"])).not.toBe("");
  return body;
}

/** Sends a PATCH and reads the resource again. */
async function patched(ask: Ask, path: string, operations: readonly JsonObject[]): Promise<JsonObject> {
  const { status } = await ask("PATCH", path, { schemas: [PATCH], Operations: operations });
  expect([200, 204]).toContain(status);
  const after = await ask("GET", path);
  expect(after.status).toBe(200);
  return after.body;
}

/** Looks a mapped attribute up in the schemas, in any letter case. */
function isDiscoverable(schemas: readonly JsonObject[], core: string, name: string): boolean {
  const { extension, attribute, sub } = targetAttribute(name);
  const named = (list: JsonValue | undefined, wanted: string): JsonObject | undefined =>
    objectsIn(list).find((one) => textOf(one["name"]).toLowerCase() === wanted.toLowerCase());
  const schema = schemas.find(({ id }) => textOf(id).toLowerCase() === (extension ?? core).toLowerCase());
  // Every resource has these two, whatever its schema says. Source: RFC 7643 3.1.
  if (extension === undefined && ["id", "externalId"].includes(attribute)) return true;
  const found = named(schema?.["attributes"], attribute);
  return found !== undefined && (sub === undefined || named(found["subAttributes"], sub) !== undefined);
}

async function paginate(ask: Ask, path: string): Promise<void> {
  const ids = new Set<string>();
  for (let page = 0; page < 3; page += 1) {
    const startIndex = page * 5 + 1;
    const { status, body } = await ask("GET", `${path}?startIndex=${String(startIndex)}&count=5`);
    expect([status, body["startIndex"]]).toEqual([200, startIndex]);
    for (const { id } of objectsIn(body["Resources"])) ids.add(textOf(id));
  }
  expect(ids.size).toBe(11);
}

const PLAYS: Readonly<Record<string, (ask: Ask) => Promise<void>>> = {
  async Schema_Discoverability_Test(ask) {
    const { status, body } = await ask("GET", "/Schemas");
    expect(status).toBe(200);
    const schemas = objectsIn(body["Resources"]);
    const groups = groupMappings().map((one) => textOf(one["targetAttributeName"]));
    expect(USER_ATTRIBUTES.filter((name) => !isDiscoverable(schemas, CORE_USER, name))).toEqual([]);
    expect(groups.filter((name) => !isDiscoverable(schemas, CORE_GROUP, name))).toEqual([]);
  },
  async SCIM_Null_Update_Test(ask) {
    for (const together of [false, true]) {
      const created = await createUser(ask, OPTIONAL);
      for (const name of OPTIONAL) expect([name, valueAt(created, name)]).toEqual([name, expect.anything()]);
      for (const value of ["", null]) {
        const filtered = OPTIONAL.filter((name) => name.includes("["));
        const plain = OPTIONAL.filter((name) => !name.includes("["));
        const operations: JsonObject[] = together
          ? [
              ...filtered.map((path) => ({ op: "replace", path, value })),
              { op: "replace", value: Object.fromEntries(plain.map((name) => [name, value])) },
            ]
          : OPTIONAL.map((path) => ({ op: "replace", path, value }));
        const after = await patched(ask, `/Users/${textOf(created["id"])}`, operations);
        expect(OPTIONAL.filter((name) => ![undefined, null, ""].includes(valueAt(after, name) as null))).toEqual([]);
      }
    }
  },
  async SCIM_User_Create_Test(ask) {
    await createUser(ask, OPTIONAL);
  },
  async SCIM_User_Update_Test(ask) {
    const created = await createUser(ask);
    const operations = OPTIONAL.map((path) => ({ op: "replace", path, value: "changed" }));
    const after = await patched(ask, `/Users/${textOf(created["id"])}`, operations);
    for (const name of OPTIONAL) expect([name, valueAt(after, name)]).toEqual([name, "changed"]);
  },
  async SCIM_Group_Create_Test(ask) {
    await createGroup(ask);
  },
  async SCIM_Group_Update_Test(ask) {
    const created = await createGroup(ask);
    const after = await patched(ask, `/Groups/${textOf(created["id"])}`, [
      { op: "replace", path: "displayName", value: "Changed" },
      { op: "replace", path: "externalId", value: "x2" },
    ]);
    expect(after).toMatchObject({ displayName: "Changed", externalId: "x2" });
  },
  async SCIM_User_Pagination_Test(ask) {
    for (let count = 0; count < 11; count += 1) await createUser(ask);
    await paginate(ask, "/Users");
  },
  async SCIM_Group_Pagination_Test(ask) {
    for (let count = 0; count < 11; count += 1) await createGroup(ask);
    await paginate(ask, "/Groups");
  },
  async SCIM_Update_Manager_Test(ask) {
    const path = `/Users/${textOf((await createUser(ask))["id"])}`;
    for (const op of ["add", "replace"]) {
      const manager = textOf((await createUser(ask))["id"]);
      const after = await patched(ask, path, [{ op, path: MANAGER, value: manager }]);
      expect(valueAt(after, `${MANAGER}.value`)).toBe(manager);
    }
    const removed = await patched(ask, path, [{ op: "replace", path: MANAGER, value: "" }]);
    expect(valueAt(removed, `${MANAGER}.value`)).toBeUndefined();
  },
};

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isJsonObject) : [];
}

test.each(ENDPOINT_TESTS.filter(({ skipped }) => skipped === undefined))("$number $name", async ({ name }) => {
  const play = PLAYS[name];
  expect(play).toBeDefined();
  await play?.(await startEndpoint());
});

test("every other test of the workflow says why it is not played", () => {
  const skipped = ENDPOINT_TESTS.filter((one) => one.skipped !== undefined);
  expect(skipped.map(({ name }) => name)).toEqual(["Validate_Credentials_Test", "Federated_Identity_Test"]);
  expect(Object.keys(PLAYS)).toHaveLength(ENDPOINT_TESTS.length - skipped.length);
});
