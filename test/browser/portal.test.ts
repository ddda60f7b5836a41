import { expect, test } from "vitest";
import { expectAccessible, useChromium } from "../support/browser.js";
import { startPortalWorld } from "../support/portal-world.js";
import { people } from "../sandbox/entra/graph/world.js";

const visit = useChromium();
const TABS = [
  "",
  "/users-and-groups",
  "/provisioning",
  "/provisioning-logs",
  "/provision-on-demand?user=ada@northwind.example",
];
const LISTS = ["/portal", "/portal/users", "/portal/groups"];

test.each(["light", "dark"] as const)(
  "every page of the portal is free of what axe-core finds, %s",
  async (colorScheme) => {
    const world = await startPortalWorld();
    await world.provision();
    const { page, complaints } = await visit();
    await page.emulateMedia({ colorScheme });
    await page.goto(`${world.sandbox.url}${world.appPath}`);
    await page.getByRole("heading", { name: "Locked" }).waitFor();
    await expectAccessible(page);
    const before = complaints.length;
    await page.goto(world.sandbox.console.url);
    await page.getByRole("heading", { level: 1, name: "TOTAL" }).waitFor();
    for (const path of [...LISTS, ...TABS.map((tab) => world.appPath + tab), "/portal/app/nothing"]) {
      await page.goto(world.sandbox.url + path);
      await expectAccessible(page);
    }
    // The page that there is not is the only complaint.
    expect(complaints.slice(before)).toEqual([expect.stringContaining("404")]);
  },
);

test("the portal fits 390 px, and its tabs and the preview work by keyboard", async () => {
  const directory = people({ userName: `${"long".repeat(20)}@northwind.example`, displayName: "W".repeat(200) });
  const world = await startPortalWorld({}, directory);
  await world.provision();
  const { page } = await visit();
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(world.sandbox.console.url);
  for (const path of [...LISTS, ...TABS.map((tab) => world.appPath + tab)]) {
    await page.goto(world.sandbox.url + path);
    expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(390);
  }
  await page.goto(world.sandbox.url + world.appPath);
  await page.getByRole("link", { name: "Provision on demand" }).press("Enter");
  await page.getByLabel("User principal name").fill(`${"long".repeat(20)}@northwind.example`);
  await page.keyboard.press("Enter");
  await page.getByText("In scope", { exact: true }).waitFor();
});
