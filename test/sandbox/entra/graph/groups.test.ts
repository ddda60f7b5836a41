import { expect, test } from "vitest";
import { generatePeople } from "../../../../src/sandbox/people/generate.js";
import { DIRECTORY_WRITE_SCOPES, LEAST_SCOPES } from "../../../../src/sandbox/entra/graph/rights.js";
import { people, startWorld, TEAM, textOf, type World } from "./world.js";

const EVENTUAL = { consistencylevel: "eventual" };
const WRITER = { scopes: [...LEAST_SCOPES, ...DIRECTORY_WRITE_SCOPES] };

async function names(world: World, path: string, headers = {}): Promise<readonly string[]> {
  const answer = await world.call("GET", path, undefined, headers);
  expect(answer.status).toBe(200);
  return answer.list.map((one) => textOf(one["userPrincipalName"] ?? one["displayName"]));
}

test("groups are found by name and by a beginning, and are security groups", async () => {
  const world = await startWorld();
  expect(await names(world, "/groups?$filter=displayName eq 'total-admin'")).toEqual(["TOTAL-Admin"]);
  expect(await names(world, "/groups?$filter=startswith(displayName,'TOTAL-')")).toEqual([
    "TOTAL-Admin",
    "TOTAL-Analyst",
  ]);
  expect((await world.call("GET", `/groups/${world.groupId("TOTAL-Admin")}`)).body).toMatchObject({
    displayName: "TOTAL-Admin",
    securityEnabled: true,
    mailEnabled: false,
    groupTypes: [],
    membershipRule: null,
  });
});

test("filter and order together are an advanced query", async () => {
  const world = await startWorld();
  const query = "/groups?$filter=startswith(displayName,'TOTAL')&$orderby=displayName";
  expect((await world.call("GET", query)).error.code).toBe("Request_UnsupportedQuery");
  expect(await names(world, `${query}&$count=true`, EVENTUAL)).toHaveLength(2);
});

test("members of a group come in pages, each once, and the link goes on where the page ended", async () => {
  const world = await startWorld({}, generatePeople({ users: 250, groups: 1 }));
  const group = world.groupId("TOTAL-Admin");
  const seen: string[] = [];
  let pages = 0;
  let next = `/groups/${group}/members/microsoft.graph.user?$select=id,accountEnabled&$top=99`;
  while (next !== "") {
    const answer = await world.call("GET", next);
    for (const one of answer.list) {
      expect(Object.keys(one)).toEqual(["id", "accountEnabled"]);
      seen.push(textOf(one["id"]));
    }
    pages += 1;
    next = textOf(answer.body["@odata.nextLink"]);
  }
  expect(pages).toBe(3);
  expect(new Set(seen).size).toBe(250);
  expect((await world.call("GET", `/groups/${group}/members`)).list).toHaveLength(100);
  expect((await world.call("GET", `/groups/${group}/members?$top=1000`)).error.message).toContain("between 1 and 999");
});

test("without $select a person has the default properties only: whether the account is enabled is none of them", async () => {
  const world = await startWorld();
  const [ada] = (await world.call("GET", "/users?$filter=userPrincipalName eq 'ada@northwind.example'")).list;
  expect(ada).toMatchObject({ displayName: "Ada Berg", jobTitle: "Engineer" });
  expect(ada).not.toHaveProperty("accountEnabled");
  expect(ada).not.toHaveProperty("department");
});

test("a group within a group is a member among people, is found by the cast, and its people only transitively", async () => {
  const directory = people(
    { userName: "ada@northwind.example" },
    { userName: "nia@northwind.example", groups: ["Night"] },
    { userName: "both@northwind.example", groups: ["TOTAL-Admin", "Night"] },
  );
  const world = await startWorld({ awkward: { nested: { Night: "TOTAL-Admin" } } }, directory);
  const group = `/groups/${world.groupId("TOTAL-Admin")}`;
  const { list } = await world.call("GET", `${group}/members`);
  expect(list.map((one) => one["@odata.type"])).toEqual([
    "#microsoft.graph.user",
    "#microsoft.graph.user",
    "#microsoft.graph.group",
  ]);
  expect(await names(world, `${group}/members/microsoft.graph.group`)).toEqual(["Night"]);
  expect(await names(world, `${group}/members/microsoft.graph.user`)).not.toContain("nia@northwind.example");
  const transitive = `${group}/transitiveMembers/microsoft.graph.user`;
  expect((await world.call("GET", transitive)).error.code).toBe("Request_UnsupportedQuery");
  expect(await names(world, `${transitive}?$count=true`, EVENTUAL)).toEqual([
    "ada@northwind.example",
    "both@northwind.example",
    "nia@northwind.example",
  ]);
});

