import { describe, expect, test } from "vitest";
import { servePage, useChromium, type Visitor } from "../support/browser.js";
import { people, startWorld, text, type World } from "../sandbox/okta/world.js";

const visit = useChromium();

interface Console {
  readonly world: World;
  readonly appId: string;
  readonly address: string;
  readonly visitor: Visitor;
}

/** Somebody who is signed in to the console, and goes to another page. */
async function start(): Promise<Console> {
  const world = await startWorld(people({ userName: "ada@x.example" }));
  const appId = await world.createApp();
  const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
  const visitor = await visit();
  await visitor.page.goto(world.sandbox.console.url);
  const address = `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}`;
  return { world, appId, address, visitor };
}

async function features({ world, appId }: Console): Promise<unknown> {
  return (await world.call("GET", `/api/v1/apps/${appId}`)).object["features"];
}

/** Sends the form as soon as it is there, as a foreign page would. */
function foreignForm(action: string, fields = '<input name="Provisioning" value="SCIM">'): string {
  return `<!doctype html><form method="post" action="${action}">${fields}</form><script>document.forms[0].submit()</script>`;
}

/** Opens a page, and gives the status with which the console refused what that page sent. */
async function refused({ visitor: { page } }: Console, address: string): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.goto(address, { waitUntil: "commit" }),
  ]);
  await page.getByRole("heading", { name: /^(Not accepted|Locked)$/ }).waitFor();
  return answer.status();
}

describe("a form on a page that is not the console's", () => {
  test.each([
    ["another port", "127.0.0.1", {}],
    ["localhost", "localhost", {}],
    ["another site", "evil.example", {}],
    ["another port, which hides where it is", "127.0.0.1", { "referrer-policy": "no-referrer" }],
    [
      "another port, in a sandbox of its own",
      "127.0.0.1",
      { "content-security-policy": "sandbox allow-forms allow-scripts" },
    ],
  ])("is refused from %s, and nothing is saved", async (_name, host, headers) => {
    const console = await start();
    const foreign = await servePage(foreignForm(`${console.address}/general`), headers);
    expect(await refused(console, `http://${host}:${String(foreign)}/`)).toBe(403);
    expect(await features(console)).toEqual([]);
    // The person is still signed in, and the console's own form still works.
    const { page } = console.visitor;
    await page.goto(console.address);
    await page.getByRole("link", { name: "Edit App Settings" }).click();
    await page.getByLabel("SCIM", { exact: true }).check();
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByRole("status").waitFor();
    expect(await features(console)).toEqual(["SCIM_PROVISIONING"]);
  });

  test("is refused with the form's token too, when another port knows it", async () => {
    const console = await start();
    const { page } = console.visitor;
    await page.goto(`${console.address}?edit=1`);
    const token = await page.locator("input[name=csrf_token]").first().inputValue();
    const fields = `<input name="Provisioning" value="SCIM"><input name="csrf_token" value="${token}">`;
    const foreign = await servePage(foreignForm(`${console.address}/general`, fields));
    for (const host of ["127.0.0.1", "localhost"])
      expect(await refused(console, `http://${host}:${String(foreign)}/`)).toBe(403);
    expect(await features(console)).toEqual([]);
  });

  test("does not answer a device sign-in", async () => {
    const console = await start();
    const { sandbox } = console.world;
    const fields = '<input name="user_code" value="BCDFGHJK"><input name="button" value="approve">';
    const foreign = await servePage(foreignForm(`${sandbox.url}/admin/activate`, fields));
    expect(await refused(console, `http://127.0.0.1:${String(foreign)}/`)).toBe(403);
  });
});

describe("the console", () => {
  test("is not shown inside another page, nor read by its scripts", async () => {
    const console = await start();
    const { page } = console.visitor;
    const foreign = await servePage(`<!doctype html><iframe src="${console.address}"></iframe>`);
    await page.goto(`http://127.0.0.1:${String(foreign)}/`);
    expect(await page.frameLocator("iframe").getByRole("heading", { name: "TOTAL (Provisioning)" }).count()).toBe(0);
    const read = `fetch(${JSON.stringify(console.address)}, { credentials: "include" }).then(() => "read", () => "refused")`;
    expect(await page.evaluate(read)).toBe("refused");
  });

  test("does not answer under another name that leads to this machine, not even with its key", async () => {
    const console = await start();
    const { page } = console.visitor;
    const rebound = new URL(console.world.sandbox.console.url);
    rebound.hostname = "rebound.example";
    expect((await page.goto(rebound.href))?.status()).toBe(421);
    expect(await console.visitor.context.cookies(rebound.href)).toEqual([]);
  });

  test("opens under localhost with the key, where a cookie of 127.0.0.1 is nobody's", async () => {
    const console = await start();
    const { page } = console.visitor;
    const { port } = new URL(console.world.sandbox.url);
    const local = `http://localhost:${port}`;
    expect((await page.goto(`${local}/admin`))?.status()).toBe(403);
    await page.goto(console.world.sandbox.console.url.replace("127.0.0.1", "localhost"));
    expect(page.url()).toBe(`${local}/admin`);
    await page.getByRole("link", { name: "TOTAL (Provisioning)" }).click();
    await page.getByRole("link", { name: "Edit App Settings" }).click();
    await page.getByLabel("SCIM", { exact: true }).check();
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByRole("status").waitFor();
    expect(await features(console)).toEqual(["SCIM_PROVISIONING"]);
  });
});
