import { describe, expect, test } from "vitest";
import { FORM_TOKEN } from "../../../src/sandbox/http/browser-sessions.js";
import { signInToConsole, type ConsoleSession } from "../../support/console-session.js";
import { people, startWorld, text, type World } from "./world.js";

const someone = people({ userName: "ada@x.example" });

const signIn = (world: World): Promise<ConsoleSession> => signInToConsole(world.sandbox.console.url);

async function appPage(world: World, appId: string): Promise<string> {
  const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
  return `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}`;
}

describe("the console's pages", () => {
  test("open with the printed key as often as it is used, each time with an HttpOnly SameSite=Strict cookie of its own", async () => {
    const world = await startWorld(someone);
    const { port } = new URL(world.sandbox.url);
    const cookies = new Set<string>();
    for (let browser = 0; browser < 2; browser += 1) {
      const entry = await fetch(world.sandbox.console.url, { redirect: "manual" });
      expect([entry.status, entry.headers.get("location")]).toEqual([303, "/admin"]);
      const set = entry.headers.get("set-cookie") ?? "";
      expect(set).toMatch(new RegExp(`^sandbox_console_${port}=[\\w-]{43}; Path=/admin; HttpOnly; SameSite=Strict$`));
      cookies.add(set.split(";", 1)[0] ?? "");
    }
    expect(cookies.size).toBe(2);
    for (const cookie of cookies) {
      const answer = await fetch(`${world.sandbox.url}/admin`, { headers: { cookie } });
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toContain(new URL(world.sandbox.console.url).searchParams.get("key"));
    }
    expect(world.sandbox.tenantRequests()).toEqual({ reads: 0, writes: 0 });
  });

  test("are closed without the key and without a cookie, also on an inner page", async () => {
    const world = await startWorld(someone);
    const page = await appPage(world, await world.createApp());
    const { port } = new URL(world.sandbox.url);
    const status = async (url: string, cookie = ""): Promise<number> =>
      (await fetch(url, { headers: { cookie } })).status;
    const key = new URL(world.sandbox.console.url).searchParams.get("key") ?? "";
    for (const guess of ["", "guess", key.slice(0, -1), `${key}x`])
      expect(await status(`${world.sandbox.url}/admin?key=${guess}`)).toBe(403);
    expect(await status(`${world.sandbox.url}/admin`)).toBe(403);
    expect(await status(`${world.sandbox.url}/admin`, `sandbox_console_${port}=guess`)).toBe(403);
    expect(await status(`${world.sandbox.url}/admin`, `sandbox_console_${port}=${key}`)).toBe(403);
    expect(await status(`${page}?key=${key}`)).toBe(403);
  });

  test("forget the browser that came first after a hundred, and not the newest", async () => {
    const world = await startWorld(someone);
    const first = await signIn(world);
    for (let more = 0; more < 99; more += 1) await fetch(world.sandbox.console.url, { redirect: "manual" });
    expect((await first.open("/admin")).status).toBe(200);
    const last = await signIn(world);
    expect([(await first.open("/admin")).status, (await last.open("/admin")).status]).toEqual([403, 200]);
  });

  test("carry a person through the three forms", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const console = await signIn(world);
    const page = await appPage(world, appId);
    expect((await console.open(page)).html).not.toContain("<form");
    const early = await console.open(`${page}/integration?edit=1`);
    expect(early.html).toContain("Select SCIM under General &#62; App Settings &#62; Provisioning first.");
    expect(early.html).not.toContain("<form");
    expect(await console.post(`${page}/general`, { Provisioning: "SCIM" })).toMatchObject({
      status: 200,
      role: "status",
    });

    const integration = [
      ["SCIM connector base URL", world.target.baseUrl],
      ["Unique identifier field for users", "userName"],
      ["Supported provisioning actions", "Push New Users"],
      ["Supported provisioning actions", "Push Profile Updates"],
      ["Supported provisioning actions", "Push Groups"],
      ["Authentication Mode", "HTTP Header"],
    ] as const;
    const wrong = [...integration, ["Authorization", "wrong"]] as const;
    expect(await console.post(`${page}/integration`, wrong)).toMatchObject({ status: 400, role: "alert" });
    const right = [...integration, ["Authorization", world.target.token.reveal()]] as const;
    const tested = await console.post(`${page}/integration`, [...right, ["button", "test"]]);
    expect(tested.html).toContain("Connector configured successfully");
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toEqual(["SCIM_PROVISIONING"]);
    const saved = await console.post(`${page}/integration`, right);
    expect(saved.status).toBe(200);
    expect(saved.html).toContain("<strong>Saved</strong>");
    expect(saved.html).not.toContain(world.target.token.reveal());
    expect(saved.html).toContain('name="Supported provisioning actions" value="Push Groups" checked');
    await console.post(`${page}/to-app`, { "Create Users": "Enable" });
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).toContain("PUSH_NEW_USERS");
    await console.post(`${page}/to-app`, {});
    expect((await world.call("GET", `/api/v1/apps/${appId}`)).object["features"]).not.toContain("PUSH_NEW_USERS");
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["that was tested", { button: "test" }, "status"],
    ["whose test was refused", { button: "test", "Authentication Mode": "Basic Auth" }, "alert"],
    ["that was refused", { button: "save", "Unique identifier field for users": "" }, "alert"],
  ])("show a form %s as it was typed, and nothing of it afterwards", async (_name, change, role) => {
    const world = await startWorld(someone);
    const console = await signIn(world);
    const page = await appPage(world, await world.createApp());
    await console.post(`${page}/general`, { Provisioning: "SCIM" });
    const typed = {
      "SCIM connector base URL": world.target.baseUrl,
      "Unique identifier field for users": 'user"Name',
      "Supported provisioning actions": "Push Groups",
      "Authentication Mode": "HTTP Header",
      Authorization: world.target.token.reveal(),
      ...change,
    };
    const shown = await console.post(`${page}/integration`, typed);
    expect(shown.role).toBe(role);
    expect(fieldsIn(shown.html)).toMatchObject({
      "SCIM connector base URL": typed["SCIM connector base URL"],
      "Unique identifier field for users": typed["Unique identifier field for users"].replace('"', "&#34;"),
      "Supported provisioning actions": typed["Supported provisioning actions"],
      "Authentication Mode": typed["Authentication Mode"],
      Authorization: typed.Authorization,
    });
    const later = await console.open(`${page}/integration?edit=1`);
    expect(later.html).not.toContain(world.target.token.reveal());
    expect(fieldsIn(later.html)).toMatchObject({ "SCIM connector base URL": "", Authorization: "" });
  });

  test("say what was saved once, to the browser that saved it, and never do it again on a reload", async () => {
    const world = await startWorld(someone);
    const [one, other] = [await signIn(world), await signIn(world)];
    const page = await appPage(world, await world.createApp());
    const second = await appPage(world, await world.createApp("Another"));
    const body = new URLSearchParams({ Provisioning: "SCIM", [FORM_TOKEN]: one.formToken });
    const answer = await fetch(`${page}/general`, { method: "POST", headers: one.headers, body, redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, new URL(page).pathname]);
    expect((await other.open(page)).role).toBeUndefined();
    expect((await one.open(page)).html).toContain("<strong>Saved</strong>");
    expect((await one.open(page)).role).toBeUndefined();
    await fetch(`${page}/general`, { method: "POST", headers: one.headers, body, redirect: "manual" });
    expect((await one.open(second)).role).toBeUndefined();
    // What is in the address bar after a refusal is the form's tab.
    const address = await fetch(`${page}/integration`, { headers: one.headers, redirect: "manual" });
    expect([address.status, await address.text()]).toEqual([200, expect.stringContaining("SCIM Connection")]);
  });

  test("label every field, and show names as text", async () => {
    const world = await startWorld(someone);
    const appId = await world.createApp('<script>"&');
    await world.connect(appId);
    const console = await signIn(world);
    const page = await appPage(world, appId);
    let fields = 0;
    for (const tab of ["?edit=1", "/integration?edit=1", "/to-app?edit=1", "/push-groups?edit=1"]) {
      const { html } = await console.open(`${page}${tab}`);
      expect(html).not.toContain("<script>");
      expect(html).toContain("&#60;script&#62;&#34;&#38;");
      const visible = html.match(/<input (?!type="hidden")/g)?.length ?? 0;
      expect(html.match(/<label>/g)).toHaveLength(visible);
      fields += visible;
    }
    expect(fields).toBe(18);
    expect((await console.open("/admin")).html).toContain(`/instance/${appId}`);
  });
});

