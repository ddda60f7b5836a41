import { describe, expect, test } from "vitest";
import { startPortalWorld, statusAs } from "../../support/portal-world.js";
import { people } from "./graph/world.js";

const ALL_TABS = [
  "",
  "/users-and-groups",
  "/provisioning",
  "/provisioning-logs",
  "/provision-on-demand?user=ada@x.example",
];

describe("the portal's pages", () => {
  test("open with the printed key as often as it is used, each time with an HttpOnly SameSite=Strict cookie of its own", async () => {
    const { sandbox } = await startPortalWorld();
    const { port } = new URL(sandbox.url);
    const cookies = new Set<string>();
    for (let browser = 0; browser < 2; browser += 1) {
      const entry = await fetch(sandbox.console.url, { redirect: "manual" });
      expect([entry.status, entry.headers.get("location")]).toEqual([303, "/portal"]);
      const set = entry.headers.get("set-cookie") ?? "";
      expect(set).toMatch(new RegExp(`^sandbox_portal_${port}=[\\w-]{43}; Path=/portal; HttpOnly; SameSite=Strict$`));
      cookies.add(set);
    }
    expect(cookies.size).toBe(2);
  });

  test("are closed without the key, with Graph's token, and under another host; and none of that counts as Graph's", async () => {
    const { sandbox, appPath } = await startPortalWorld();
    const { searchParams } = new URL(sandbox.console.url);
    const key = searchParams.get("key") ?? "";
    const status = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
      (await fetch(new URL(path, sandbox.url), { headers })).status;
    for (const path of [
      "/portal",
      "/portal?key=",
      "/portal?key=guess",
      `/portal?key=${key}x`,
      appPath,
      `${appPath}?key=${key}`,
    ])
      expect([path, await status(path)]).toEqual([path, 403]);
    expect(await status("/portal", { authorization: `Bearer ${sandbox.token.reveal()}` })).toBe(403);
    expect(await statusAs("portal.example", sandbox.console.url)).toBe(421);
    expect(await status("/portal/nothing")).toBe(404);
    expect(sandbox.tenantRequests()).toEqual({ reads: 0, writes: 0 });
    // The cookie opens nothing of Graph.
    const entry = await fetch(sandbox.console.url, { redirect: "manual" });
    expect(await status("/v1.0/users", { cookie: entry.headers.get("set-cookie") ?? "" })).toBe(401);
  });

  test("take no form, and allow no script, frame or foreign address", async () => {
    const { sandbox, appPath } = await startPortalWorld();
    const entry = await fetch(sandbox.console.url, { redirect: "manual" });
    const headers = { cookie: (entry.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "" };
    for (const path of ["/portal", appPath, `${appPath}/provisioning`])
      expect((await fetch(new URL(path, sandbox.url), { method: "POST", headers })).status).toBe(404);
    const policy = (await fetch(new URL(appPath, sandbox.url), { headers })).headers.get("content-security-policy");
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
  });

  test("lead a browser without a session to the page it asked for", async () => {
    const { sandbox, appPath } = await startPortalWorld();
    const locked = await fetch(new URL(appPath, sandbox.url));
    expect([locked.status, await locked.text()]).toEqual([403, expect.stringContaining("copy the address printed")]);
    const headers = { cookie: (locked.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "" };
    const opened = await fetch(sandbox.console.url, { headers, redirect: "manual" });
    expect([opened.status, opened.headers.get("location")]).toEqual([303, appPath]);
  });

  test("show names as text", async () => {
    const hostile = '<script>alert("1")</script>';
    const directory = people({
      userName: "ada@x.example",
      displayName: hostile,
      title: hostile,
      groups: ["TOTAL-Admin", hostile],
    });
    const world = await startPortalWorld({}, directory);
    await world.provision();
    const app = world.sandbox.tenant.servicePrincipals.get(world.app());
    if (app !== undefined) app.displayName = hostile;
    for (const path of ["/portal", "/portal/users", "/portal/groups", ...ALL_TABS.map((tab) => world.appPath + tab)]) {
      const { status, html } = await world.open(path);
      expect([path, status]).toEqual([path, 200]);
      expect(html).not.toContain("<script");
      expect(html).toContain("&#60;script&#62;");
    }
    expect(
      (await world.open(`${world.appPath}/provision-on-demand?user=${encodeURIComponent(hostile)}`)).html,
    ).not.toContain("<script");
  });
});

describe("an application's pages", () => {
  test("say that provisioning is not set up, and why it cannot be", async () => {
    const world = await startPortalWorld();
    expect((await world.open(world.appPath)).html).toContain("Provisioning is not set up for this application.");
    const signIn = await startPortalWorld({ startState: "oidc-app" });
    expect((await signIn.open(signIn.appPath)).html).toContain("created as an app registration");
    const empty = await startPortalWorld({ startState: "empty" });
    expect((await empty.open("/portal")).html).toContain("This tenant has no enterprise applications.");
  });

  test("show the cycle with its counts, the next one, and the connection without its token", async () => {
    const world = await startPortalWorld();
    await world.provision();
    const overview = (await world.open(world.appPath)).html;
    for (const text of ["Incremental cycle: ", "Completed", "<dt>Users</dt><dd>2</dd>", "<dt>Groups</dt><dd>1</dd>"])
      expect(overview).toContain(text);
    expect(overview).toMatch(/<dt>Next cycle<\/dt><dd><time datetime="2026-11-20T1\d:\d\d:\d\d/);
    const provisioning = (await world.open(`${world.appPath}/provisioning`)).html;
    for (const text of [world.target.baseUrl, "Saved (hidden)", "Sync only assigned users and groups", "externalId"])
      expect(provisioning).toContain(text);
    expect(provisioning).not.toContain(world.target.token.reveal());
    const assigned = (await world.open(`${world.appPath}/users-and-groups`)).html;
    expect(assigned).toContain("TOTAL-Admin");
    const logs = (await world.open(`${world.appPath}/provisioning-logs`)).html;
    expect(logs).toContain("Ada Berg");
    expect(logs).toContain("Success");
  });

  test("show a cycle that failed with its error, and then the quarantine with the next attempt", async () => {
    const world = await startPortalWorld();
    await world.provision();
    await world.target.close();
    await world.clock.sleep(45 * 60_000);
    const failed = (await world.open(world.appPath)).html;
    expect(failed).toMatch(/Incremental cycle: <span class="tag bad">Failed/);
    expect(failed).toMatch(/<dt>Error<\/dt><dd>\S/);
    const app = world.sandbox.tenant.servicePrincipals.get(world.app());
    const [job] = app?.jobs.values() ?? [];
    if (job === undefined) throw new Error("there is no job");
    const { began } = job.lastExecution ?? { began: 0 };
    const quarantine = { reason: "EncounteredQuarantineException", began, nextAttempt: began + 1, seriesCount: 1 };
    job.quarantine = { ...quarantine, errorCode: "Unauthorized", errorMessage: "The token was refused." };
    const { html } = await world.open(world.appPath);
    for (const text of ["Quarantine", "Next attempt", "Unauthorized", "The token was refused."])
      expect(html).toContain(text);
  });

  test("show the log only with a licence for it", async () => {
    const world = await startPortalWorld({ licence: "free" });
    await world.provision();
    expect((await world.open(`${world.appPath}/provisioning-logs`)).html).toContain("Microsoft Entra ID P1 or P2");
  });

  test("preview what is sent for a user in scope, without sending it", async () => {
    const world = await startPortalWorld();
    await world.provision();
    const sent = world.sent.length;
    const preview = async (user: string): Promise<string> =>
      (await world.open(`${world.appPath}/provision-on-demand?user=${encodeURIComponent(user)}`)).html;
    expect(await preview("ADA@northwind.example")).toContain("In scope");
    expect(await preview("ada@northwind.example")).toContain("userPrincipalName");
    const outside = await preview("o'neil@northwind.example");
    expect(outside).toContain("Not in scope: neither the user nor one of the user&#39;s groups is assigned");
    expect(outside).toContain("Nothing is sent");
    expect(await preview("nobody@northwind.example")).toContain("This tenant has no user with this name.");
    expect(world.sent).toHaveLength(sent);
  });
});
