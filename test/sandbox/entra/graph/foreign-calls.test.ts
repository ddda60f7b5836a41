import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../src/base/json.js";
import { DIRECTORY_WRITE_SCOPES, LEAST_SCOPES } from "../../../../src/sandbox/entra/graph/rights.js";
import { startWorld, textOf, type World } from "./world.js";

const WRITER = { scopes: [...LEAST_SCOPES, ...DIRECTORY_WRITE_SCOPES] };
const EVENTUAL = { consistencylevel: "eventual" };
const NEW_USER = {
  accountEnabled: true,
  displayName: "Adele Vance",
  mailNickname: "adele",
  userPrincipalName: "adele@northwind.example",
  passwordProfile: { password: "a-password" },
};

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

function detailsOf(body: JsonObject): readonly string[] {
  const error = isJsonObject(body["error"]) ? body["error"] : {};
  return objects(error["details"]).map(({ message }) => textOf(message));
}

describe("users", () => {
  test("are made, found, changed, deleted, restored, and deleted permanently", async () => {
    const { call } = await startWorld(WRITER);
    const { body } = await call("POST", "/users", { ...NEW_USER, department: "IT" });
    const user = `/users/${textOf(body["id"])}`;
    expect((await call("GET", `${user}?$select=department,createdDateTime`)).body).toMatchObject({
      department: "IT",
      createdDateTime: "2026-11-20T10:00:00Z",
    });
    const renamed = { userPrincipalName: "vance@northwind.example", businessPhones: ["1"] };
    expect((await call("PATCH", user, renamed)).status).toBe(204);
    expect((await call("GET", "/users/VANCE@northwind.example")).body).toMatchObject({ businessPhones: ["1"] });
    expect((await call("DELETE", user)).status).toBe(204);
    const deleted = `/directory/deletedItems/${textOf(body["id"])}`;
    expect((await call("GET", deleted)).body["deletedDateTime"]).toBe("2026-11-20T10:00:00Z");
    expect((await call("POST", `${deleted}/restore`)).status).toBe(200);
    expect((await call("GET", user)).status).toBe(200);
    await call("DELETE", user);
    expect((await call("DELETE", deleted)).status).toBe(204);
    expect((await call("GET", deleted)).status).toBe(404);
  });

  test.each([
    ["without a password", { passwordProfile: null }, "A password must be specified"],
    ["without an alias", { mailNickname: null }, "A value is required for property 'mailNickname'"],
    ["of another domain", { userPrincipalName: "a@elsewhere.example" }, "verified domain names"],
    ["with a name that is taken", { userPrincipalName: "Ada@northwind.example" }, "already exists"],
    ["with letters that a sign-in name cannot have", { userPrincipalName: "é@northwind.example" }, "Invalid value"],
    ["with two numbers", { businessPhones: ["1", "2"] }, "Invalid value specified for property 'businessPhones'"],
    ["with what is not simulated", { ageGroup: "Adult" }, "The sandbox does not change"],
  ])("are not made %s", async (_what, change, message) => {
    const { call, sandbox } = await startWorld(WRITER);
    const answer = await call("POST", "/users", { ...NEW_USER, ...change });
    expect(answer.status).toBe(400);
    expect(answer.error.message).toContain(message);
    expect(sandbox.tenant.users.size).toBe(3);
  });

  test("are not made without the right to", async () => {
    const { call } = await startWorld();
    expect((await call("POST", "/users", NEW_USER)).status).toBe(403);
    expect((await call("POST", "/Users", NEW_USER)).status).toBe(403);
    expect((await call("POST", "/users/", NEW_USER)).status).toBe(403);
  });

  test("are found by words and beginnings, and counted", async () => {
    const world = await startWorld();
    const found = async (query: string): Promise<readonly string[]> =>
      (await world.call("GET", `/users?$select=userPrincipalName&${query}`, undefined, EVENTUAL)).list.map((one) =>
        textOf(one["userPrincipalName"]).replace(/@.*/, ""),
      );
    expect(await found('$search="displayName:berg"')).toEqual(["ada", "ben", "o'neil"]);
    expect(await found('$search="displayName:erg"')).toEqual([]);
    expect(await found('$search="mail:ben" OR "mail:ada"&$orderby=userPrincipalName desc')).toEqual(["ben", "ada"]);
    expect(await found('$search="mail:ben" AND "mail:ada"')).toEqual([]);
    expect(await found("$filter=mail ne 'ada@northwind.example'&$count=true")).toEqual(["ben", "o'neil"]);
    expect((await world.call("GET", "/users/$count", undefined, EVENTUAL)).text).toBe("3");
    const bad = await world.call("GET", "/users?$search=berg", undefined, EVENTUAL);
    expect([bad.status, bad.error.message]).toEqual([400, expect.stringContaining("$search") as string]);
  });

  test("have managers who are set, read, expanded and removed", async () => {
    const world = await startWorld(WRITER);
    const ada = `/users/${world.userId("ada@northwind.example")}`;
    const ben = world.userId("ben@northwind.example");
    expect((await world.call("GET", `${ada}/manager`)).status).toBe(404);
    const reference = { "@odata.id": `${world.sandbox.url}/v1.0/users/${ben}` };
    expect((await world.call("PUT", `${ada}/manager/$ref`, reference)).status).toBe(204);
    expect((await world.call("GET", `${ada}/manager`)).body["id"]).toBe(ben);
    expect((await world.call("GET", `${ada}?$expand=manager($select=displayName)`)).body["manager"]).toEqual({
      "@odata.type": "#microsoft.graph.user",
      displayName: "Ada Berg",
    });
    expect((await world.call("DELETE", `${ada}/manager/$ref`)).status).toBe(204);
    expect((await world.call("DELETE", `${ada}/manager/$ref`)).status).toBe(404);
  });
});

