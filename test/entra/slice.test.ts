import { describe, expect, test } from "vitest";
import { readSlice } from "../../src/entra/slice.js";
import { createTenant } from "../../src/sandbox/entra/tenant/create-tenant.js";
import type { SandboxUser } from "../../src/sandbox/entra/tenant/model.js";
import { seededRandom } from "../../src/sandbox/people/random.js";
import type { Slice } from "../../src/setup/step/slice.js";
import { failureOf } from "../okta/support/failure.js";
import { GUEST, makeOwn, OWN_PEOPLE } from "../support/entra-own-people.js";
import { openTenant, person, type OpenedTenant, type TenantParts } from "./support/sandbox-tenant.js";

const GUIDE = ["TOTAL-Admin", "TOTAL-Analyst"];

/** A tenant on which anything but a GET is noted. */
async function openForReading(parts: Omit<TenantParts, "session"> = {}) {
  const others: string[] = [];
  const opened = await openTenant({
    people: OWN_PEOPLE.people,
    groups: OWN_PEOPLE.groups,
    ...parts,
    sandbox: {
      ...parts.sandbox,
      faults: ({ method, path }) => {
        if (method !== "GET") others.push(`${method} ${path}`);
        return undefined;
      },
    },
    session: { readOnly: true },
  });
  return { ...opened, others };
}

function read({ tenant }: OpenedTenant, groups = GUIDE, onRead: (people: number) => void = () => undefined) {
  return readSlice(tenant, { groups, signal: new AbortController().signal, onRead });
}

function copyOf(slice: Slice) {
  return createTenant(slice, { random: seededRandom(9) });
}

describe("a slice of a tenant", () => {
  test("is the groups, the groups within them and their people, copied with every attribute and id", async () => {
    const opened = await openForReading();
    makeOwn(opened.sandbox);
    const progress: number[] = [];
    const slice = await read(opened, GUIDE, (people) => progress.push(people));

    const live = opened.sandbox.tenant;
    const concerned = (user: SandboxUser): boolean => !user.userPrincipalName.startsWith("sales@");
    const copy = copyOf(slice);
    expect(byName([...copy.users.values()])).toEqual(byName([...live.users.values()].filter(concerned)));
    expect(copy.users.size).toBe(13);
    const inGuide = ["TOTAL-Admin", "TOTAL-Analyst", "Night Shift", "Deep"];
    expect([...copy.groups.values()]).toEqual(
      inGuide.map((name) => [...live.groups.values()].find(({ displayName }) => displayName === name)),
    );
    expect(slice.groups).toEqual(GUIDE);
    expect(progress.at(-1)).toBe(13);
    expect(opened.others).toEqual([]);
    expect(opened.session.requests().writes).toBe(0);
  });

  test("tells disabled people, guests and managers outside it as the tenant has them", async () => {
    const opened = await openForReading();
    makeOwn(opened.sandbox);
    const { people } = await read(opened);
    const named = (name: string) => people.find(({ userName }) => userName === name);
    expect(named("cem@northwind.example")).toMatchObject({ active: false });
    expect(named(GUEST)).toMatchObject({
      active: true,
      attributes: { userType: "Guest", mail: "erin@partner.example" },
    });
    const manager = named("layla@northwind.example")?.manager;
    expect(opened.sandbox.tenant.users.get(manager ?? "")?.userPrincipalName).toBe("sales@northwind.example");
    expect(Object.keys(named("bare@northwind.example")?.attributes ?? {}).sort()).toEqual([
      "accountEnabled",
      "id",
      "mailNickname",
      "userPrincipalName",
      "userType",
    ]);
  });

  test("reads over many pages, each person once however many groups have them", async () => {
    const people = Array.from({ length: 1_200 }, (_, index) => person(`p${String(index)}`, GUIDE));
    const opened = await openForReading({ people });
    const progress: number[] = [];
    const slice = await read(opened, GUIDE, (count) => progress.push(count));
    expect(slice.people).toHaveLength(1_200);
    expect(slice.imported.groups.map(({ members }) => members.length)).toEqual([1_200, 1_200]);
    expect(progress).toEqual([999, 1_200, 1_200, 1_200]);
  });

  test("refuses a group that does not exist as a run does", async () => {
    const opened = await openForReading();
    const error = await failureOf(read(opened, ["TOTAL-Admins"]));
    expect(error).toMatchObject({ code: "group-not-found", exitCode: 1 });
  });

  test("refuses a group that cannot be assigned as a run does", async () => {
    const opened = await openForReading({ sandbox: { awkward: { mailEnabled: ["Sales"] } } });
    const error = await failureOf(read(opened, ["Sales"]));
    expect(error).toMatchObject({ code: "group-not-security", exitCode: 1 });
  });

  test("stops between pages when it is interrupted", async () => {
    const opened = await openForReading();
    const interruption = new AbortController();
    const reading = readSlice(opened.tenant, {
      groups: GUIDE,
      signal: interruption.signal,
      onRead: () => {
        interruption.abort(new Error("interrupted"));
      },
    });
    await expect(reading).rejects.toThrow("interrupted");
  });
});

describe("a tenant opened for reading", () => {
  test("cannot be written by any call, nor asked with a POST", async () => {
    const opened = await openForReading();
    const { api } = opened.tenant;
    const place = { servicePrincipalId: "a", jobId: "j", fresh: true };
    const setting = { key: "BaseAddress", value: "https://scim.example" };
    const subject = { ruleId: "r", groupId: "g", userIds: ["u"] };
    const before = opened.sandbox.tenantRequests();
    for (const call of [
      api.servicePrincipals.instantiate("TOTAL"),
      api.assignments.assign({ servicePrincipalId: "a", groupId: "g", appRoleId: "r", fresh: true }),
      api.jobs.create("a", "scim", { fresh: true }),
      api.jobs.start(place),
      api.jobs.restart(place, "Full"),
      api.jobs.validate(place, [setting]),
      api.jobs.validate(place, "saved"),
      api.jobs.provisionOnDemand(place, subject),
      api.jobs.replaceSchema(place, {}),
      api.connection.write("a", [setting], { fresh: true }),
    ]) {
      expect(await failureOf(call)).toMatchObject({ code: "read-only", exitCode: 1 });
    }
    expect(opened.sandbox.tenantRequests()).toEqual(before);
    expect(opened.others).toEqual([]);
  });
});

function byName(users: readonly SandboxUser[]): SandboxUser[] {
  return [...users].sort((a, b) => (a.userPrincipalName < b.userPrincipalName ? -1 : 1));
}
