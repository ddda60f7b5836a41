import { expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../../../src/base/json.js";
import { NON_GALLERY, startWorld, textOf, type World } from "./world.js";

async function instantiate({ call }: World, displayName = "TOTAL"): Promise<JsonObject> {
  const answer = await call("POST", `/applicationTemplates/${NON_GALLERY}/instantiate`, { displayName });
  expect(answer.status).toBe(201);
  return answer.body;
}

function idIn(made: JsonObject, part: "application" | "servicePrincipal"): string {
  const object = made[part];
  return isJsonObject(object) ? textOf(object["id"]) : "";
}

function filtered(text: string): string {
  return `/servicePrincipals?$filter=${encodeURIComponent(text)}`;
}

test("an application is found by name whatever the case, by a beginning, by several names, and by its appId", async () => {
  const { call, sandbox } = await startWorld();
  const [app] = sandbox.tenant.servicePrincipals.values();
  for (const filter of [
    "displayName eq 'total'",
    "startswith(displayName,'TO')",
    "displayName in ('TOTAL','TruU TOTAL Security')",
    "displayName eq 'Nothing' or displayName eq 'TOTAL'",
    `appId eq '${app?.appId ?? ""}'`,
    "tags/any(t:t eq 'WindowsAzureActiveDirectoryIntegratedApp') and displayName eq 'TOTAL'",
  ]) {
    expect((await call("GET", filtered(filter))).list.map(({ id }) => id)).toEqual([app?.id]);
  }
  expect((await call("GET", filtered("displayName eq 'TOTA'"))).list).toEqual([]);
  const { body } = await call("GET", filtered("displayName eq 'TOTAL'"));
  expect(body["@odata.context"]).toBe(`${sandbox.url}/v1.0/$metadata#servicePrincipals`);
});

test("an apostrophe in a name is written twice", async () => {
  const world = await startWorld({ startState: "empty" });
  await instantiate(world, "Nick's app");
  await world.clock.sleep(10_000);
  expect((await world.call("GET", filtered("displayName eq 'Nick''s app'"))).list).toHaveLength(1);
});

test.each([
  ["displayName ne 'TOTAL'", "Request_UnsupportedQuery"],
  ["endswith(displayName,'L')", "Request_UnsupportedQuery"],
  ["not(displayName eq 'TOTAL')", "Request_UnsupportedQuery"],
  ["notes eq 'TOTAL'", "Request_UnsupportedQuery"],
  ["displayName eq TOTAL'", "Request_BadRequest"],
  ["displayName eq", "Request_BadRequest"],
])("the filter %s is refused", async (filter, code) => {
  const { call } = await startWorld();
  expect(await call("GET", filtered(filter))).toMatchObject({ status: 400, error: { code } });
});

test("$search wants its header, and $select only properties that there are", async () => {
  const { call } = await startWorld();
  const search = '/servicePrincipals?$search="displayName:TOTAL"';
  expect((await call("GET", search)).error.message).toContain("ConsistencyLevel: eventual");
  expect((await call("GET", "/servicePrincipals?$select=id,name")).error.message).toContain("property named 'name'");
  expect((await call("GET", "/servicePrincipals?$select=createdDateTime")).status).toBe(400);
  expect((await call("GET", "/servicePrincipals")).list[0]).toHaveProperty("createdDateTime");
  expect((await call("GET", "/servicePrincipals?$select=id,appId")).list[0]).toEqual({
    id: expect.any(String) as string,
    appId: expect.any(String) as string,
  });
});

test("instantiating makes an application and its service principal, with a role User and ids of their own", async () => {
  const world = await startWorld({ startState: "empty" });
  const made = await instantiate(world);
  expect(made["servicePrincipal"]).toMatchObject({
    displayName: "TOTAL",
    applicationTemplateId: NON_GALLERY,
    servicePrincipalType: "Application",
    appRoles: [{ displayName: "User", isEnabled: true, allowedMemberTypes: ["User"] }, { displayName: "msiam_access" }],
  });
  expect(idIn(made, "application")).not.toBe(idIn(made, "servicePrincipal"));
});

test("instantiating twice makes two of one name", async () => {
  const world = await startWorld({ startState: "empty" });
  await instantiate(world);
  await instantiate(world);
  await world.clock.sleep(10_000);
  expect((await world.call("GET", filtered("displayName eq 'TOTAL'"))).list).toHaveLength(2);
});

test.each([
  ["2e388773-2016-40c0-a06e-743486cef3bf", { displayName: "TOTAL" }, 403],
  ["0b2c1f64-0000-4000-8000-0000000000a2", { displayName: "TOTAL" }, 404],
  [NON_GALLERY, {}, 400],
])("instantiating %s with %j is refused with %i", async (template, body, status) => {
  const { call } = await startWorld();
  expect((await call("POST", `/applicationTemplates/${template}/instantiate`, body)).status).toBe(status);
});

test("a new application is readable after three seconds and found after eight", async () => {
  const world = await startWorld({ startState: "empty" });
  const id = idIn(await instantiate(world), "servicePrincipal");
  const look = async (): Promise<readonly [read: number, found: number]> => [
    (await world.call("GET", `/servicePrincipals/${id}`)).status,
    (await world.call("GET", filtered("displayName eq 'TOTAL'"))).list.length,
  ];
  expect(await look()).toEqual([404, 0]);
  await world.clock.sleep(3_000);
  expect(await look()).toEqual([200, 0]);
  await world.clock.sleep(5_000);
  expect(await look()).toEqual([200, 1]);
});

test("the synchronization service learns of it later, and refuses in four ways until then", async () => {
  const world = await startWorld({ startState: "empty" });
  const id = idIn(await instantiate(world), "servicePrincipal");
  await world.clock.sleep(4_000);
  const ask = async (): Promise<readonly [number, string]> => {
    const { status, error } = await world.call("GET", `/servicePrincipals/${id}/synchronization/templates`);
    return [status, error.code];
  };
  expect(await ask()).toEqual([401, ""]);
  expect(await ask()).toEqual([403, "Authorization_RequestDenied"]);
  expect(await ask()).toEqual([404, "Request_ResourceNotFound"]);
  expect(await ask()).toEqual([409, "Conflict"]);
  expect(await ask()).toEqual([401, ""]);
  await world.clock.sleep(8_000);
  expect((await ask())[0]).toBe(200);
});

test("an application can be read by its appId in parentheses", async () => {
  const { call, sandbox } = await startWorld();
  const [app] = sandbox.tenant.servicePrincipals.values();
  const place = `/servicePrincipals(appId='${app?.appId ?? ""}')`;
  expect((await call("GET", `${place}?$select=id`)).body["id"]).toBe(app?.id);
  expect((await call("GET", `${place}/synchronization/templates`)).status).toBe(200);
  expect((await call("GET", "/servicePrincipals(appId='nobody')")).status).toBe(404);
});
