import { describe, expect, test } from "vitest";
import { openConnectedOrg, openOrgWithApp } from "../support/connected.js";
import { applyAll, openOrg, person, withoutFamilyName } from "../support/org.js";
import { groupAssignments, systemLog } from "../support/steps.js";

describe("okta/system-log", () => {
  test("has nothing to read before the app exists", async () => {
    expect(await systemLog().look((await openOrg()).context)).toEqual({ changes: [] });
  });

  test("awaits no event as long as provisioning is off", async () => {
    expect(await systemLog().look((await openOrgWithApp()).context)).toEqual({ changes: [] });
  });

  test("counts the app's provisioning events, and names whoever failed, with the reason", async () => {
    const people = [person("ada", ["TOTAL-Admin"]), withoutFamilyName("suharto", ["TOTAL-Admin"])];
    const org = await openConnectedOrg({ people });
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await org.clock.sleep(60_000);
    const look = await systemLog().look(org.context);
    expect(look.changes).toEqual([]);
    expect(look.found?.[0]).toMatch(/^The System Log has \d+ provisioning events: 2 failed, \d+ succeeded\.$/);
    expect(look.warnings).toHaveLength(1);
    expect(look.warnings?.[0]).toMatchObject({ code: "provisioning-failed" });
    expect(look.warnings?.[0]?.message).toMatch(/^suharto@northwind\.example: .*familyName/);
  });

  test("names whoever failed without a reason, as real orgs log it", async () => {
    const people = [person("ada", ["TOTAL-Admin"]), withoutFamilyName("suharto", ["TOTAL-Admin"])];
    const org = await openConnectedOrg({ people, sandbox: { failureReasons: "none" } });
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await org.clock.sleep(60_000);
    const { warnings } = await systemLog().look(org.context);
    expect(warnings?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^suharto@northwind\.example: .*without a reason.*Dashboard > Tasks.*user\.sync/),
    ]);
  });
});
