import { describe, expect, test } from "vitest";
import { groupAssignments } from "../../../src/entra/steps/group-assignments.js";
import { failureOf } from "../../okta/support/failure.js";
import { applyAll, bind, codes, findApp, openTenant, person, told } from "../support/sandbox-tenant.js";

const assign = (...groups: string[]): ReturnType<typeof bind> => bind(groupAssignments, { groups });

describe("entra/group-assignments", () => {
  test("plans every group before the application exists, with how many people that concerns", async () => {
    const { context, tenant } = await openTenant();
    const look = await assign("TOTAL-Admin", "TOTAL-Analyst", "TOTAL-Admin").look(context);
    expect(told(look.changes)).toEqual([
      'create group-assignment "TOTAL-Admin"',
      'create group-assignment "TOTAL-Analyst"',
    ]);
    expect(look.changes[0]).toMatchObject({
      resource: { id: tenant.groups.get("TOTAL-Admin")?.id },
      note: "2 users",
      summary: "2 users",
    });
    expect(look.warnings).toEqual([]);
  });

  test('assigns each group once, with the role "User", and finds it again', async () => {
    const opened = await openTenant();
    await findApp(opened);
    const step = assign("TOTAL-Admin", "TOTAL-Analyst");
    const after = await applyAll(step, opened.context);
    expect(after.changes).toEqual([]);
    expect(after.found).toEqual(['The group "TOTAL-Admin" is assigned.', 'The group "TOTAL-Analyst" is assigned.']);
    const { app } = opened.tenant.results;
    const user = app?.appRoles?.find(({ displayName }) => displayName === "User");
    const assignments = await opened.tenant.api.assignments.list(app?.id ?? "");
    expect(assignments.map(({ appRoleId }) => appRoleId)).toEqual([user?.id, user?.id]);
    expect(opened.tenant.results.assignedAt).toBe(opened.clock.now());

    const next = await opened.again();
    await findApp(next);
    expect((await step.look(next.context)).changes).toEqual([]);
    expect(next.session.requests().writes).toBe(0);
  });

  test("leaves other assignments alone, and says how many there are", async () => {
    const opened = await openTenant();
    const servicePrincipalId = await findApp(opened);
    const step = assign("TOTAL-Admin");
    const { api } = opened.tenant;
    const [sales] = await api.directory.groupsNamed("Sales");
    const { app } = opened.tenant.results;
    await api.assignments.assign({
      servicePrincipalId,
      groupId: sales?.id ?? "",
      appRoleId: app?.appRoles?.[0]?.id ?? "",
      fresh: false,
    });
    const after = await applyAll(step, opened.context);
    expect(after.found).toContain("Also assigned, and left as is: 1 other group.");
    expect(await api.assignments.list(servicePrincipalId)).toHaveLength(2);
  });

  test("expects the members as people and the groups as groups", () => {
    expect(assign("TOTAL-Admin").expects()).toEqual({
      assignedGroups: ["TOTAL-Admin"],
      pushedGroups: ["TOTAL-Admin"],
    });
  });

  test("names groups that are near the one that is not there", async () => {
    const { context } = await openTenant();
    const error = await failureOf(assign("TOTAL-Admins", "Nobody").look(context));
    expect(error).toMatchObject({ code: "group-not-found", exitCode: 1 });
    expect(error.what).toBe('There are no groups "TOTAL-Admins", "Nobody" in Entra');
    expect(error.why).toContain('did you mean "TOTAL-Admin"');
  });

  test("does not take a group whose name differs in capital letters", async () => {
    const { context } = await openTenant();
    expect(await failureOf(assign("total-admin").look(context))).toMatchObject({
      code: "group-not-found",
      why: expect.stringContaining('"TOTAL-Admin"') as string,
    });
  });

  test("never picks one of two groups with the same name", async () => {
    const { context, sandbox } = await openTenant();
    const twin = [...sandbox.tenant.groups.values()].find(({ displayName }) => displayName === "Sales");
    if (twin !== undefined) twin.displayName = "TOTAL-Admin";
    const error = await failureOf(assign("TOTAL-Admin").look(context));
    expect(error).toMatchObject({ code: "group-ambiguous", exitCode: 1 });
    expect(error.why).toContain(twin?.id);
  });

  test.each([
    ["microsoft365", "a Microsoft 365 group without the security setting"],
    ["mailEnabled", "a distribution list"],
  ] as const)("refuses a group that is no security group (%s)", async (kind, words) => {
    const { context } = await openTenant({ sandbox: { awkward: { [kind]: ["TOTAL-Admin"] } } });
    const error = await failureOf(assign("TOTAL-Admin").look(context));
    expect(error).toMatchObject({ code: "group-not-security", exitCode: 1 });
    expect(error.why).toContain(words);
  });

  test("says of a dynamic group that Entra decides who is in it", async () => {
    const { context } = await openTenant({ sandbox: { awkward: { dynamic: ["TOTAL-Admin"] } } });
    const { found } = await assign("TOTAL-Admin").look(context);
    expect(found).toEqual(['"TOTAL-Admin" is a dynamic group: Entra adds and removes its members by a rule.']);
  });

  test("warns of groups within a group, and counts whom Entra leaves out because of them", async () => {
    const people = [person("ada"), person("ben", ["TOTAL-Admin", "Inner"]), person("cem", ["Inner"])];
    const { context } = await openTenant({
      people,
      groups: ["TOTAL-Admin", "Inner"],
      sandbox: { awkward: { nested: { Inner: "TOTAL-Admin" } } },
    });
    const look = await assign("TOTAL-Admin").look(context);
    expect(codes(look)).toEqual(["groups-nested"]);
    expect(look.warnings?.[0]?.message).toContain(
      'contains the group "Inner". Entra does not expand nested groups, so 1 user in it',
    );
    expect(look.changes[0]?.note).toBe("2 users");
  });

  test("warns of a group without people", async () => {
    const { context } = await openTenant({ groups: ["TOTAL-Admin", "TOTAL-Analyst", "Sales", "Empty"] });
    expect(codes(await assign("Empty", "TOTAL-Admin").look(context))).toEqual(["group-empty"]);
  });

  test("warns, without the licence, that groups cannot be assigned; the write then ends with exit 4", async () => {
    const opened = await openTenant({ sandbox: { licence: "free" } });
    await findApp(opened);
    const step = assign("TOTAL-Admin");
    const look = await step.look(opened.context);
    expect(codes(look)).toEqual(["licence-p1-missing"]);
    const [change] = look.changes;
    if (change === undefined) throw new Error("nothing was planned");
    expect(await failureOf(Promise.resolve(step.apply(opened.context, change)))).toMatchObject({ exitCode: 4 });
  });
});