test("groups within each other end", async () => {
  const directory = people({ userName: "ada@northwind.example", groups: ["Night"] });
  const world = await startWorld({ awkward: { nested: { Night: "TOTAL-Admin", "TOTAL-Admin": "Night" } } }, directory);
  const path = `/groups/${world.groupId("TOTAL-Admin")}/transitiveMembers/microsoft.graph.user?$count=true`;
  expect(await names(world, path, EVENTUAL)).toEqual(["ada@northwind.example"]);
});

test("$count counts only with its header; without it Graph says nothing", async () => {
  const { call } = await startWorld();
  expect((await call("GET", "/groups?$count=true")).body).not.toHaveProperty("@odata.count");
  expect((await call("GET", "/groups?$count=true", undefined, EVENTUAL)).body["@odata.count"]).toBe(2);
});

test("Microsoft 365 groups, distribution lists and dynamic groups look like what they are", async () => {
  const directory = people({ userName: "ada@northwind.example", groups: ["Team", "List", "Rule"] });
  const awkward = { microsoft365: ["Team"], mailEnabled: ["List"], dynamic: ["Rule"] };
  const world = await startWorld({ awkward }, directory);
  const look = async (name: string) => (await world.call("GET", `/groups/${world.groupId(name)}`)).body;
  expect(await look("Team")).toMatchObject({ securityEnabled: false, mailEnabled: true, groupTypes: ["Unified"] });
  expect(await look("List")).toMatchObject({ securityEnabled: false, mailEnabled: true, groupTypes: [] });
  expect(await look("Rule")).toMatchObject({ securityEnabled: true, groupTypes: ["DynamicMembership"] });
  expect((await look("Rule"))["membershipRule"]).toEqual(expect.any(String));
  const cast = await world.call("GET", `/groups/${world.groupId("Team")}/members/microsoft.graph.group`);
  expect(cast.error.code).toBe("Request_UnsupportedQuery");
});

test("a tenant that is tested can be changed: members, names, people, accounts", async () => {
  const world = await startWorld(WRITER);
  const admins = `/groups/${world.groupId("TOTAL-Admin")}`;
  const ada = world.userId("ada@northwind.example");
  const neil = world.userId("o'neil@northwind.example");
  const reference = { "@odata.id": `${world.sandbox.url}/v1.0/directoryObjects/${neil}` };
  expect((await world.call("POST", `${admins}/members/$ref`, reference)).status).toBe(204);
  expect((await world.call("POST", `${admins}/members/$ref`, reference)).error.message).toContain("already exist");
  expect((await world.call("DELETE", `${admins}/members/${ada}/$ref`)).status).toBe(204);
  expect((await world.call("DELETE", `${admins}/members/${ada}/$ref`)).status).toBe(404);
  expect(await names(world, `${admins}/members`)).toEqual(["ben@northwind.example", "o'neil@northwind.example"]);
  expect((await world.call("PATCH", admins, { displayName: "TOTAL-Chiefs" })).status).toBe(204);

  const change = { accountEnabled: false, jobTitle: "Chief", department: null, employeeId: "7" };
  expect((await world.call("PATCH", `/users/${ada}`, change)).status).toBe(204);
  const select = "accountEnabled,jobTitle,department,employeeId";
  expect((await world.call("GET", `/users/${ada}?$select=${select}`)).body).toMatchObject(change);
  expect((await world.call("PATCH", `/users/${ada}`, { jobTitle: 3 })).status).toBe(400);
  expect((await world.call("PATCH", `/users/${ada}`, { userPrincipalName: "x@y.example" })).status).toBe(400);
});

test("who is deleted is gone from people and groups, and stays in the tenant until deleted for good", async () => {
  const world = await startWorld(WRITER);
  const ben = world.userId("ben@northwind.example");
  expect((await world.call("DELETE", `/users/${ben}`)).status).toBe(204);
  expect((await world.call("GET", `/users/${ben}`)).status).toBe(404);
  expect(await names(world, `/groups/${world.groupId("TOTAL-Admin")}/members`)).toEqual(["ada@northwind.example"]);
  expect(world.sandbox.tenant.users.get(ben)?.softDeleted).toBe(true);
  expect((await world.call("DELETE", `/directory/deletedItems/${ben}`)).status).toBe(204);
  expect(world.sandbox.tenant.users.has(ben)).toBe(false);
});

test("people have the alias that Entra gives by default, and a manager only where one is named", async () => {
  const world = await startWorld({ managers: { "ben@northwind.example": "ada@northwind.example" } }, TEAM);
  const { users } = world.sandbox.tenant;
  expect([...users.values()].map(({ mailNickname }) => mailNickname)).toEqual(["ada", "ben", "o'neil"]);
  expect([...users.values()].map(({ manager }) => manager)).toEqual([
    undefined,
    world.userId("ada@northwind.example"),
    undefined,
  ]);
});