describe("groups", () => {
  const NEW_GROUP = { displayName: "Ops", mailEnabled: false, mailNickname: "ops", securityEnabled: true };

  test("are made with members, assigned, changed and deleted with what refers to them", async () => {
    const world = await startWorld(WRITER);
    const { call, sandbox } = world;
    const ada = world.userId("ada@northwind.example");
    const bound = { "members@odata.bind": [`https://graph.microsoft.com/v1.0/users/${ada}`] };
    const { body } = await call("POST", "/groups", { ...NEW_GROUP, ...bound });
    const id = textOf(body["id"]);
    expect((await call("GET", `/groups/${id}/members`)).list.map((one) => one["id"])).toEqual([ada]);
    const app = sandbox.tenant.servicePrincipals.get(world.app());
    const assignment = { principalId: id, resourceId: world.app(), appRoleId: app?.appRoles[0]?.["id"] ?? "" };
    const path = `/groups/${id}/appRoleAssignments`;
    expect((await call("POST", path, { ...assignment, principalId: ada })).status).toBe(400);
    expect((await call("POST", path, assignment)).status).toBe(201);
    const seen = (await call("GET", `/users/${ada}/appRoleAssignments`)).list;
    expect(seen.map(({ principalId }) => principalId)).toEqual([id]);
    expect((await call("DELETE", `/users/${ada}/appRoleAssignments/${textOf(seen[0]?.["id"])}`)).status).toBe(404);
    expect((await call("PATCH", `/groups/${id}`, { description: "All", displayName: "Operations" })).status).toBe(204);
    expect((await call("DELETE", `/groups/${id}`)).status).toBe(204);
    expect((await call("GET", `/groups/${id}`)).status).toBe(404);
    expect((await call("GET", `/servicePrincipals/${world.app()}/appRoleAssignedTo`)).list).toEqual([]);
  });

  test.each([
    ["without an alias", { mailNickname: null }],
    ["with blanks in the alias", { mailNickname: "o p s" }],
    ["with mail and no kind", { mailEnabled: true }],
    ["of an unknown kind", { groupTypes: ["Team"] }],
  ])("are not made %s", async (_what, change) => {
    const { call, sandbox } = await startWorld(WRITER);
    expect((await call("POST", "/groups", { ...NEW_GROUP, ...change })).status).toBe(400);
    expect(sandbox.tenant.groups.size).toBe(2);
  });
});

test("an enterprise application is changed: all of a body or nothing", async () => {
  const world = await startWorld();
  const path = `/servicePrincipals/${world.app()}`;
  expect((await world.call("PATCH", path, { notes: "Ours", tags: [7] })).status).toBe(400);
  expect((await world.call("GET", path)).body["notes"]).toBeNull();
  expect((await world.call("PATCH", path, { notes: "Ours", accountEnabled: false, tags: ["a"] })).status).toBe(204);
  expect((await world.call("GET", path)).body).toMatchObject({ notes: "Ours", accountEnabled: false, tags: ["a"] });
});

