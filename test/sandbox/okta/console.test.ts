import { describe, expect, onTestFinished, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { startBadTarget, type Reply } from "./bad-target.js";
import { formValues } from "../../support/console-values.js";
import { lines, people, samlApp, startWorld, text, type World } from "./world.js";

const someone = people({ userName: "ada@x.example" });

async function signIn(world: World): Promise<string> {
  const answer = await fetch(world.sandbox.console.url, { redirect: "manual" });
  return (answer.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
}

async function appPage(world: World, appId: string): Promise<string> {
  const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
  return `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}`;
}

describe("filling in the console's forms", () => {
  test("tests the connection on saving Integration and on saving To App, and pushes nobody", async () => {
    const world = await startWorld(someone);
    await world.connect(await world.createApp());
    await world.clock.sleep(60_000);
    expect(lines(world.sent)).toEqual([
      "GET /scim/v2/Users?startIndex=1&count=2",
      "GET /scim/v2/Users?startIndex=1&count=2",
    ]);
  });

  test("asks for groups too when groups are imported", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const values = {
      ...formValues(world.target.baseUrl, world.target.token),
      "Supported provisioning actions": "Push New Users, Push Profile Updates, Import Groups",
    };
    expect(await world.sandbox.console.submit(appId, values)).toEqual({ ok: true });
    expect(lines(world.sent)[1]).toBe("GET /scim/v2/Groups?startIndex=1&count=100");
  });

  test.each<[string, Record<string, string | boolean | Secret | undefined>, string]>([
    ["an unknown label", { "Base URl": "x" }, 'no field "Base URl"'],
    ["no base URL", { "SCIM connector base URL": "" }, "cannot be left blank"],
    ["a base URL that is none", { "SCIM connector base URL": "scim" }, "this is not a URL"],
    [
      "a base URL with an underscore",
      { "SCIM connector base URL": "https://my_scim.example/v2" },
      "cannot contain an underscore",
    ],
    ["http to another machine", { "SCIM connector base URL": "http://scim.example/v2" }, "Error authenticating: "],
    ["no unique identifier", { "Unique identifier field for users": " " }, "cannot be left blank"],
    ["an action there is not", { "Supported provisioning actions": "Push Users" }, 'no check box "Push Users"'],
    ["another authentication mode", { "Authentication Mode": "Basic Auth" }, "knows only HTTP Header"],
    ["a mode the form does not offer", { "Authentication Mode": "Header" }, "choose Basic Auth or HTTP Header"],
    ["no token", { Authorization: undefined }, "Authorization: this field cannot be left blank"],
    [
      "a wrong token",
      { Authorization: new Secret("wrong") },
      "Error authenticating: Unauthorized. Errors reported by remote server: ",
    ],
    [
      "an action that To App needs left out",
      { "Supported provisioning actions": "Push Groups" },
      'Create Users needs "Push New Users"',
    ],
    ["a switch set to something else", { "Create Users": "perhaps" }, "choose Enable or Disable"],
    ["Provisioning left at None", { Provisioning: "None" }, "there is no Provisioning tab"],
  ])("refuses %s, and the app cannot provision", async (_name, change, reason) => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const values = Object.entries({ ...formValues(world.target.baseUrl, world.target.token), ...change });
    const answer = await world.sandbox.console.submit(
      appId,
      Object.fromEntries(values.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]))),
    );
    expect(answer.ok ? "accepted" : answer.reason).toContain(reason);
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).not.toContain("PUSH_NEW_USERS");
  });

  test("with Bearer typed before the token fails, since the form adds its own", async () => {
    const world = await startWorld(someone);
    const values = formValues(world.target.baseUrl, new Secret(`Bearer ${world.target.token.reveal()}`));
    const answer = await world.sandbox.console.submit(await world.createApp(), values);
    expect(answer.ok ? "accepted" : answer.reason).toMatch(
      /^Provisioning: Integration: Error authenticating: Unauthorized/,
    );
  });

  test.each<[string, Reply | "broken", string]>([
    [
      "HTML",
      { status: 200, text: "<html>" },
      "Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<html>'",
    ],
    [
      "404",
      { status: 404, body: { detail: "no such path" } },
      "Not Found. Errors reported by remote server: no such path",
    ],
    [
      "JSON that is no list",
      { status: 200, body: { ok: true } },
      "Errors reported by remote server: totalResults of the list is not an integer",
    ],
    ["a broken connection", "broken", "Bad Gateway. Errors reported by remote server: "],
    ["429", { status: 429 }, "Too Many Requests"],
  ])("is refused when the target answers %s", async (_name, reply, reason) => {
    const bad = await startBadTarget(() => reply);
    onTestFinished(bad.close);
    const world = await startWorld(someone);
    const answer = await world.sandbox.console.submit(
      await world.createApp(),
      formValues(bad.baseUrl, new Secret("t")),
    );
    expect(answer.ok ? "accepted" : answer.reason).toContain(`Error authenticating: ${reason}`);
  });

  test("is not possible without a licence, or with Federation Broker Mode on", async () => {
    const without = await startWorld(someone, { licence: "none" });
    const answer = await without.sandbox.console.submit(await without.createApp(), { Provisioning: "SCIM" });
    expect(answer.ok ? "accepted" : answer.reason).toContain("no Lifecycle Management");

    const world = await startWorld(someone);
    const app = samlApp("A");
    const made = await world.call("POST", "/api/v1/apps", {
      ...app,
      settings: { ...(app["settings"] as object), implicitAssignment: true },
    });
    const broker = await world.sandbox.console.submit(text(made.object["id"]), { Provisioning: "SCIM" });
    expect(broker.ok ? "accepted" : broker.reason).toContain("Federation Broker Mode");
  });

  test("takes everything back when Provisioning is set to None", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    await world.connect(appId);
    expect(await world.sandbox.console.submit(appId, { Provisioning: "None" })).toEqual({ ok: true });
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toEqual([]);
    expect(await world.sandbox.console.submit("0oanobody", { Provisioning: "SCIM" })).toMatchObject({ ok: false });
  });
});

