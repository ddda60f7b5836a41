import { describe, expect, test } from "vitest";
import { expectAccessible, servePage, useChromium, type Visitor } from "../support/browser.js";
import { people, startWorld, text, type World } from "../sandbox/okta/world.js";

const visit = useChromium();
const directory = people({ userName: "ada@x.example" });

async function startApp(): Promise<{ readonly world: World; readonly appId: string; readonly address: string }> {
  const world = await startWorld(directory);
  const appId = await world.createApp();
  const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
  return { world, appId, address: `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}` };
}

async function signedIn(world: World): Promise<Visitor> {
  const visitor = await visit();
  await visitor.page.goto(world.sandbox.console.url);
  return visitor;
}

/** What has the focus, as a person would call it. */
function focused({ page }: Visitor): Promise<string> {
  return page.evaluate<string>(
    `(({ activeElement: at }) => at.labels?.[0]?.textContent.trim() ?? at.textContent.trim())(document)`,
  );
}

/** Presses Tab until this has the focus. */
async function tabTo(visitor: Visitor, what: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await visitor.page.keyboard.press("Tab");
    if ((await focused(visitor)) === what) return;
  }
  throw new Error(`Tab does not come to "${what}"`);
}

describe("the printed link", () => {
  test("opens in two browsers, and its key is on no later address, page or Referer", async () => {
    const { world } = await startApp();
    const key = new URL(world.sandbox.console.url).searchParams.get("key") ?? "";
    for (let browser = 0; browser < 2; browser += 1) {
      const { page, context, complaints } = await visit();
      const seen: string[] = [];
      context.on("request", (request) => {
        seen.push(request.headers()["referer"] ?? "");
      });
      await page.goto(world.sandbox.console.url);
      expect(page.url()).toBe(`${world.sandbox.url}/admin`);
      expect(await page.evaluate("history.length")).toBe(2);
      await page.getByRole("link", { name: "TOTAL (Provisioning)" }).click();
      await page.getByRole("heading", { name: "TOTAL (Provisioning)" }).waitFor();
      expect(await page.content()).not.toContain(key);
      expect(seen.join()).not.toContain(key);
      expect(complaints).toEqual([]);
    }
  });

  test("and links to the console also work on a page of another site", async () => {
    const { world, address } = await startApp();
    const links = `<a href="${world.sandbox.console.url}">start</a> <a href="${address}/#tab-general">app</a>`;
    const other = await servePage(links);
    const { page } = await visit();
    for (const [link, title] of [
      ["app", "Locked"],
      ["start", "Applications"],
      ["app", "TOTAL (Provisioning)"],
    ] as const) {
      await page.goto(`http://vendor.example:${String(other)}/`);
      await page.getByRole("link", { name: link }).click();
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
    }
  });

  test("of two sandboxes opens both in one browser", async () => {
    const [one, two] = [await startApp(), await startApp()];
    const { page } = await signedIn(one.world);
    await page.goto(two.world.sandbox.console.url);
    for (const { address } of [one, two]) expect((await page.goto(address))?.status()).toBe(200);
  });
});

describe("an app's page", () => {
  test("can be filled in with the keyboard alone, from Tab to Enter, and the focus is on what came of it", async () => {
    const { world, appId } = await startApp();
    const visitor = await signedIn(world);
    const { page, complaints } = visitor;
    const { keyboard } = page;
    await tabTo(visitor, "TOTAL (Provisioning)");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "TOTAL (Provisioning)" }).waitFor();

    await tabTo(visitor, "Edit");
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).waitFor();
    await tabTo(visitor, "None");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await page.getByRole("status").waitFor();
    expect(await focused(visitor)).toBe("Saved");

    await tabTo(visitor, "Provisioning");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "SCIM Connection" }).waitFor();
    await tabTo(visitor, "Edit");
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).waitFor();
    await tabTo(visitor, "SCIM connector base URL");
    await keyboard.type(world.target.baseUrl);
    await tabTo(visitor, "Unique identifier field for users");
    await keyboard.type("userName");
    for (const action of ["Push New Users", "Push Profile Updates", "Push Groups"]) {
      await tabTo(visitor, action);
      await keyboard.press("Space");
    }
    await tabTo(visitor, "Basic Auth");
    await keyboard.press("ArrowDown");
    await tabTo(visitor, "Authorization");
    await keyboard.type(world.target.token.reveal());
    await tabTo(visitor, "Test Connector Configuration");
    await keyboard.press("Enter");
    await page.getByText("Connector configured successfully").waitFor();
    expect(await focused(visitor)).toBe("Connector configured successfully");
    expect(await page.getByLabel("Authorization", { exact: true }).inputValue()).toBe(world.target.token.reveal());
    await tabTo(visitor, "Authorization");
    await keyboard.press("Enter");
    await page.getByText("Saved", { exact: true }).waitFor();

    await tabTo(visitor, "To App");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Provisioning to App" }).waitFor();
    await tabTo(visitor, "Edit");
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).waitFor();
    for (const name of ["Create Users", "Update User Attributes", "Deactivate Users"]) {
      await tabTo(visitor, name);
      await keyboard.press("Space");
    }
    await keyboard.press("Enter");
    await page.getByRole("status").waitFor();
    const { features } = (await world.call("GET", `/api/v1/apps/${appId}`)).object;
    expect(features).toEqual(expect.arrayContaining(["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "GROUP_PUSH"]));
    expect(complaints).toEqual([]);
  });

  test("keeps a refused form as it was typed, says why in view, and can be loaded again", async () => {
    const { world, address } = await startApp();
    await world.connect(address.split("/").at(-1) ?? "");
    const { page } = await signedIn(world);
    await page.goto(`${address}/integration?edit=1`);
    await page.getByLabel("SCIM connector base URL").fill("https://my_scim.example/v2");
    await page.getByLabel("Authorization", { exact: true }).fill("secret-of-the-vendor");
    await page.getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toContain("cannot contain an underscore");
    const top = await page.evaluate<number>("document.querySelector('[role=alert]').getBoundingClientRect().top");
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(await page.evaluate<number>("innerHeight"));
    expect(await page.getByLabel("SCIM connector base URL").inputValue()).toBe("https://my_scim.example/v2");
    expect(await page.getByLabel("Authorization", { exact: true }).inputValue()).toBe("secret-of-the-vendor");
    expect((await page.goto(page.url()))?.status()).toBe(200);
    expect(await page.getByLabel("SCIM connector base URL").inputValue()).toBe(world.target.baseUrl);
  });

  test("and the way back to it is never a page that wants a form sent again", async () => {
    const { world, address } = await startApp();
    const { page } = await signedIn(world);
    await page.goto(`${address}?edit=1`);
    await page.getByLabel("SCIM", { exact: true }).check();
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByRole("status").waitFor();
    await page.getByRole("link", { name: "All applications" }).click();
    await page.getByRole("heading", { name: "Applications" }).waitFor();
    await page.goBack();
    expect(await page.getByLabel("SCIM", { exact: true }).isChecked()).toBe(true);
  });
});

