import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { Secret } from "../../../src/base/secret.js";
import type { FormValues } from "../../../src/sandbox/okta/console/answer.js";
import type { OktaSandboxOptions } from "../../../src/sandbox/okta/start.js";
import { signInToConsole } from "../../support/console-session.js";
import { lines, people, startWorld, text, type World } from "./world.js";

const APP = { name: "scim2headerauth", label: "Vendor", signOnMode: "AUTO_LOGIN" };
const ada = { userName: "ada@x.example", groups: ["Staff"] };
const bo = { userName: "bo@x.example", givenName: "Bo", groups: ["Staff"] };

interface Catalog {
  readonly world: World;
  readonly appId: string;
  readonly do: (method: string, path: string, body?: JsonObject) => Promise<JsonObject>;
  readonly save: (values: FormValues) => Promise<string>;
}

function form({ target }: World, more: FormValues = {}): FormValues {
  return {
    "Enable API Integration": true,
    "Base URL": target.baseUrl,
    "API Token": new Secret(`Bearer ${target.token.reveal()}`),
    "Create Users": true,
    "Update User Attributes": true,
    "Deactivate Users": true,
    ...more,
  };
}

async function start(body: JsonObject = APP, options: Partial<OktaSandboxOptions> = {}): Promise<Catalog> {
  const world = await startWorld(people(ada, bo), options);
  const made = await world.call("POST", "/api/v1/apps", body);
  const appId = text(made.object["id"]);
  return {
    world,
    appId,
    save: async (values) => {
      const answer = await world.sandbox.console.submit(appId, values);
      return answer.ok ? "ok" : answer.reason;
    },
    do: async (method, path, sent) => {
      const answer = await world.call(method, path, sent);
      if (answer.status > 299) throw new Error(JSON.stringify(answer.body));
      await world.clock.sleep(10_000);
      return answer.object;
    },
  };
}

/** Staff is assigned and pushed. */
async function startPushed(): Promise<Catalog & { readonly mapping: string; readonly staff: string }> {
  const catalog = await start();
  expect(await catalog.save(form(catalog.world))).toBe("ok");
  const staff = await catalog.world.groupId("Staff");
  await catalog.do("PUT", `/api/v1/apps/${catalog.appId}/groups/${staff}`, {});
  catalog.world.sent.length = 0;
  const body = { sourceGroupId: staff, targetGroupName: "Staff", status: "ACTIVE" };
  const { id } = await catalog.do("POST", `/api/v1/apps/${catalog.appId}/group-push/mappings`, body);
  return { ...catalog, staff, mapping: text(id) };
}

/** The rename of a group as Okta words it, without a path. */
function renamed(displayName: string): JsonObject {
  return { op: "replace", value: { id: expect.any(String) as string, displayName } };
}

function operations(world: World): unknown[] {
  return world.sent.map(({ method, body }) => (method === "PATCH" ? (body as JsonObject)["Operations"] : method));
}

/** Requests with their ids left out. */
function shape(world: World): string[] {
  return lines(world.sent).map((line) =>
    line
      .replace(/\/scim\/v2/, "")
      .replace(/[0-9a-f-]{36}/, "ID")
      .replace(/\?.*/, ""),
  );
}

describe("an app of the catalog", () => {
  test("is made by its name, keeps it, and needs no sign-on settings", async () => {
    const { world } = await start();
    const list = await world.call("GET", '/api/v1/apps?filter=name eq "scim2headerauth"');
    expect(list.list).toMatchObject([{ ...APP, status: "ACTIVE", features: [] }]);
    const second = await world.call("POST", "/api/v1/apps", { name: APP.name, label: "Other" });
    expect(second.object).toMatchObject({ name: APP.name, label: "Other", signOnMode: "SAML_2_0" });
  });

  test.each<[JsonObject, number, string]>([
    [{ ...APP, name: "nothing_of_the_kind" }, 501, "It has: scim2headerauth, oidc_client, bookmark"],
    [{ ...APP, name: "constructor" }, 501, "The catalog of this sandbox does not have constructor."],
    [{ ...APP, name: 1 }, 400, "name: must be a string"],
    [{ name: APP.name }, 400, "label: The field cannot be left blank"],
    [{ ...APP, signOnMode: "OPENID_CONNECT" }, 501, "It simulates: SAML_2_0, AUTO_LOGIN."],
  ])("is not made of %j", async (body, status, why) => {
    const world = await startWorld(people(ada));
    const refused = await world.call("POST", "/api/v1/apps", body);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.object)).toContain(why);
  });

  test("has its profile and mappings before anything is connected", async () => {
    const { world, appId } = await start();
    const schema = await world.call("GET", `/api/v1/meta/schemas/apps/${appId}/default`);
    expect(schema.object).toMatchObject({ definitions: { base: { properties: { givenName: {} } } } });
    const [mapping] = (await world.call("GET", `/api/v1/mappings?targetId=${appId}`)).list;
    const path = `/api/v1/mappings/${text(mapping?.["id"])}`;
    await world.call("POST", path, { properties: { displayName: null } });
    await world.sandbox.console.submit(appId, form(world));
    const { properties } = (await world.call("GET", path)).object;
    expect(Object.keys(properties as JsonObject)).toEqual(["givenName", "familyName", "email"]);
  });
});

