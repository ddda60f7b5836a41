import { expect, test } from "vitest";
import { attribute, editMappings, mapTo, object, remap, startWorld } from "./world.js";

const ADA = { userName: "ada@northwind.example", givenName: "Ada", familyName: "Berg" };

function expression(text: string): { readonly expression: string; readonly name: string; readonly type: string } {
  return { expression: text, name: "any", type: "Function" };
}

test("functions and constants of the schema are evaluated as they stand", async () => {
  const world = await startWorld([ADA]);
  mapTo(world.job, "title", expression('Append(ToUpper([surname]), "!")'));
  mapTo(world.job, "preferredLanguage", null, { defaultValue: "sv" });
  mapTo(world.job, "displayName", { ...attribute("employeeId"), expression: "" });
  world.user(ADA.userName).more["employeeId"] = "4711";
  await world.firstCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({
    title: "BERG!",
    preferredLanguage: "sv",
    displayName: "4711",
  });
});

test("a default value and a mapping for creation only count when the person is created", async () => {
  const world = await startWorld([ADA]);
  mapTo(world.job, "title", attribute("jobTitle"), { defaultValue: "Employee" });
  mapTo(world.job, "displayName", attribute("surname"), { flowType: "ObjectAddOnly" });
  await world.firstCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({ title: "Employee", displayName: "Berg" });

  world.user(ADA.userName).surname = "Lind";
  await world.nextCycle();
  expect((await world.people()).get(ADA.userName)).toMatchObject({
    title: "Employee",
    displayName: "Berg",
    name: { familyName: "Lind" },
  });
});

test("what cannot be simulated is left out and named", async () => {
  const world = await startWorld([ADA]);
  mapTo(world.job, "title", expression("Switch([jobTitle]"));
  mapTo(world.job, "preferredLanguage", attribute("shoeSize"));
  editMappings(world.job, (one) =>
    one["sourceObjectName"] === "User" ? { ...one, scope: { groups: [{ name: "Only Oslo" }] } } : one,
  );
  await world.firstCycle();
  const ada = (await world.people()).get(ADA.userName);
  expect(ada).toMatchObject({ userName: ADA.userName });
  expect(ada).not.toHaveProperty("title");
  expect(ada).not.toHaveProperty("preferredLanguage");
  expect(world.engine.notSimulated()).toEqual([
    "the scoping filter of users",
    expect.stringMatching(/^the expression in the mapping of title: /),
    "the attribute shoeSize in the mapping of preferredLanguage",
  ]);
});

test("a filter of empty lists scopes nobody out and needs no word", async () => {
  const world = await startWorld([ADA]);
  editMappings(world.job, (one) => ({
    ...one,
    scope: { groups: [], inputFilterGroups: [], categoryFilterGroups: [] },
  }));
  await world.firstCycle();
  expect(world.engine.notSimulated()).toEqual([]);
});

test("without a mapping of active nobody is ever deactivated", async () => {
  const world = await startWorld([ADA]);
  remap(world.job, "User", (one) => (one["targetAttributeName"] === "active" ? undefined : one));
  await world.firstCycle();
  world.user(ADA.userName).accountEnabled = false;
  await world.nextCycle();
  expect((await world.people()).get(ADA.userName)?.["active"]).not.toBe(false);
});

test("people are looked for by the matching attributes in their order", async () => {
  const world = await startWorld([ADA]);
  mapTo(world.job, "externalId", attribute("objectId"), { matchingPriority: 2 });
  await world.target("POST", "/Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "somebody@else.example",
    externalId: world.user(ADA.userName).id,
  });
  await world.firstCycle();
  expect([...(await world.people()).keys()]).toEqual([ADA.userName]);
});

test("somebody without a value for the matching attribute fails with MandatoryFieldsMissing", async () => {
  const world = await startWorld([{ ...ADA, displayName: "Ada" }]);
  mapTo(world.job, "userName", attribute("employeeId"));
  await world.firstCycle();
  const error = object(object(world.tenant.log[0]?.record["provisioningStatusInfo"])["errorInformation"]);
  expect(error["errorCode"]).toBe("MandatoryFieldsMissing");
  expect((await world.people()).size).toBe(0);
});