describe("the console's pages", () => {
  test("open with the printed key, once, and then by an HttpOnly SameSite=Strict cookie", async () => {
    const world = await startWorld(someone);
    const first = await fetch(world.sandbox.console.url, { redirect: "manual" });
    expect(first.status).toBe(303);
    expect(first.headers.get("set-cookie")).toMatch(/; Path=\/admin; HttpOnly; SameSite=Strict$/);
    expect((await fetch(world.sandbox.console.url, { redirect: "manual" })).status).toBe(403);
    expect((await fetch(`${world.sandbox.url}/admin`)).status).toBe(403);
    expect((await fetch(`${world.sandbox.url}/admin?key=guess`)).status).toBe(403);
    const cookie = (first.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
    expect((await fetch(`${world.sandbox.url}/admin`, { headers: { cookie } })).status).toBe(200);
    expect((await fetch(`${world.sandbox.url}/admin`, { headers: { cookie: "sandbox_console=guess" } })).status).toBe(
      403,
    );
    expect(world.sandbox.tenantRequests()).toEqual({ reads: 0, writes: 0 });
  });

  test("are closed to a key on an inner page", async () => {
    const world = await startWorld(someone);
    const page = await appPage(world, await world.createApp());
    expect((await fetch(`${page}?key=guess`)).status).toBe(403);
  });

  test("carry a person through the three forms", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const headers = { cookie: await signIn(world) };
    const page = await appPage(world, appId);
    const post = async (form: string, fields: readonly (readonly [string, string])[]): Promise<[number, string]> => {
      const answer = await fetch(`${page}/${form}`, {
        method: "POST",
        headers,
        body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
      });
      return [answer.status, await answer.text()];
    };
    expect(await (await fetch(page, { headers })).text()).toContain("Choose SCIM under General first.");
    expect((await post("general", [["Provisioning", "SCIM"]]))[1]).toContain('role="status"');

    const integration = [
      ["SCIM connector base URL", world.target.baseUrl],
      ["Unique identifier field for users", "userName"],
      ["Supported provisioning actions", "Push New Users"],
      ["Supported provisioning actions", "Push Profile Updates"],
      ["Supported provisioning actions", "Push Groups"],
      ["Authentication Mode", "HTTP Header"],
    ] as const;
    const [refused, html] = await post("integration", [...integration, ["Authorization", "wrong"]]);
    expect(refused).toBe(400);
    expect(html).toContain('role="alert"');
    const right = [...integration, ["Authorization", world.target.token.reveal()]] as const;
    expect((await post("integration", [...right, ["button", "test"]]))[1]).toContain(
      "Connector configured successfully",
    );
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toEqual(["SCIM_PROVISIONING"]);
    const [saved, after] = await post("integration", right);
    expect(saved).toBe(200);
    expect(after).not.toContain(world.target.token.reveal());
    expect(after).toContain('name="Supported provisioning actions" value="Push Groups" checked');
    await post("to-app", [["Create Users", "Enable"]]);
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toContain("PUSH_NEW_USERS");
    await post("to-app", []);
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).not.toContain("PUSH_NEW_USERS");
  });

  test("label every field, and show names as text", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp('<script>"&');
    await world.connect(appId);
    const headers = { cookie: await signIn(world) };
    const html = await (await fetch(await appPage(world, appId), { headers })).text();
    expect(html).not.toContain("<script>");
    expect(html).toContain("&#60;script&#62;&#34;&#38;");
    expect(html.match(/<input /g)).toHaveLength(html.match(/<label>/g)?.length ?? 0);
    expect(await (await fetch(`${world.sandbox.url}/admin`, { headers })).text()).toContain(`/instance/${appId}`);
  });

  test("refuse a form posted from another site, without a cookie, or for an app there is not", async () => {
    const world = await startWorld(someone);
    const page = await appPage(world, await world.createApp());
    const headers = { cookie: await signIn(world) };
    const body = new URLSearchParams({ Provisioning: "SCIM" });
    const status = async (url: string, more: Readonly<Record<string, string>>): Promise<number> =>
      (await fetch(url, { method: "POST", headers: more, body })).status;
    expect(await status(`${page}/general`, { ...headers, origin: "http://evil.example" })).toBe(403);
    expect(await status(`${page}/general`, {})).toBe(403);
    expect(await status(`${page}/general?key=x`, {})).toBe(403);
    expect(await status(`${page}/nothing`, headers)).toBe(404);
    expect(await status(`${page.replace(/0oa\w+$/, "0oaother")}/general`, headers)).toBe(404);
  });
});
