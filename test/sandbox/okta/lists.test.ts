import { describe, expect, test } from "vitest";
import { nextOf, people, startWorld, text, type Answer, type World } from "./world.js";

const directory = people(
  { userName: "ada@x.example", givenName: "Ada", familyName: "Byron", groups: ["TOTAL-Admin"] },
  { userName: "bo@x.example", givenName: "Bo", familyName: "Adams", groups: ["TOTAL-Admin", "TOTAL-Analyst"] },
  { userName: "cleo@x.example", givenName: "Cleo", familyName: "Dale", active: false, groups: [] },
);

async function list(world: World, path: string, query: Record<string, string>): Promise<Answer> {
  return world.call("GET", `/api/v1/${path}?${new URLSearchParams(query).toString()}`);
}

function logins({ list: users }: Answer): unknown[] {
  return users.map(({ profile }) => (profile as Record<string, unknown>)["login"]);
}

describe("the list of users", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["shows nobody who is deactivated by itself", {}, ["ada", "bo"]],
    ["begins the first, last name or address with q", { q: "ad" }, ["ada", "bo"]],
    ["filters by status", { filter: 'status eq "DEPROVISIONED"' }, ["cleo"]],
    [
      "filters by a profile's name",
      { filter: 'profile.lastName eq "dale" or profile.login eq "bo@x.example"' },
      ["bo", "cleo"],
    ],
    ["searches the whole profile", { search: 'profile.firstName sw "C" or profile.lastName co "da"' }, ["bo", "cleo"]],
    [
      "searches what is present",
      { search: 'profile.email pr and (status eq "ACTIVE" and profile.firstName gt "b")' },
      ["bo"],
    ],
    ["sorts", { search: 'status eq "ACTIVE"', sortBy: "profile.lastName", sortOrder: "asc" }, ["bo", "ada"]],
    ["takes an order that Okta ignores", { search: 'profile.firstName eq "Ada"', sortOrder: "0" }, ["ada"]],
    ["takes an empty cursor", { q: "bo", after: "" }, ["bo"]],
  ])("%s", async (_name, query, expected) => {
    const answer = await list(await startWorld(directory), "users", query);
    expect([answer.status, logins(answer)]).toEqual([200, expected.map((name) => `${name}@x.example`)]);
  });

  test.each<[string, Record<string, string>, string]>([
    ["filter", { filter: 'status ne "ACTIVE"' }, "400 E0000031"],
    ["filter", { filter: 'profile.lastName sw "D"' }, "400 E0000031"],
    ["filter", { filter: 'profile.department eq "D"' }, "400 E0000031"],
    ["search", { search: 'profile.shoeSize eq "42"' }, "400 E0000031"],
    ["search", { search: 'status eq "ACTIVE" and' }, "400 E0000031"],
    ["search", { search: 'not (status eq "ACTIVE")' }, "400 E0000031"],
    ["search", { search: "" }, "400 E0000031"],
    ["search", { search: `${"(".repeat(40)}status pr${")".repeat(40)}` }, "400 E0000031"],
    ["order", { search: "status pr", sortBy: "shoeSize" }, "400 E0000031"],
    ["expand", { expand: "everything" }, "400 E0000001"],
    ["cursor", { after: "nonsense" }, "400 E0000029"],
  ])("refuses a bad %s: %s", async (_name, query, code) => {
    const { status, object } = await list(await startWorld(directory), "users", query);
    expect(`${String(status)} ${text(object["errorCode"])}`).toBe(code);
  });

  test("names the limit in its links also when the request did not, and drops what it does not know", async () => {
    const world = await startWorld(directory);
    const answer = await list(world, "users", { search: "status pr", sortOrder: "0" });
    expect(answer.headers.get("link")).toBe(
      `<${world.sandbox.url}/api/v1/users?limit=200&search=status+pr>; rel="self"`,
    );
    const first = await list(world, "users", { search: "status pr", limit: "2" });
    expect(nextOf(first)).toMatch(/\/api\/v1\/users\?after=\w+&limit=2&search=status\+pr$/);
    expect(logins(await world.call("GET", nextOf(first) ?? ""))).toEqual(["cleo@x.example"]);
  });

  test("shows only each user's own address, and one user what can be done with them", async () => {
    const world = await startWorld(directory);
    const { list: users } = await list(world, "users", { filter: 'status eq "DEPROVISIONED"' });
    expect(Object.keys(users[0]?.["_links"] ?? {})).toEqual(["self"]);
    const one = await world.call("GET", `/api/v1/users/${text(users[0]?.["id"])}`);
    const links = Object.keys(one.object["_links"] ?? {}).sort();
    expect(links).toEqual(["activate", "delete", "resetFactors", "schema", "self", "type"]);
    expect(one.headers.get("etag")).toMatch(/^W\/"[0-9a-f]{64}"$/);
  });
});

describe("the list of groups", () => {
  const names = ({ list: groups }: Answer): unknown[] =>
    groups.map(({ profile }) => (profile as Record<string, unknown>)["name"]);

  test.each<[string, Record<string, string>, string[]]>([
    ["filters by type", { filter: 'type eq "APP_GROUP"' }, []],
    ["filters by another type", { filter: 'type eq "BUILT_IN"' }, ["Everyone"]],
    [
      "searches and sorts",
      { search: 'profile.name co "total"', sortBy: "profile.name", sortOrder: "desc" },
      ["TOTAL-Analyst", "TOTAL-Admin"],
    ],
  ])("%s", async (_name, query, expected) => {
    const answer = await list(await startWorld(directory), "groups", query);
    expect([answer.status, names(answer)]).toEqual([200, expected]);
  });

  test.each<[Record<string, string>, number, string]>([
    [{ filter: 'profile.name eq "x"' }, 400, "E0000031"],
    [{ filter: 'type sw "APP"' }, 400, "E0000031"],
    [{ expand: "stats" }, 501, "E0000060"],
    [{ expand: "members" }, 400, "E0000001"],
    [{ after: "nonsense" }, 400, "E0000029"],
  ])("never ignores %o", async (query, status, errorCode) => {
    expect(await list(await startWorld(directory), "groups", query)).toMatchObject({ status, object: { errorCode } });
  });

  test("has no link when q asks for it, and names its own limit otherwise", async () => {
    const world = await startWorld(directory);
    expect((await list(world, "groups", { q: "TOTAL" })).headers.get("link")).toBeNull();
    const { headers } = await world.call("GET", "/api/v1/groups");
    expect(headers.get("link")).toBe(`<${world.sandbox.url}/api/v1/groups?limit=10000>; rel="self"`);
    expect(headers.get("cache-control")).toBe("no-cache, no-store");
  });
});

test("the members of a group are late: who was put there is missing in the list for two seconds, and gets apps at once", async () => {
  const world = await startWorld(directory);
  const group = `/api/v1/groups/${await world.groupId("TOTAL-Analyst")}`;
  expect((await world.call("PUT", `${group}/users/ada@x.example`)).status).toBe(204);
  expect(logins(await world.call("GET", `${group}/users`))).toEqual(["bo@x.example"]);
  const { list: groups } = await world.call("GET", "/api/v1/users/ada@x.example/groups");
  expect(groups).toHaveLength(3);
  await world.clock.sleep(1_999);
  expect(logins(await world.call("GET", `${group}/users`))).toEqual(["bo@x.example"]);
  await world.clock.sleep(1);
  expect(logins(await world.call("GET", `${group}/users`))).toEqual(["bo@x.example", "ada@x.example"]);
});