describe("the console of a catalog app", () => {
  test("shows its own form, and none of a custom app's", async () => {
    const { world, appId, save } = await start();
    const console = await signInToConsole(world.sandbox.console.url);
    const address = `${world.sandbox.url}/admin/app/${APP.name}/instance/${appId}`;
    expect((await console.open(`${address}/integration`)).html).toContain("Configure API Integration");
    const { html: page } = await console.open(`${address}/integration?edit=1`);
    for (const label of ["Enable API Integration", "Base URL", "API Token", "Test API Credentials"])
      expect(page).toContain(label);
    for (const { html } of [{ html: page }, await console.open(`${address}?edit=1`)])
      for (const label of ["SCIM connector base URL", "Test Connector Configuration", "App Settings"])
        expect(html).not.toContain(label);
    expect(await save({ Provisioning: "SCIM" })).toContain('the console shows no field "Provisioning"');
    const typed = { button: "test", "Enable API Integration": "Enable", "Base URL": "x", "API Token": "Bearer y" };
    const pressed = await console.post(`${address}/integration`, typed);
    expect([pressed.status, pressed.html]).toEqual([400, expect.stringContaining("this is not a valid URL")]);
    for (const field of ['"Enable API Integration" value="Enable" checked', '"Base URL" value="x"', 'value="Bearer y"'])
      expect(pressed.html).toContain(field);
  });

  test("switches provisioning on in one visit, whichever way the org writes Integration", async () => {
    const { world, appId, save } = await start();
    const { "Enable API Integration": enable = true, ...rest } = form(world);
    expect(await save({ "Enable API integration": enable, ...rest })).toBe("ok");
    const { features } = (await world.call("GET", `/api/v1/apps/${appId}`)).object;
    expect(features).toEqual(
      expect.arrayContaining(["SCIM_PROVISIONING", "GROUP_PUSH", "PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES"]),
    );
    expect(await save({ "Enable API Integration": false })).toBe("ok");
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toEqual([]);
  });

  test("sends the API token as it was typed, so that a token without Bearer is refused by the target", async () => {
    const { world, save } = await start();
    expect(await save(form(world, { "API Token": world.target.token }))).toMatch(/Error authenticating: Unauthorized/);
    expect(lines(world.sent)).toEqual(["GET /scim/v2/Users?startIndex=1&count=2"]);
  });

  test.each<[string, FormValues, string]>([
    ["no base URL", { "Base URL": "" }, "Base URL: this field cannot be left blank"],
    ["a base URL with an underscore", { "Base URL": "http://127.0.0.1/a_b" }, "cannot contain an underscore"],
    ["no token", { "API Token": "" }, "API Token: this field cannot be left blank"],
  ])("refuses %s", async (_name, wrong, why) => {
    const { world, save } = await start();
    expect(await save(form(world, wrong))).toContain(why);
    expect(world.sent).toEqual([]);
  });

  test("refuses everything without Lifecycle Management", async () => {
    const { world, save } = await start(APP, { licence: "none" });
    expect(await save(form(world))).toContain("no Lifecycle Management");
  });
});

