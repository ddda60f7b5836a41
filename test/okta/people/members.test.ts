import { describe, expect, test } from "vitest";
import { virtualClock } from "../../../src/base/clock.js";
import type { OktaGroup, OktaUser } from "../../../src/okta/api/schemas.js";
import { readSettledMembers } from "../../../src/okta/people/members.js";
import { openOrg, person } from "../support/org.js";

const people = [person("ada", ["TOTAL-Admin"]), person("bo", ["Sales"])];

describe("the members of a group that somebody changed just now", () => {
  test("are read until the list shows who was put there", async () => {
    const org = await openOrg({ people, groups: ["TOTAL-Admin", "Sales"] });
    const [group] = await org.session.tenant.api.groups.withName("TOTAL-Admin");
    await org.admin("PUT", `/api/v1/groups/${group?.id ?? ""}/users/bo@northwind.example`);
    expect(await org.session.tenant.api.groups.members(group?.id ?? "")).toHaveLength(1);
    const members = await org.session.directory.members("TOTAL-Admin");
    expect(members?.map(({ name }) => name)).toEqual(["ada@northwind.example", "bo@northwind.example"]);
  });

  test("are read once when nobody changed them for a minute", async () => {
    const org = await openOrg({ people, groups: ["TOTAL-Admin", "Sales"] });
    await org.session.directory.members("TOTAL-Admin");
    expect(org.exchanges.filter(({ path }) => path.includes("/users?"))).toHaveLength(1);
    expect(org.clock.elapsed()).toBe(0);
  });

  test.each<[string, readonly string[], number]>([
    ["agree at once", ["a", "a"], 5_000],
    ["agree later", ["", "a", "ab", "ab"], 15_000],
    ["come in another order", ["ab", "ba"], 5_000],
    ["never agree", ["", "a", "b", "c", "d", "e", "f", "g"], 30_000],
  ])("end with the last reading when readings %s", async (_name, readings, elapsed) => {
    const clock = virtualClock(Date.UTC(2026, 10, 2, 9));
    const left = readings.map((ids) => ids.split("").map((id) => ({ id }) as OktaUser));
    const group = {
      created: "2026-01-01T00:00:00.000Z",
      lastMembershipUpdated: "2026-11-02T08:59:59.000Z",
    } as OktaGroup;
    const groups = { get: () => Promise.resolve(group), members: () => Promise.resolve(left.shift() ?? []) };
    const members = await readSettledMembers("00g1", { groups, clock, signal: new AbortController().signal });
    expect(clock.elapsed()).toBe(elapsed);
    expect(members.map(({ id }) => id).join("")).toBe(readings[elapsed / 5_000]);
  });
});