describe("a deep link in a browser that has not opened the console", () => {
  test("says how to open it, and the browser returns to the app once the printed address is pasted", async () => {
    const { world, address } = await startApp();
    const { page } = await visit();
    await page.goto(`${address}/#tab-general`);
    await page.getByRole("heading", { name: "Locked" }).waitFor();
    await page.getByText("Paste it into this browser's address bar.").waitFor();
    await page.goto(world.sandbox.console.url);
    await page.getByRole("heading", { level: 1, name: "TOTAL (Provisioning)" }).waitFor();
    expect(page.url()).toBe(`${address}/`);
    // The way back is for once.
    await page.goto(world.sandbox.console.url);
    expect(page.url()).toBe(`${world.sandbox.url}/admin`);
  });

  test("to a tab of Okta's lands on General, which leads to that tab", async () => {
    const { world, appId, address } = await startApp();
    await world.connect(appId);
    const { page } = await signedIn(world);
    await page.goto(`${address}/#tab-general`);
    await page.getByRole("heading", { level: 2, name: "App Settings" }).waitFor();
    expect(await page.getByRole("link", { name: /^Open the/ }).count()).toBe(0);
    await page.goto(`${address}/#tab-group-push`);
    await page.getByRole("link", { name: "Open the Push Groups tab" }).click();
    await page.getByRole("heading", { level: 2, name: "Pushed Groups" }).waitFor();
  });
});

const TABS = ["", "/sign-on", "/integration", "/to-app", "/to-okta", "/import", "/assignments", "/assigned-groups"];
const IN_ORG = ["/admin", "/admin/users", "/admin/groups", "/admin/reports/system-log", "/activate?user_code=BCDFGHJK"];
const FORMS = ["?edit=1", "/integration?edit=1", "/to-app?edit=1", "/push-groups?edit=1"];

describe("every page", () => {
  test.each(["light", "dark"] as const)("is free of what axe-core finds, %s", async (colorScheme) => {
    const { world, appId, address } = await startApp();
    const { page, complaints } = await signedIn(world);
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    await expectAccessible(page);
    await world.connect(appId);
    for (const path of [
      ...IN_ORG.map((one) => world.sandbox.url + one),
      ...[...TABS, ...FORMS].map((one) => address + one),
    ]) {
      await page.goto(path);
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
  });

  test("is free of it after a form and a refusal too, and when there is no such app or no session", async () => {
    const { world, appId, address } = await startApp();
    await world.connect(appId);
    const { page, complaints } = await signedIn(world);
    await page.goto(`${address}/to-app`);
    await page.getByRole("button", { name: "Apply updates now" }).click();
    await page.getByRole("status").waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await page.goto(`${address}/import`);
    await page.getByRole("button", { name: "Import Now" }).click();
    await page.getByRole("alert").waitFor();
    await expectAccessible(page);
    await page.goto(`${address}nobody`);
    await expectAccessible(page);
    await page.context().clearCookies();
    await page.goto(address);
    await page.getByRole("heading", { name: "Locked" }).waitFor();
    await expectAccessible(page);
  });

  test("fits 390 px, also with names without a space", async () => {
    const world = await startWorld(
      people({ userName: `${"long".repeat(40)}@x.example`, displayName: "W".repeat(200) }),
    );
    const appId = await world.createApp("N".repeat(100));
    await world.connect(appId);
    const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
    const address = `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}`;
    const { page } = await signedIn(world);
    await page.setViewportSize({ width: 390, height: 800 });
    for (const path of [
      ...IN_ORG.map((one) => world.sandbox.url + one),
      ...[...TABS, ...FORMS].map((one) => address + one),
    ]) {
      await page.goto(path);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(390);
    }
  });

  test("begins with a link past the menu, and shows where the focus is", async () => {
    const { world } = await startApp();
    const visitor = await signedIn(world);
    const { page } = visitor;
    await page.keyboard.press("Tab");
    expect(await focused(visitor)).toBe("Skip to main content");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focused(visitor)).toBe("TOTAL (Provisioning)");
  });
});