describe("a browser without a session", () => {
  const cookiesOf = (answer: Response): string =>
    answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";", 1)[0])
      .join("; ");

  test("is told how to open the console, and returns to the page it asked for", async () => {
    const world = await startWorld(someone);
    const page = await appPage(world, await world.createApp());
    const { port } = new URL(world.sandbox.url);
    const locked = await fetch(`${page}/`, { redirect: "manual" });
    expect(locked.status).toBe(403);
    expect(await locked.text()).toContain("copy the address printed after");
    expect(locked.headers.getSetCookie()).toEqual([
      `sandbox_console_return_${port}=${new URL(page).pathname}/; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=3600`,
    ]);
    const headers = { cookie: cookiesOf(locked) };
    const opened = await fetch(world.sandbox.console.url, { headers, redirect: "manual" });
    expect([opened.status, opened.headers.get("location")]).toEqual([303, `${new URL(page).pathname}/`]);
    expect(opened.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^sandbox_console_${port}=[\\w-]{43}; Path=/admin; HttpOnly; SameSite=Strict$`)),
      `sandbox_console_return_${port}=; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=0`,
    ]);
  });

  test.each([
    "https://evil.example/",
    "//evil.example/admin",
    "/administrator",
    "/api/v1/users",
    "/admin?key=guess",
    "/admin/users?key=guess",
    "/admin\\@evil.example",
    `/admin/${"a".repeat(600)}`,
  ])("does not return to %s", async (address) => {
    const world = await startWorld(someone);
    const { port } = new URL(world.sandbox.url);
    const headers = { cookie: `sandbox_console_return_${port}=${address}` };
    const opened = await fetch(world.sandbox.console.url, { headers, redirect: "manual" });
    expect([opened.status, opened.headers.get("location")]).toEqual([303, "/admin"]);
    expect(opened.headers.getSetCookie()).toHaveLength(1);
  });

  test("is not signed in by what it remembers", async () => {
    const world = await startWorld(someone);
    const page = await appPage(world, await world.createApp());
    const cookie = cookiesOf(await fetch(page));
    expect(cookie).not.toBe("");
    expect((await fetch(page, { headers: { cookie } })).status).toBe(403);
    expect((await fetch(`${world.sandbox.url}/admin?key=guess`, { headers: { cookie } })).status).toBe(403);
  });
});

describe("a form", () => {
  test.each<[string, (own: ConsoleSession, foreign: ConsoleSession) => Readonly<Record<string, string>>, number]>([
    ["of the page itself", ({ headers, formToken }) => ({ ...headers, formToken }), 303],
    ["without a cookie", ({ formToken }) => ({ formToken }), 403],
    ["without its token", ({ headers }) => ({ ...headers, formToken: "" }), 403],
    ["with a token cut short", ({ headers, formToken }) => ({ ...headers, formToken: formToken.slice(1) }), 403],
    ["with another browser's token", ({ headers }, { formToken }) => ({ ...headers, formToken }), 403],
    ...["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost:PORT", "https://127.0.0.1:PORT"].map(
      (origin): [string, (own: ConsoleSession) => Readonly<Record<string, string>>, number] => [
        `from ${origin}, though it has the token`,
        ({ headers, formToken }) => ({ ...headers, formToken, origin }),
        403,
      ],
    ),
  ])("%s is answered as it deserves, and changes nothing when refused", async (_name, given, status) => {
    const world = await startWorld(someone);
    const appId = await world.createApp();
    const page = await appPage(world, appId);
    const { port } = new URL(world.sandbox.url);
    const { formToken = "", ...rest } = given(await signIn(world), await signIn(world));
    const headers = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [name, value.replace("PORT", port)]),
    );
    for (const form of ["general", "import-now"]) {
      const body = new URLSearchParams({ Provisioning: "SCIM", [FORM_TOKEN]: formToken });
      const answer = await fetch(`${page}/${form}`, { method: "POST", headers, body, redirect: "manual" });
      if (form === "general" || status === 403) expect(answer.status).toBe(status);
    }
    const { features } = (await world.call("GET", `/api/v1/apps/${appId}`)).object;
    expect(features).toEqual(status === 303 ? ["SCIM_PROVISIONING"] : []);
  });

  test("is not answered for an app or form there is not, nor by a key in its address", async () => {
    const world = await startWorld(someone);
    const page = await appPage(world, await world.createApp());
    const console = await signIn(world);
    const fields = { Provisioning: "SCIM" };
    expect((await console.post(`${page}/nothing`, fields)).status).toBe(404);
    expect((await console.post(`${page.replace(/0oa\w+$/, "0oaother")}/general`, fields)).status).toBe(404);
    const key = new URL(world.sandbox.console.url).searchParams.get("key") ?? "";
    const body = new URLSearchParams({ ...fields, [FORM_TOKEN]: console.formToken });
    expect((await fetch(`${page}/general?key=${key}`, { method: "POST", body })).status).toBe(403);
  });
});

/** What stands in the text fields and what is ticked, by name, as the page writes it. */
function fieldsIn(html: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [, type = "", name = "", value = "", checked] of html.matchAll(
    /<input type="(\w+)" name="([^"]+)" value="([^"]*)"( checked)?/g,
  ))
    if (type === "text" || type === "password" || checked !== undefined) fields[name] = value;
  return fields;
}
