import { describe, expect, test } from "vitest";
import { groupAssignments } from "../../../src/entra/steps/group-assignments.js";
import { provisionOnDemand } from "../../../src/entra/steps/provision-on-demand.js";
import { startProvisioning } from "../../../src/entra/steps/start-provisioning.js";
import { openTarget } from "../../../src/scim-client/target.js";
import type { Target } from "../../../src/setup/model/ports.js";
import { failureOf } from "../../okta/support/failure.js";
import {
  applyAll,
  bind,
  codes,
  openConnected,
  openTenant,
  person,
  readResults,
  told,
  type OpenedTenant,
  type TenantParts,
} from "../support/sandbox-tenant.js";
import { entraResults } from "../../../src/entra/tenant/results.js";

const step = (most?: number): ReturnType<typeof bind> =>
  bind(provisionOnDemand, { group: "TOTAL-Admin", ...(most === undefined ? {} : { most }) });

function crowd(number: number): ReturnType<typeof person>[] {
  return Array.from({ length: number }, (_, index) => person(`p${String(index).padStart(2, "0")}`));
}

/** A tenant whose groups are assigned and whose job runs, its first cycle far away. */
async function openStarted(parts: TenantParts = {}): Promise<OpenedTenant> {
  const times = { firstCycleMs: 60 * 60_000 };
  const opened = await openConnected({ ...parts, sandbox: { times, ...parts.sandbox } });
  await applyAll(bind(groupAssignments, { groups: ["TOTAL-Admin", "TOTAL-Analyst"] }), opened.context);
  await applyAll(bind(startProvisioning), opened.context);
  return opened;
}

function targetOf({ scim, clock }: OpenedTenant): Target {
  return openTarget({ baseUrl: scim.baseUrl, token: scim.token, clock, testRequests: () => [] });
}

/** Sign-in name and externalId of everybody on the target. */
async function onTarget(opened: OpenedTenant): Promise<Map<string, unknown>> {
  const users = await targetOf(opened).users([], true);
  return new Map(users.map((user) => [user.userName, user.value("externalId")]));
}

/** Somebody the target knows without Entra. */
async function addUser(
  { scim }: OpenedTenant,
  user: { readonly userName: string; readonly externalId: string },
): Promise<void> {
  const answer = await fetch(`${scim.baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${scim.token.reveal()}`, "content-type": "application/scim+json" },
    body: JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], ...user }),
  });
  if (!answer.ok) throw new Error(`the target refused: ${await answer.text()}`);
}

function pathsOf(look: {
  readonly changes: readonly { readonly fields: readonly { readonly path: string }[] }[];
}): string[] {
  return look.changes.flatMap(({ fields }) => fields.map(({ path }) => path));
}

