import { describe, expect, onTestFinished, test } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/base/json.js";
import { startBadTarget, type Reply } from "./bad-target.js";
import { startCompany } from "./life.js";
import { formValues } from "../../support/console-values.js";
import { lines, people, startWorld, text, type World } from "./world.js";

const IMPORT = "Import New Users and Profile Updates, Import Groups, Push New Users, Push Profile Updates, Push Groups";

/** A world whose app imports from a target that answers like this. */
async function importOver(
  answer: (method: string, path: string) => Reply | undefined,
  actions = IMPORT,
): Promise<World & { readonly appId: string }> {
  const bad = await startBadTarget(answer);
  onTestFinished(bad.close);
  const world = await startWorld(people({ userName: "ada@x.example" }));
  const appId = await world.createApp("App");
  const values = { ...formValues(bad.baseUrl, world.target.token), "Supported provisioning actions": actions };
  expect(await world.sandbox.console.submit(appId, values)).toEqual({ ok: true });
  world.sent.length = 0;
  return { ...world, appId };
}

function page(path: string, total: number, make: (index: number) => JsonValue): Reply {
  const start = Number(/startIndex=(\d+)/.exec(path)?.[1]);
  const count = Number(/count=(\d+)/.exec(path)?.[1]);
  const size = Math.max(0, Math.min(count, total - start + 1));
  const resources = Array.from({ length: size }, (_none, at) => make(start + at));
  return { status: 200, body: { totalResults: total, startIndex: start, itemsPerPage: size, Resources: resources } };
}

async function imported(world: World, event: string): Promise<readonly unknown[]> {
  const filter = encodeURIComponent(`eventType eq "application.provision.${event}.import"`);
  return (await world.call("GET", `/api/v1/logs?limit=1000&filter=${filter}`)).list;
}

describe('"Import Now"', () => {
  test("reads people in pages of 100 to the last, then groups, and leaves inactive people out", async () => {
    const world = await importOver((_method, path) =>
      path.includes("/Users")
        ? page(path, 250, (index) => ({ id: `u${String(index)}`, userName: `u${String(index)}`, active: index !== 7 }))
        : page(path, 3, (index) => ({ id: `g${String(index)}`, displayName: `G${String(index)}` })),
    );
    expect(world.sandbox.console.press(world.appId, "Import Now")).toEqual({ ok: true });
    await world.clock.sleep(10_000);
    expect(lines(world.sent).map((line) => line.replace("/scim", ""))).toEqual([
      "GET /Users?startIndex=1&count=100",
      "GET /Users?startIndex=101&count=100",
      "GET /Users?startIndex=201&count=100",
      "GET /Groups?startIndex=1&count=100",
    ]);
    expect(await imported(world, "user")).toHaveLength(249);
    const { list } = await world.call("GET", "/api/v1/groups?q=G");
    expect(list).toMatchObject([1, 2, 3].map(() => ({ type: "APP_GROUP", source: { id: world.appId } })));
    world.sandbox.console.press(world.appId, "Import Now");
    await world.clock.sleep(10_000);
    expect((await world.call("GET", "/api/v1/groups?q=G")).list).toHaveLength(3);
  });

  test("asks for no groups when they are not imported, and is refused when people are not", async () => {
    const people = "Import New Users and Profile Updates, Push New Users, Push Profile Updates";
    const world = await importOver((_method, path) => page(path, 0, () => ({})), people);
    world.sandbox.console.press(world.appId, "Import Now");
    await world.clock.sleep(10_000);
    expect(lines(world.sent)).toEqual(["GET /scim/Users?startIndex=1&count=100"]);
    const none = await importOver((_method, path) => page(path, 0, () => ({})), "Push New Users, Push Profile Updates");
    expect(none.sandbox.console.press(none.appId, "Import Now")).toMatchObject({ ok: false });
    await none.clock.sleep(10_000);
    expect(none.sent).toEqual([]);
  });

  test("waits out a 429 in the middle and goes on with the same page", async () => {
    let refusals = 1;
    const world = await importOver((_method, path) => {
      if (path.includes("startIndex=101") && refusals-- > 0) return { status: 429, headers: { "retry-after": "60" } };
      return path.includes("/Users") ? page(path, 150, (index) => ({ id: String(index) })) : page(path, 0, () => ({}));
    });
    world.sandbox.console.press(world.appId, "Import Now");
    await world.clock.sleep(60_000);
    expect(await imported(world, "user")).toHaveLength(0);
    await world.clock.sleep(5_000);
    expect(lines(world.sent).map((line) => /startIndex=\d+/.exec(line)?.[0])).toEqual([
      "startIndex=1",
      "startIndex=101",
      "startIndex=101",
      "startIndex=1",
    ]);
    expect(await imported(world, "user")).toHaveLength(150);
  });

  test.each<[string, Reply, string]>([
    [
      "an empty page before the end",
      { status: 200, body: { totalResults: 500, Resources: [] } },
      "a page of the list is empty",
    ],
    [
      "a count that is no number",
      { status: 200, body: { totalResults: "1", Resources: [] } },
      "totalResults of the list",
    ],
    ["an error", { status: 500 }, "Internal Server Error"],
  ])("ends with a failure in the log on %s", async (_name, reply, why) => {
    let isConnected = false;
    const world = await importOver(() => (isConnected ? reply : undefined));
    isConnected = true;
    world.sandbox.console.press(world.appId, "Import Now");
    await world.clock.sleep(3_600_000);
    expect(world.sent).toHaveLength(1);
    const [event, ...others] = await imported(world, "user");
    expect(others).toEqual([]);
    expect(event).toMatchObject({ outcome: { result: "FAILURE" } });
    expect(JSON.stringify(event)).toContain(why);
  });

  test("makes a group that can be linked by its id, which is then never looked for by name", async () => {
    const company = await startCompany();
    const { world, appId } = company;
    const headers = {
      authorization: `Bearer ${world.target.token.reveal()}`,
      "content-type": "application/scim+json",
    };
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];
    const body = JSON.stringify({ schemas, displayName: "Vendor's own" });
    await fetch(`${world.target.baseUrl}/Groups`, { method: "POST", headers, body });
    world.sandbox.console.press(appId, "Import Now");
    await world.clock.sleep(10_000);
    const [found] = (await world.call("GET", "/api/v1/groups?q=Vendor")).list;
    const appGroups = (await world.call("GET", "/api/v1/groups")).list.filter(({ type }) => type === "APP_GROUP");
    expect(appGroups.map(({ profile }) => (profile as JsonObject)["name"])).toEqual(["TOTAL", "Vendor's own"]);
    world.sent.length = 0;
    await company.do("POST", `/api/v1/apps/${appId}/group-push/mappings`, {
      sourceGroupId: await world.groupId("Research"),
      targetGroupId: text(found?.["id"]),
    });
    const id = (await company.idsAtTarget())["Vendor's own"] ?? "";
    expect(lines(world.sent)).toEqual([`GET /scim/v2/Groups/${id}`, `PUT /scim/v2/Groups/${id}`]);
    expect(world.sent[1]?.body).toMatchObject({
      displayName: "Vendor's own",
      members: [{ display: "cleo@x.example" }],
    });
  });
});