describe("a batch", () => {
  const part = (id: string, url: string, more: JsonObject = {}): JsonObject => ({ id, method: "GET", url, ...more });
  async function batch({ call }: World, ...requests: JsonObject[]): Promise<Readonly<Record<string, JsonObject>>> {
    const { body, status } = await call("POST", "/$batch", { requests });
    expect(status).toBe(200);
    return Object.fromEntries(objects(body["responses"]).map((one) => [textOf(one["id"]), one]));
  }

  test("answers every part by itself, after what it depends on, and 424 where that failed", async () => {
    const world = await startWorld(WRITER);
    const json = { headers: { "Content-Type": "application/json" } };
    const group = `/groups/${world.groupId("TOTAL-Admin")}`;
    const answers = await batch(
      world,
      part("read", `${group}?$select=displayName`, { dependsOn: ["rename"] }),
      { id: "rename", method: "PATCH", url: group, body: { displayName: "Chiefs" }, ...json },
      part("lost", "/groups/none"),
      part("after", "users", { dependsOn: ["lost"] }),
      part("count", "users/$count", { headers: { ConsistencyLevel: "eventual" } }),
    );
    expect(answers["read"]).toMatchObject({ status: 200, body: { displayName: "Chiefs" } });
    expect(answers["rename"]).toEqual({ id: "rename", status: 204, headers: {} });
    expect(answers["lost"]).toMatchObject({ status: 404, body: { error: { code: "Request_ResourceNotFound" } } });
    expect(answers["after"]).toMatchObject({ status: 424 });
    expect(Buffer.from(textOf(answers["count"]?.["body"]), "base64").toString()).toBe("3");
  });

  test("keeps the rights of who sent it", async () => {
    const world = await startWorld();
    const one = { id: "1", method: "DELETE", url: `/groups/${world.groupId("TOTAL-Admin")}` };
    expect((await batch(world, one))["1"]).toMatchObject({ status: 403 });
  });

  test.each([
    ["more than twenty", Array.from({ length: 21 }, (_, index) => part(String(index), "/users"))],
    ["none", []],
    ["two of one id", [part("a", "/users"), part("A", "/users")]],
    ["a circle", [part("a", "/users", { dependsOn: ["b"] }), part("b", "/users", { dependsOn: ["a"] })]],
    ["another server", [part("a", "https://elsewhere.example/users")]],
    ["a batch", [part("a", "/$batch")]],
    ["a way out of its version", [part("a", "/../../portal")]],
    ["a method that Graph has not", [part("a", "/users", { method: "TRACE" })]],
    ["a body without its type", [{ id: "a", method: "POST", url: "/groups", body: {} }]],
  ])("is refused as a whole with %s", async (_what, requests) => {
    const { call } = await startWorld(WRITER);
    expect((await call("POST", "/$batch", { requests })).status).toBe(400);
  });
});

describe("addresses", () => {
  test("end with a slash or not, name keys in parentheses, in letters of either case, in v1.0 or beta", async () => {
    const world = await startWorld();
    const job = await world.createJob();
    const app = world.app();
    for (const path of [
      `/v1.0/servicePrincipals/${app}/synchronization/jobs/${job}/`,
      `/beta/servicePrincipals/${app}/synchronization/jobs/${job}`,
      `/v1.0/serviceprincipals('${app}')/synchronization/jobs('${job}')`,
    ])
      expect((await world.call("GET", world.sandbox.url + path)).body["id"], path).toBe(job);
    const beta = await world.call("GET", `${world.sandbox.url}/beta/groups?$top=1`);
    expect(beta.body["@odata.context"]).toBe(`${world.sandbox.url}/beta/$metadata#groups`);
    expect(beta.body["@odata.nextLink"]).toContain("/beta/groups?");
    expect((await world.call("GET", textOf(beta.body["@odata.nextLink"]))).list).toHaveLength(1);
  });

  test.each([
    ["GET", "/devices", "GET /v1.0/users"],
    ["GET", "/users/delta", "POST /v1.0/users"],
    ["PUT", "/users/1", "PATCH /v1.0/users/:user"],
    ["POST", "/servicePrincipals", "PATCH /v1.0/servicePrincipals/:app"],
  ])("%s %s is answered with 501 and what is simulated near it", async (method, path, near) => {
    const { call } = await startWorld(WRITER);
    const { status, error, body } = await call(method, path);
    expect([status, error.code]).toEqual([501, "NotImplemented"]);
    expect(error.message).toContain(`does not simulate ${method} /v1.0${path}`);
    const root = near.split("/")[2] ?? "";
    expect(detailsOf(body).some((line) => line === near || line === `/v1.0/${root}`)).toBe(true);
  });

  test("of what Graph itself has not are refused in Graph's words", async () => {
    const { call } = await startWorld();
    expect(await call("GET", "/nothing/7/at-all")).toMatchObject({
      status: 400,
      error: { code: "BadRequest", message: "Resource not found for the segment 'at-all'." },
    });
  });
});