describe("entra/provision-on-demand", () => {
  test("plans the group's enabled people by sign-in name before the application exists", async () => {
    const people = [person("cem"), person("ada"), person("gone", ["TOTAL-Admin"], { active: false })];
    const { context } = await openTenant({ people });
    const look = await step().look(context);
    expect(told(look.changes)).toEqual(['start on-demand-provisioning "TOTAL-Admin"']);
    expect(pathsOf(look)).toEqual(["members[ada@northwind.example]", "members[cem@northwind.example]"]);
    expect(look.changes[0]).toMatchObject({
      note: "2 users, at most 5 at a time",
      summary: "2 users, at most 5 at a time",
    });
  });

  test("provisions them five at a time, no faster than Microsoft allows, and does not try again in this run", async () => {
    const opened = await openStarted({ people: crowd(12) });
    const { changes } = await step().look(opened.context);
    await step().prepare?.(opened.context);
    const begun = opened.clock.now();
    for (const change of changes) await step().apply(opened.context, change);
    expect(opened.clock.now() - begun).toBeGreaterThanOrEqual(4000);
    expect([...opened.tenant.results.onDemand.values()].map(({ result }) => result)).toEqual(Array(12).fill("success"));
    const ids = [...opened.sandbox.tenant.users.values()].map(({ userPrincipalName, id }) => [userPrincipalName, id]);
    expect([...(await onTarget(opened))].sort()).toEqual(ids.sort());
    expect(opened.events.filter(({ code }) => code === "wait.progress")).toEqual(
      [5, 10, 12].map((done) => ({ code: "wait.progress", what: "users provisioned on demand", done, total: 12 })),
    );
    expect(await step().look(opened.context)).toEqual({
      changes: [],
      found: ["12 users provisioned on demand."],
      warnings: [],
    });
  });

  test("waits until Microsoft knows an assignment that was just made, and only then", async () => {
    const opened = await openStarted();
    const begun = opened.clock.now();
    await step().prepare?.(opened.context);
    expect(opened.clock.now() - begun).toBeGreaterThan(50_000);
    expect(opened.events.at(-1)).toMatchObject({ code: "request.delayed" });
    const later = opened.clock.now();
    await step().prepare?.(opened.context);
    expect(opened.clock.now()).toBe(later);
  });

  test("leaves everybody beyond the first ones to the cycle", async () => {
    const { context } = await openTenant({ people: crowd(7) });
    const look = await step(3).look(context);
    expect(pathsOf(look)).toHaveLength(3);
    expect(look.found).toEqual(['4 other users of "TOTAL-Admin" follow with the next cycle.']);
  });

  test("passes over who is on the target with the right identifier, and takes who is there with another one", async () => {
    const opened = await openStarted({ people: [person("ada"), person("ben"), person("cem")] });
    const users = [...opened.sandbox.tenant.users.values()];
    for (const { userPrincipalName, id } of users.slice(0, 2)) {
      const externalId = userPrincipalName.startsWith("ada") ? id : "ben";
      await addUser(opened, { userName: userPrincipalName.toUpperCase(), externalId });
    }
    const next = await opened.again({ target: targetOf(opened) });
    await readResults(next);
    const look = await step().look(next.context);
    expect(pathsOf(look)).toEqual(["members[ben@northwind.example]", "members[cem@northwind.example]"]);
    expect(look.found).toEqual(['1 user of "TOTAL-Admin" is already on the SCIM server.']);
  });

  test("plans nothing when everybody is there", async () => {
    const opened = await openStarted();
    await applyAll(step(), opened.context);
    const next = await opened.again({ target: targetOf(opened) });
    await readResults(next);
    expect((await step().look(next.context)).changes).toEqual([]);
  });

  test("cannot say who is missing without a target, once a cycle has ended", async () => {
    const opened = await openStarted({ sandbox: { times: { firstCycleMs: 30_000 } } });
    await opened.clock.sleep(15 * 60_000);
    const next = await opened.again();
    await readResults(next);
    const look = await step().look(next.context);
    expect(look.changes).toEqual([]);
    expect(look.unchecked?.[0]).toContain('2 users of "TOTAL-Admin"');
  });

  test("finds nobody to provision in an empty group", async () => {
    const { context } = await openTenant({ people: [person("ada", ["Sales"])] });
    expect(await step().look(context)).toEqual({
      changes: [],
      found: ['The group "TOTAL-Admin" has no users to provision on demand.'],
    });
  });

  test("provisions nobody when told so", async () => {
    const { context } = await openTenant({ options: { onDemand: "none" } });
    expect(await step().look(context)).toEqual({
      changes: [],
      found: ["No users are provisioned on demand: all users follow with the next cycle."],
    });
  });

  test.each([
    "https://scim.total.example/scim?aadOptscim062020",
    "https://scim.total.example/scim?x=1&aadOptscim062020",
    "https://scim.total.example/scim?aadoptscim062020=1",
  ])("leaves everybody to the cycle with the flag in %s", async (baseUrl) => {
    const { context, tenant } = await openTenant();
    entraResults("baseUrl").give(tenant, { baseUrl: baseUrl });
    const look = await step().look(context);
    expect(look.changes).toEqual([]);
    expect(codes(look)).toEqual(["on-demand-unsupported"]);
  });

  describe("with people named by the administrator", () => {
    test("provisions exactly them, each as a member of a group that is assigned", async () => {
      const opened = await openStarted({ options: { onDemand: ["CEM@northwind.example", "ada@northwind.example"] } });
      await applyAll(step(), opened.context);
      expect([...(await onTarget(opened)).keys()].sort()).toEqual(["ada@northwind.example", "cem@northwind.example"]);
    });

    test("refuses who is in no assigned group, or disabled, before anything is written", async () => {
      const people = [person("ada"), person("dag", ["Sales"]), person("gone", ["TOTAL-Admin"], { active: false })];
      const { context } = await openTenant({
        people,
        options: { onDemand: ["ada@northwind.example", "dag@northwind.example", "gone@northwind.example"] },
      });
      const error = await failureOf(step().look(context));
      expect(error).toMatchObject({ code: "on-demand-not-assigned", exitCode: 1 });
      expect(error.why).toBe(
        "dag@northwind.example: not a direct member of an assigned group; gone@northwind.example: disabled in Entra",
      );
    });
  });

  describe("when Microsoft does not see an assignment yet", () => {
    test("tries the users again until it does", async () => {
      const times = { firstCycleMs: 60 * 60_000, inEffectMs: 200_000 };
      const opened = await openStarted({ people: crowd(6), sandbox: { times } });
      const after = await applyAll(step(), opened.context);
      expect(after.found).toEqual(["6 users provisioned on demand."]);
      expect(after.warnings).toEqual([]);
      const waits = opened.events.filter((event) => event.code === "request.delayed");
      expect(waits.length).toBeGreaterThan(3);
      expect(waits.at(-1)).toMatchObject({ waitMs: 30_000, reason: expect.stringContaining("6 users") as string });
    });

    test("gives up after the documented minutes, counted from the newest assignment, and says who is left", async () => {
      const times = { firstCycleMs: 3 * 60 * 60_000, inEffectMs: 60 * 60_000 };
      const opened = await openStarted({ sandbox: { times } });
      const assigned = opened.tenant.results.assignedAt ?? 0;
      const after = await applyAll(step(), opened.context);
      expect(codes(after)).toEqual(["on-demand-failed"]);
      expect(after.warnings?.[0]?.message).toMatch(
        /ada@northwind.example, ben@northwind.example: NotEffectivelyEntitled/,
      );
      expect(opened.clock.now() - assigned).toBeGreaterThanOrEqual(5 * 60_000);
      expect(opened.clock.now() - assigned).toBeLessThan(6 * 60_000);
    });

    test("also for an assignment of somebody else, by the time that the tenant shows", async () => {
      const times = { firstCycleMs: 60 * 60_000, inEffectMs: 120_000 };
      const opened = await openStarted({ sandbox: { times } });
      const next = await opened.again();
      await readResults(next);
      entraResults("baseUrl").give(next.tenant, { baseUrl: opened.scim.baseUrl });
      expect(next.tenant.results.assignedAt).toBeUndefined();
      expect((await applyAll(step(), next.context)).found).toEqual(["2 users provisioned on demand."]);
    });

    test("but not when every assignment is older than that", async () => {
      const opened = await openStarted({ people: [person("ada"), person("ben")] });
      await step().look(opened.context);
      const next = await opened.again();
      await readResults(next);
      const { changes } = await step().look(next.context);
      await opened.clock.sleep(10 * 60_000);
      for (const { members } of opened.sandbox.tenant.groups.values()) members.clear();
      const begun = opened.clock.now();
      for (const change of changes) await step().apply(next.context, change);
      expect([...next.tenant.results.onDemand.values()][0]?.result).toBe("not-in-scope");
      expect(opened.clock.now()).toBe(begun);
    });
  });

  describe("when Microsoft does not provision somebody", () => {
    test("tells the reason once, with everybody it holds for", async () => {
      const opened = await openStarted({ people: crowd(6) });
      await opened.scim.close();
      const after = await applyAll(step(), opened.context);
      expect(after.changes).toEqual([]);
      expect(codes(after)).toEqual(["on-demand-failed"]);
      expect(after.warnings?.[0]?.message).toMatch(/p00@northwind.example, .*p05@northwind.example: ./);
    });

    test.each(["result", "status-info"] as const)(
      "blames only the person whom an answer of the shape %s names, when the others arrived",
      async (shape) => {
        const opened = await openStarted({ people: [person("ada"), person("ben"), person("cem")], sandbox: { shape } });
        const context = { ...opened.context, target: targetOf(opened) };
        await step().look(context);
        for (const { members } of opened.sandbox.tenant.groups.values())
          for (const { id, userPrincipalName } of opened.sandbox.tenant.users.values())
            if (userPrincipalName.startsWith("ben")) members.delete(id);
        const after = await applyAll(step(), context);
        expect(codes(after)).toEqual(["on-demand-failed"]);
        expect(after.warnings?.[0]?.message).toMatch(/^Not provisioned on demand: ben@northwind.example: /);
        expect(after.found).toEqual(["2 users provisioned on demand."]);
      },
    );

    test("goes on with the others when one call is refused, and leaves its people to the cycle", async () => {
      const opened = await openStarted({ people: crowd(6) });
      const { context } = opened;
      const { changes } = await step().look(context);
      await step().prepare?.(context);
      const job = [...opened.sandbox.tenant.servicePrincipals.values()].flatMap(({ jobs }) => [...jobs.values()])[0];
      expect(job).toBeDefined();
      const { api } = opened.tenant;
      const [change] = changes;
      if (change === undefined) throw new Error("nothing was planned");
      let calls = 0;
      const jobs: typeof api.jobs = {
        ...api.jobs,
        provisionOnDemand: (place, subject) => {
          calls += 1;
          return api.jobs.provisionOnDemand(
            place,
            calls === 1 ? { ...subject, ruleId: "no-rule-of-this-job" } : subject,
          );
        },
      };
      await step().apply({ ...context, tenant: { ...opened.tenant, api: { ...api, jobs } } }, change);
      const results = [...opened.tenant.results.onDemand.values()].map(({ result }) => result);
      expect(results).toEqual([...Array<string>(5).fill("inconclusive"), "success"]);
    });
  });

  test.each(["result", "status-info"] as const)("understands answers of the shape %s", async (shape) => {
    const opened = await openStarted({ sandbox: { shape } });
    const after = await applyAll(step(), opened.context);
    expect(after.found).toEqual(["2 users provisioned on demand."]);
    expect(after.warnings).toEqual([]);
  });
});
