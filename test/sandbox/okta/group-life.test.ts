import { describe, expect, onTestFinished, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { startBadTarget, type Reply } from "./bad-target.js";
import { startCompany, type Company } from "./life.js";
import { lines, people, startWorld, text, type World } from "./world.js";

const CLEO = "cleo@x.example";

async function sent(company: Company): Promise<string[]> {
  const ids = Object.entries(await company.idsAtTarget());
  return lines(company.world.sent).map((line) =>
    ids.reduce((shown, [name, id]) => shown.replace(id, name), line.replace("/scim/v2", "")),
  );
}

function mappingPath({ appId, mappingId }: Company): string {
  return `/api/v1/apps/${appId}/group-push/mappings/${mappingId}`;
}

async function rename(company: Company, name: string): Promise<void> {
  await company.do("PUT", await company.group("TOTAL"), { profile: { name } });
}

describe("a pushed group", () => {
  test("that gets several members at once is sent once with all of them", async () => {
    const company = await startCompany();
    const { world } = company;
    const path = await company.group("TOTAL");
    await world.call("PUT", `${path}/users/${CLEO}`);
    await world.call("DELETE", `${path}/users/bo@x.example`);
    await company.do("PUT", `${path}/users/${CLEO}`);
    expect(await sent(company)).toEqual(["GET /Groups/TOTAL", "PUT /Groups/TOTAL"]);
    expect(world.sent[1]?.body).toMatchObject({ members: [{ display: CLEO }] });
  });

  test("leaves out members who are not assigned to the app", async () => {
    const company = await startCompany();
    const dora = { login: "dora@x.example", email: "dora@x.example", firstName: "Dora", lastName: "Elm" };
    await company.do("POST", "/api/v1/users", { profile: dora, groupIds: [await company.world.groupId("TOTAL")] });
    expect(await sent(company)).toEqual(["GET /Groups/TOTAL", "PUT /Groups/TOTAL"]);
    expect((company.world.sent[1]?.body as JsonObject)["members"]).toHaveLength(1);
  });

  test("is renamed at the target when it is renamed in Okta, as is its APP_GROUP", async () => {
    const company = await startCompany();
    await rename(company, "TOTAL (new)");
    expect(await sent(company)).toEqual(["GET /Groups/TOTAL (new)", "PUT /Groups/TOTAL (new)"]);
    expect(company.world.sent[1]?.body).toMatchObject({ displayName: "TOTAL (new)", members: [{}] });
    const { list } = await company.world.call("GET", "/api/v1/groups?q=TOTAL%20");
    expect(list.map(({ type, profile }) => [type, (profile as JsonObject)["name"]])).toEqual([
      ["OKTA_GROUP", "TOTAL (new)"],
      ["APP_GROUP", "TOTAL (new)"],
    ]);
  });

  test("keeps its name at the target when app groups are not renamed to match", async () => {
    const company = await startCompany();
    const { world, appId } = company;
    const label = "Rename app groups to match group name in Okta";
    expect(await world.sandbox.console.submit(appId, { [label]: "Disable" })).toEqual({ ok: true });
    await rename(company, "Other");
    expect(world.sent).toEqual([]);
    const { list } = await world.call("GET", "/api/v1/groups?q=Other");
    await company.do("PUT", `/api/v1/groups/${text(list[0]?.["id"])}/users/${CLEO}`);
    expect(world.sent[1]?.body).toMatchObject({ displayName: "TOTAL" });
  });

  test("with only a new description sends nothing", async () => {
    const company = await startCompany();
    await company.do("PUT", await company.group("TOTAL"), { profile: { name: "TOTAL", description: "d" } });
    expect(company.world.sent).toEqual([]);
  });

  test.each([
    ["left", "false", []],
    ["deleted", "true", ["DELETE /Groups/TOTAL"]],
  ])("that is unlinked is %s at the target (deleteTargetGroup=%s)", async (_name, deletes, expected) => {
    const company = await startCompany();
    const ids = Object.entries(await company.idsAtTarget());
    await company.do("PATCH", mappingPath(company), { status: "INACTIVE" });
    await company.do("DELETE", `${mappingPath(company)}?deleteTargetGroup=${deletes}`);
    const shown = lines(company.world.sent).map((line) => line.replace("/scim/v2", ""));
    expect(shown.map((line) => ids.reduce((now, [name, id]) => now.replace(id, name), line))).toEqual(expected);
    expect((await company.world.read("/Groups"))["totalResults"]).toBe(1 - expected.length);
    await company.do("PUT", `${await company.group("TOTAL")}/users/${CLEO}`);
    expect(company.world.sent).toHaveLength(expected.length);
  });

  test("that was unlinked and left is linked again, not made a second time", async () => {
    const company = await startCompany();
    await company.do("PATCH", mappingPath(company), { status: "INACTIVE" });
    await company.do("DELETE", `${mappingPath(company)}?deleteTargetGroup=false`);
    await company.do("POST", `/api/v1/apps/${company.appId}/group-push/mappings`, {
      sourceGroupId: await company.world.groupId("TOTAL"),
      targetGroupName: "TOTAL",
    });
    expect(await sent(company)).toEqual([
      'GET /Groups?filter=displayName eq "TOTAL"&startIndex=1&count=100',
      "GET /Groups/TOTAL",
      "PUT /Groups/TOTAL",
    ]);
  });

  test("whose mapping is not active is not sent", async () => {
    const company = await startCompany();
    await company.do("PATCH", mappingPath(company), { status: "INACTIVE" });
    await company.do("PUT", `${await company.group("TOTAL")}/users/${CLEO}`);
    await rename(company, "Other");
    expect(company.world.sent).toEqual([]);
  });

  test("whose source is deleted stays at the target, and its mapping is in ERROR and can be deleted", async () => {
    const company = await startCompany();
    await company.do("DELETE", await company.group("TOTAL"));
    const mapping = await company.do("GET", mappingPath(company));
    expect(mapping).toMatchObject({ status: "ERROR" });
    expect(text(mapping["errorSummary"])).toContain("the source group was deleted");
    expect(company.world.sent).toEqual([]);
    await company.do("DELETE", `${mappingPath(company)}?deleteTargetGroup=false`);
    expect((await company.world.read("/Groups"))["totalResults"]).toBe(1);
  });
});

describe("deleting a group", () => {
  test("that is assigned takes its people out of the app", async () => {
    const company = await startCompany();
    await company.do("DELETE", await company.group("Research"));
    expect(await sent(company)).toEqual([`GET /Users/${CLEO}`, `PUT /Users/${CLEO}`]);
    expect(company.world.sent[1]?.body).toMatchObject({ active: false });
    const { list } = await company.world.call("GET", `/api/v1/apps/${company.appId}/groups`);
    expect(list).toHaveLength(1);
  });

  test("is forbidden for Everyone and for an APP_GROUP that a mapping uses, as is changing their members", async () => {
    const company = await startCompany();
    const { world } = company;
    const [everyone] = (await world.call("GET", "/api/v1/groups?q=Everyone")).list;
    const appGroup = (await world.call("GET", "/api/v1/groups?q=TOTAL")).list.find(({ type }) => type === "APP_GROUP");
    for (const group of [everyone, appGroup]) {
      const path = `/api/v1/groups/${text(group?.["id"])}`;
      for (const [method, at] of [
        ["DELETE", path],
        ["PUT", path],
        ["PUT", `${path}/users/${CLEO}`],
        ["DELETE", `${path}/users/${CLEO}`],
      ] as const) {
        expect(await world.call(method, at)).toMatchObject({ status: 403, object: { errorCode: "E0000006" } });
      }
    }
  });

  test("of people is 204 for somebody who is in it and for somebody who is not", async () => {
    const company = await startCompany();
    const path = `${await company.group("TOTAL")}/users/${CLEO}`;
    for (const method of ["DELETE", "PUT", "PUT", "DELETE", "DELETE"])
      expect((await company.world.call(method, path)).status).toBe(204);
  });

  test("and renaming it to a name that is taken is refused", async () => {
    const company = await startCompany();
    const answer = await company.world.call("PUT", await company.group("TOTAL"), { profile: { name: "staff" } });
    expect(answer).toMatchObject({ status: 400, object: { errorCode: "E0000001" } });
  });
});

/** A world with one pushed group, over a target that has it and answers like this. */
async function pushOver(
  answer: (method: string, path: string) => Reply | undefined,
): Promise<World & { path: string }> {
  const bad = await startBadTarget((method, path) => {
    const said = answer(method, path);
    if (said !== undefined) return said;
    if (method === "POST") return { status: 201, body: { id: "g1" } };
    return path.includes("/Groups/") ? { status: 200, body: { id: "g1", displayName: "TOTAL-Admin" } } : undefined;
  });
  onTestFinished(bad.close);
  const world = await startWorld(people({ userName: "ada@x.example" }, { userName: "bo@x.example", groups: ["B"] }));
  const appId = await world.createApp("App");
  await world.connect(appId, bad.baseUrl);
  const mappings = `/api/v1/apps/${appId}/group-push/mappings`;
  const body = { sourceGroupId: await world.groupId("TOTAL-Admin"), targetGroupName: "TOTAL-Admin" };
  const path = `${mappings}/${text((await world.call("POST", mappings, body)).object["id"])}`;
  await world.clock.sleep(10_000);
  return { ...world, path };
}

describe("a push that the target refuses", () => {
  test.each<[string, string, RegExp, Reply, string]>([
    ["the look-up", "GET", /filter=/, { status: 500 }, "Internal Server Error"],
    [
      "the creation",
      "POST",
      /\/Groups$/,
      { status: 403, body: { detail: "no" } },
      "Forbidden. Errors reported by remote server: no",
    ],
    ["the reading", "GET", /\/Groups\/g1$/, { status: 404 }, "Not Found"],
    ["the members", "PUT", /\/Groups\/g1$/, { status: 413 }, "Payload Too Large"],
    ["an unreadable answer", "POST", /\/Groups$/, { status: 201, text: "<html>" }, "Invalid JSON"],
    ["an answer without id", "POST", /\/Groups$/, { status: 201, body: {} }, "the group has no id"],
  ])("at %s puts the mapping in ERROR and writes why", async (_name, method, path, reply, why) => {
    const world = await pushOver((asked, at) => (asked === method && path.test(at) ? reply : undefined));
    const mapping = (await world.call("GET", world.path)).object;
    expect(mapping).toMatchObject({ status: "ERROR" });
    expect(mapping).not.toHaveProperty("lastPush");
    expect(text(mapping["errorSummary"])).toContain(why);
    const event = "application.provision.group_push.mapping.update.or.delete.failed.with.error";
    const filter = encodeURIComponent(`eventType eq "${event}"`);
    expect((await world.call("GET", `/api/v1/logs?filter=${filter}`)).list).toMatchObject([
      { outcome: { result: "FAILURE", reason: mapping["errorSummary"] } },
    ]);
  });

  test("later, at a change of the members, stops all further pushes until it is relinked", async () => {
    let isBroken = false;
    const world = await pushOver((method) => (isBroken && method === "PUT" ? { status: 503 } : undefined));
    expect((await world.call("GET", world.path)).object).toMatchObject({ status: "ACTIVE" });
    const member = `/api/v1/groups/${await world.groupId("TOTAL-Admin")}/users/bo@x.example`;
    isBroken = true;
    await world.call("PUT", member);
    await world.clock.sleep(10_000);
    expect((await world.call("GET", world.path)).object).toMatchObject({ status: "ERROR" });
    isBroken = false;
    world.sent.length = 0;
    await world.call("DELETE", member);
    await world.clock.sleep(600_000);
    expect(world.sent).toEqual([]);
    for (const status of ["INACTIVE", "ACTIVE"]) await world.call("PATCH", world.path, { status });
    await world.clock.sleep(10_000);
    expect(world.sent.at(-1)).toMatchObject({ method: "PUT", status: 200 });
    const mapping = (await world.call("GET", world.path)).object;
    expect(mapping).toMatchObject({ status: "ACTIVE" });
    expect(mapping).not.toHaveProperty("errorSummary");
  });

  test("in ERROR can be deleted without being deactivated first", async () => {
    const world = await pushOver((method) => (method === "POST" ? { status: 500 } : undefined));
    expect((await world.call("DELETE", `${world.path}?deleteTargetGroup=false`)).status).toBe(200);
  });
});
