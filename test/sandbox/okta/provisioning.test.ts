import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonValue } from "../../../src/base/json.js";
import { OKTA_HEADERS } from "../../../src/dialect/okta/headers.js";
import { defaultDirectory } from "../../../src/sandbox/people/default.js";
import { generatePeople } from "../../../src/sandbox/people/generate.js";
import { formValues } from "../../support/console-values.js";
import { lines, people, startWorld, text, type World } from "./world.js";

async function assign(world: World, appId: string, group: string): Promise<void> {
  await world.call("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId(group)}`, {});
}

async function push(world: World, appId: string, group: string): Promise<string> {
  const body = { sourceGroupId: await world.groupId(group), targetGroupName: group, status: "ACTIVE" };
  return text((await world.call("POST", `/api/v1/apps/${appId}/group-push/mappings`, body)).object["id"]);
}

async function userNames(world: World): Promise<string[]> {
  const { Resources: resources } = await world.read("/Users?count=100");
  return (Array.isArray(resources) ? (resources as readonly JsonValue[]) : [])
    .flatMap((one) => (isJsonObject(one) ? [text(one["userName"])] : []))
    .sort();
}

describe("provisioning in the sandbox", () => {
  test("makes the whole journey: everybody in the assigned groups arrives, nobody else, and each group with its members", async () => {
    const world = await startWorld(defaultDirectory());
    const appId = await world.createApp();
    await world.connect(appId);
    for (const group of ["TOTAL-Admin", "TOTAL-Analyst"]) await assign(world, appId, group);
    await world.clock.sleep(10_000);
    for (const group of ["TOTAL-Admin", "TOTAL-Analyst"]) await push(world, appId, group);
    await world.clock.sleep(10_000);

    const expected = defaultDirectory().people.filter(
      ({ groups, active, familyName }) =>
        active && familyName !== undefined && groups.some((name) => name.startsWith("TOTAL-")),
    );
    expect(await userNames(world)).toEqual(expected.map(({ userName }) => userName).sort());
    const groups = await world.read("/Groups");
    const shown = (Array.isArray(groups["Resources"]) ? (groups["Resources"] as readonly JsonValue[]) : []).flatMap(
      (group) =>
        isJsonObject(group)
          ? [[group["displayName"], Array.isArray(group["members"]) ? group["members"].length : 0]]
          : [],
    );
    expect(shown).toEqual([
      ["TOTAL-Admin", 7],
      ["TOTAL-Analyst", 13],
    ]);
    expect(world.sandbox.scimRequests()).toEqual({ GET: 2 + 19 + 4, POST: 19 + 2, PUT: 2, PATCH: 0, DELETE: 0 });
  });

  test("sends per person a filtered GET and a POST with every mapped value and Okta's headers", async () => {
    const ada = { userName: "ada@x.example", displayName: "Ada B." };
    const world = await startWorld(people(ada));
    const appId = await world.createApp();
    await world.connect(appId);
    world.sent.length = 0;
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(1_900);
    expect(world.sent).toEqual([]);
    await world.clock.sleep(200);

    expect(lines(world.sent)).toEqual([
      'GET /scim/v2/Users?filter=userName eq "ada@x.example"&startIndex=1&count=100',
      "POST /scim/v2/Users",
    ]);
    const [look, create] = world.sent;
    const constant = Object.fromEntries(
      Object.entries(OKTA_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(look?.headers).toEqual({ ...constant, authorization: "[redacted]" });
    expect(create?.headers).toMatchObject({ ...constant, "content-type": "application/scim+json; charset=utf-8" });
    expect(look).toMatchObject({ at: "2026-11-02T09:00:02.000Z", from: "okta", to: "target", status: 200 });
    const [user] = (await world.call("GET", `/api/v1/apps/${appId}/users`)).list;
    expect(create?.body).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: "ada@x.example",
      name: { givenName: "Ada", familyName: "Berg" },
      emails: [{ primary: true, value: "ada@x.example", type: "work" }],
      displayName: "Ada B.",
      locale: "en-US",
      externalId: user?.["id"],
      groups: [],
      password: "[redacted]",
      active: true,
    });
    expect(user).toMatchObject({ status: "PROVISIONED", syncState: "SYNCHRONIZED" });
    expect(await world.read(`/Users/${text(user?.["externalId"])}`)).toMatchObject({ userName: "ada@x.example" });
  });

  test("shows Given Family as display name of somebody who has none", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp();
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    expect(world.sent.at(-1)?.body).toMatchObject({ displayName: "Ada Berg" });
  });

  test("links somebody whom the target already has by GET and PUT", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const first = await world.createApp("First");
    await world.connect(first);
    await assign(world, first, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    const second = await world.createApp("Second");
    await world.connect(second);
    world.sent.length = 0;
    await assign(world, second, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    const [user] = (await world.call("GET", `/api/v1/apps/${second}/users`)).list;
    const id = text(user?.["externalId"]);
    expect(lines(world.sent).slice(1)).toEqual([`GET /scim/v2/Users/${id}`, `PUT /scim/v2/Users/${id}`]);
    expect(world.sent.at(-1)?.body).toMatchObject({ userName: "ada@x.example", groups: [] });
    expect(world.sent.at(-1)?.body).not.toHaveProperty("password");
    expect((await world.read("/Users"))["totalResults"]).toBe(1);
  });

  test("never pushes people who were assigned before it was on, also not afterwards", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp();
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(3_600_000);
    expect(await userNames(world)).toEqual([]);
    const { list } = await world.call("GET", `/api/v1/apps/${appId}/users`);
    expect(list).toMatchObject([{ status: "ACTIVE", syncState: "DISABLED", externalId: null }]);
  });

  test("fails somebody without a required attribute, says so in the log, and sends nothing for them", async () => {
    const world = await startWorld({
      people: [{ userName: "mono", givenName: "Mono", active: true, groups: ["TOTAL-Admin"] }],
      groups: ["TOTAL-Admin"],
    });
    const appId = await world.createApp();
    await world.connect(appId);
    world.sent.length = 0;
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    expect(world.sent).toEqual([]);
    expect((await world.call("GET", `/api/v1/apps/${appId}/users`)).list).toMatchObject([
      { status: "STAGED", syncState: "ERROR" },
    ]);
    const filter = encodeURIComponent(`target.id eq "${appId}" and eventType eq "application.provision.user.push"`);
    const reason =
      "Automatic provisioning of user mono to app TOTAL (Provisioning) failed: Required attribute missing: familyName, email";
    expect((await world.call("GET", `/api/v1/logs?filter=${filter}`)).list).toMatchObject([
      { outcome: { result: "FAILURE", reason }, severity: "WARN" },
    ]);
  });

  test("does not assign deactivated people", async () => {
    const world = await startWorld(people({ userName: "gone@x.example", active: false }));
    const appId = await world.createApp();
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    expect((await world.call("GET", `/api/v1/apps/${appId}/users`)).list).toEqual([]);
  });

  test("creates somebody who is in two assigned groups once", async () => {
    const world = await startWorld(people({ userName: "ada@x.example", groups: ["TOTAL-Admin", "B"] }));
    const appId = await world.createApp();
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    await assign(world, appId, "B");
    await world.clock.sleep(5_000);
    expect(world.sent.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("deactivates by GET and PUT who is in no assigned group any more, and activates by PUT who comes back", async () => {
    const world = await startWorld(
      people({ userName: "ada@x.example" }, { userName: "bo@x.example", groups: ["TOTAL-Admin", "B"] }),
    );
    const appId = await world.createApp();
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    await assign(world, appId, "B");
    await world.clock.sleep(5_000);
    const adminId = await world.groupId("TOTAL-Admin");
    world.sent.length = 0;
    expect((await world.call("DELETE", `/api/v1/apps/${appId}/groups/${adminId}`)).status).toBe(204);
    await world.clock.sleep(5_000);
    expect(world.sent.map(({ method }) => method)).toEqual(["GET", "PUT"]);
    expect(world.sent[1]?.body).toMatchObject({ userName: "ada@x.example", active: false });
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    expect(world.sent.slice(2).map(({ method }) => method)).toEqual(["GET", "GET", "PUT"]);
    expect(world.sent.at(-1)?.body).toMatchObject({ active: true });
  });

  test("works off many people a few hundred at a time, each exactly once", async () => {
    const directory = generatePeople({ users: 1_200, groups: 1 });
    const world = await startWorld(directory);
    const appId = await world.createApp();
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(2_500);
    expect((await world.read("/Users?count=1"))["totalResults"]).toBe(500);
    await world.clock.sleep(2_500);
    expect((await world.read("/Users?count=1"))["totalResults"]).toBe(1_200);
    expect(world.sandbox.scimRequests()).toMatchObject({ POST: 1_200 });
  });
});

describe("group push in the sandbox", () => {
  test("looks for the group, creates it empty, and sends the members who are provisioned", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }, { userName: "bo@x.example", groups: ["B"] }));
    const appId = await world.createApp();
    await world.connect(appId);
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(5_000);
    world.sent.length = 0;
    const mappingId = await push(world, appId, "TOTAL-Admin");
    const path = `/api/v1/apps/${appId}/group-push/mappings/${mappingId}`;
    expect(Object.keys((await world.call("GET", path)).object)).not.toContain("lastPush");
    await world.clock.sleep(5_000);

    const [ada] = (await world.call("GET", `/api/v1/apps/${appId}/users`)).list;
    const id = text((world.sent[1]?.answer as Record<string, JsonValue>)["id"]);
    expect(lines(world.sent)).toEqual([
      'GET /scim/v2/Groups?filter=displayName eq "TOTAL-Admin"&startIndex=1&count=100',
      "POST /scim/v2/Groups",
      `GET /scim/v2/Groups/${id}`,
      `PUT /scim/v2/Groups/${id}`,
    ]);
    expect(world.sent[1]?.body).toMatchObject({ displayName: "TOTAL-Admin", members: [] });
    expect(world.sent[3]?.body).toMatchObject({
      id,
      members: [{ value: ada?.["externalId"], display: "ada@x.example" }],
    });
    expect((await world.call("GET", path)).object).toMatchObject({
      status: "ACTIVE",
      lastPush: "2026-11-02T09:00:07Z",
    });
  });

  test("leaves out who is not provisioned yet, and does not add them when they are", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp();
    await world.connect(appId);
    await push(world, appId, "TOTAL-Admin");
    await world.clock.sleep(1_000);
    await assign(world, appId, "TOTAL-Admin");
    await world.clock.sleep(600_000);
    expect(await userNames(world)).toEqual(["ada@x.example"]);
    const puts = world.sent.filter(({ method, path }) => method === "PUT" && path.includes("/Groups/"));
    expect(puts.map(({ body }) => (isJsonObject(body) ? body["members"] : undefined))).toEqual([[]]);
  });

  test("links a group that the target already has without creating one", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    for (const label of ["First", "Second"]) {
      const appId = await world.createApp(label);
      await world.connect(appId);
      await push(world, appId, "TOTAL-Admin");
      await world.clock.sleep(5_000);
    }
    expect((await world.read("/Groups"))["totalResults"]).toBe(1);
  });

  test("accepts a mapping while group push is off and never pushes it, until it is deactivated and activated again", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp();
    const mappingId = await push(world, appId, "TOTAL-Admin");
    await world.connect(appId);
    await world.clock.sleep(600_000);
    expect((await world.read("/Groups"))["totalResults"]).toBe(0);
    const path = `/api/v1/apps/${appId}/group-push/mappings/${mappingId}`;
    for (const status of ["INACTIVE", "ACTIVE"])
      expect((await world.call("PATCH", path, { status })).object).toMatchObject({ status });
    await world.clock.sleep(5_000);
    expect((await world.read("/Groups"))["totalResults"]).toBe(1);
  });

  test("is not on when Push Groups was not ticked", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp();
    const values = {
      ...formValues(world.target.baseUrl, world.target.token),
      "Supported provisioning actions": "Push New Users, Push Profile Updates",
    };
    expect(await world.sandbox.console.submit(appId, values)).toEqual({ ok: true });
    await push(world, appId, "TOTAL-Admin");
    await world.clock.sleep(60_000);
    expect((await world.read("/Groups"))["totalResults"]).toBe(0);
  });
});
