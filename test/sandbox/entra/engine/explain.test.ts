import { expect, test } from "vitest";
import { isJsonObject } from "../../../../src/base/json.js";
import { createUser } from "../../../../src/dialect/entra/users.js";
import { valueAt } from "../../../../src/dialect/entra/values.js";
import { createExplainer } from "../../../../src/sandbox/entra/engine/objects/explain-user.js";
import { ADMINS, attribute, mapTo, startWorld, type Person, type World } from "./world.js";

const MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

const PEOPLE: readonly Person[] = [
  { userName: "ada@x.example", givenName: "Ada", familyName: "Okafor", displayName: "Ada Okafor", title: "CISO" },
  { userName: "bare@x.example", email: "" },
  { userName: "siobhan.o'neill@x.example", givenName: "Siobhán", familyName: "O'Neill", department: 'R&D "North"' },
  { userName: "layla@x.example", givenName: "ليلى", familyName: "حداد" },
  { userName: "erin_p.example#EXT#@x.example", email: "erin@p.example", title: "Senior ".repeat(60) },
];

function explained(world: World, name: string) {
  const { values = [], targetId } = createExplainer(world.tenant)(name) ?? {};
  return { values, targetId, source: new Map(values.map(({ path, source }) => [path, source])) };
}

test("what is explained is, value by value, the body that creates the person", async () => {
  const world = await startWorld(PEOPLE);
  await world.firstCycle();
  const created = world.sent.filter(({ method, path }) => method === "POST" && path.endsWith("/Users"));
  expect(created).toHaveLength(PEOPLE.length);
  for (const { userName } of PEOPLE) {
    const { values, targetId } = explained(world, userName);
    const body = createUser(new Map(values.map(({ path, value }) => [path, value]))).body;
    const sent = created.find((one) => isJsonObject(one.body) && one.body["userName"] === userName);
    expect(sent?.body).toEqual(body);
    const there = (await world.people()).get(userName);
    expect(targetId).toBe(there?.["id"]);
    for (const { path, value } of values) expect([path, valueAt(there ?? {}, path)]).toEqual([path, value]);
  }
});

test("a value comes from an attribute, an expression, a constant, or the default of something empty", async () => {
  const world = await startWorld([
    { userName: "ada@x.example", givenName: "Ada" },
    { userName: "ben@x.example", title: "Lead" },
  ]);
  mapTo(world.job, "title", attribute("jobTitle"), { defaultValue: "Staff" });
  mapTo(world.job, "preferredLanguage", null, { defaultValue: "en-GB" });
  await world.firstCycle();
  const { source, values } = explained(world, "ADA@x.example");
  expect(source.get("userName")).toBe("userPrincipalName");
  expect(source.get("active")).toBe('Switch([IsSoftDeleted], , "False", "True", "True", "False")');
  expect(source.get("preferredLanguage")).toBe('the constant "en-GB"');
  expect(source.get("title")).toBe('the default value "Staff", since jobTitle is empty');
  expect(values).toContainEqual({ path: "active", value: true, source: source.get("active") });
  expect(explained(world, "ben@x.example").source.get("title")).toBe("jobTitle");
  expect((await world.people()).get("ada@x.example")).toMatchObject({ title: "Staff", preferredLanguage: "en-GB" });
});

test("a manager is told of once both are on the target, and one who is not provisioned never", async () => {
  const world = await startWorld([...PEOPLE, { userName: "off@x.example", active: false }], {
    managers: { "layla@x.example": "ada@x.example", "bare@x.example": "off@x.example" },
  });
  expect(explained(world, "layla@x.example").source.has(MANAGER)).toBe(false);
  await world.firstCycle();
  const { values } = explained(world, "layla@x.example");
  const manager = explained(world, "ada@x.example").targetId;
  expect(manager).toBeDefined();
  expect(values).toContainEqual({ path: MANAGER, value: manager, source: "manager: the target's id of ada@x.example" });
  expect(explained(world, "bare@x.example").source.has(MANAGER)).toBe(false);
});

test("nothing is explained of somebody disabled or in no assigned group, and nobody unknown is known", async () => {
  const world = await startWorld(
    [{ userName: "off@x.example", active: false }, { userName: "other@x.example", groups: ["Sales"] }, ...PEOPLE],
    { groups: ["Sales"] },
  );
  await world.firstCycle();
  expect(createExplainer(world.tenant)("off@x.example")).toEqual({ values: [] });
  expect(createExplainer(world.tenant)("other@x.example")).toEqual({ values: [] });
  expect(createExplainer(world.tenant)("nobody@x.example")).toBeUndefined();
  world.unassign(ADMINS);
  expect(createExplainer(world.tenant)("ada@x.example")).toEqual({ values: [] });
});