describe("provisioning to a catalog app's target", () => {
  test("creates people as a custom app does, by a filter and POST", async () => {
    const { world, appId, do: act, save } = await start();
    await save(form(world));
    world.sent.length = 0;
    await act("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId("Staff")}`, {});
    expect(shape(world).toSorted()).toEqual(["GET /Users", "GET /Users", "POST /Users", "POST /Users"]);
    expect(world.sent[0]?.path).toContain("filter=userName");
  });

  test("pushes a group by POST, a PATCH with all members, and one with the name", async () => {
    const { world } = await startPushed();
    expect(shape(world)).toEqual(["GET /Groups", "POST /Groups", "PATCH /Groups/ID", "PATCH /Groups/ID"]);
    expect(operations(world).at(-1)).toEqual([renamed("Staff")]);
    expect(operations(world).at(-2)).toEqual([
      {
        op: "replace",
        path: "members",
        value: [
          { value: expect.any(String) as string, display: "ada@x.example" },
          { value: expect.any(String) as string, display: "bo@x.example" },
        ],
      },
    ]);
    const [group] = (await world.read("/Groups"))["Resources"] as JsonObject[];
    expect(group?.["members"]).toHaveLength(2);
  });

  test("links a group that is there, sends its members, and its name although that is the same", async () => {
    const catalog = await start();
    const { world, appId } = catalog;
    await catalog.save(form(world));
    const headers = { authorization: `Bearer ${world.target.token.reveal()}`, "content-type": "application/scim+json" };
    const there = JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "Staff" });
    await fetch(`${world.target.baseUrl}/Groups`, { method: "POST", headers, body: there });
    world.sent.length = 0;
    const body = { sourceGroupId: await world.groupId("Staff"), targetGroupName: "Staff", status: "ACTIVE" };
    await catalog.do("POST", `/api/v1/apps/${appId}/group-push/mappings`, body);
    expect(shape(world)).toEqual(["GET /Groups", "PATCH /Groups/ID", "PATCH /Groups/ID"]);
    expect(operations(world).slice(1)).toEqual([[{ op: "replace", path: "members", value: [] }], [renamed("Staff")]]);
  });

  test("patches who left and who joined, by one request and the name, and nobody when nobody did", async () => {
    const { world, staff, do: act } = await startPushed();
    const user = (await world.call("GET", "/api/v1/users/bo@x.example")).object;
    const member = `/api/v1/groups/${staff}/users/${text(user["id"])}`;
    world.sent.length = 0;
    await act("DELETE", member);
    expect(operations(world)).toEqual([
      [{ op: "replace", value: { active: false } }],
      [{ op: "remove", path: expect.stringMatching(/^members\[value eq "[^"]+"\]$/) as string }],
      [renamed("Staff")],
    ]);
    world.sent.length = 0;
    await act("PUT", member);
    expect(shape(world)).toEqual([
      "GET /Users",
      "PATCH /Users/ID",
      "GET /Users/ID",
      "PUT /Users/ID",
      "PATCH /Groups/ID",
      "PATCH /Groups/ID",
    ]);
    expect(operations(world)).toMatchObject([
      "GET",
      [{ op: "replace", value: { active: true } }],
      "GET",
      "PUT",
      [{ op: "add", path: "members", value: [{ display: "bo@x.example" }] }],
      [renamed("Staff")],
    ]);
    world.sent.length = 0;
    await world.call("DELETE", member);
    await act("PUT", member);
    expect(shape(world).filter((line) => line.includes("/Groups"))).toEqual([]);
    const [group] = (await world.read("/Groups"))["Resources"] as JsonObject[];
    expect(group?.["members"]).toHaveLength(2);
  });

  test("renames a group by PATCH", async () => {
    const { world, staff, do: act } = await startPushed();
    world.sent.length = 0;
    await act("PUT", `/api/v1/groups/${staff}`, { profile: { name: "Everybody here" } });
    expect(operations(world)).toMatchObject([[{ op: "replace", value: { displayName: "Everybody here" } }]]);
    expect(await world.read("/Groups")).toMatchObject({ Resources: [{ displayName: "Everybody here" }] });
  });

  test("updates a profile by GET and PUT", async () => {
    const { world, do: act } = await startPushed();
    world.sent.length = 0;
    await act("POST", "/api/v1/users/ada@x.example", { profile: { lastName: "Holm" } });
    expect(shape(world)).toEqual(["GET /Users/ID", "PUT /Users/ID"]);
  });
});
