import { describe, expect, test } from "vitest";
import type { Faults } from "../../../src/sandbox/http/faults.js";
import { openConnectedOrg, openOrgWithApp } from "../support/connected.js";
import { failureOf } from "../support/failure.js";
import { applyAll, openOrg, person, targetWith, told, withoutFamilyName } from "../support/org.js";
import { groupAssignments, groupPush, samlApp } from "../support/steps.js";

describe("okta/group-assignments", () => {
  test("plans each group with its number of people, also before the app exists", async () => {
    const { context } = await openOrg();
    const { changes } = await groupAssignments("TOTAL-Admin", "Sales").look(context);
    expect(told(changes)).toEqual(['create group-assignment "TOTAL-Admin"', 'create group-assignment "Sales"']);
    expect(changes.map(({ note }) => note)).toEqual(["2 users", "1 user"]);
  });

  test("assigns, and has nothing to do the second time; other assignments stay", async () => {
    const org = await openOrgWithApp();
    expect((await applyAll(groupAssignments("TOTAL-Admin"), org.context)).changes).toEqual([]);
    const look = await applyAll(groupAssignments("TOTAL-Analyst"), org.context);
    expect(look.changes).toEqual([]);
    expect(look.found).toEqual([
      'The group "TOTAL-Analyst" is assigned.',
      "1 other group is already assigned and not changed.",
    ]);
    const again = await groupAssignments("TOTAL-Admin", "TOTAL-Analyst").look(org.context);
    expect(again.changes).toEqual([]);
    const writes = org.exchanges.filter(({ method }) => method !== "GET").map(({ method }) => method);
    expect(writes).toEqual(["POST", "PUT", "PUT"]);
  });

  test.each([
    ["a blank at the end", "Sales ", "Sales"],
    ["a line break at the end", "Sales\n", "Sales"],
    ["a line break within", "Sales\nNorth", "Sales North"],
    ["a blank where there is none", "Sales", "Sales "],
  ])("takes a group whose name has %s, says so, and makes no twin of it", async (_what, actual, given) => {
    const people = [person("ada", [actual])];
    const org = await openOrgWithApp({ people, groups: [actual], options: { createGroups: true } });
    const look = await groupAssignments(given).look(org.context);
    expect(told(look.changes)).toEqual([`create group-assignment "${given}"`]);
    expect(look.changes[0]?.note).toBe("1 user");
    expect(look.warnings?.map(({ code }) => code)).toEqual(["group-name-blanks"]);
    expect(look.warnings?.[0]?.message).toContain(JSON.stringify(actual));
    const pushed = await groupPush([given]).look(org.context);
    expect(pushed.changes.map(({ resource }) => resource.type)).toEqual(["group-push-mapping"]);
  });

  test("takes the exact name first where two differ by blanks only, and nobody guesses between two others", async () => {
    const groups = ["Sales", "Sales ", "Desk ", "Desk\n"];
    const org = await openOrgWithApp({ people: [person("ada", ["Sales "])], groups });
    const look = await groupAssignments("Sales ", "Sales").look(org.context);
    expect(look.changes.map(({ note }) => note)).toEqual(["1 user", "0 users"]);
    expect(look.warnings?.map(({ code }) => code)).not.toContain("group-name-blanks");
    const error = await failureOf(groupAssignments("Desk").look(org.context));
    expect(error).toMatchObject({ code: "group-ambiguous", exitCode: 1 });
  });

  test("names all groups that do not exist, and near names", async () => {
    const { context } = await openOrg();
    const error = await failureOf(groupAssignments("TOTAL-Admn", "Nobody", "Sales").look(context));
    expect(error).toMatchObject({ code: "group-not-found", exitCode: 1 });
    expect(error.what).toContain('"TOTAL-Admn", "Nobody"');
    expect(error.what).not.toContain("Sales");
    expect(error.why).toContain('"TOTAL-Admin"');
    expect(error.fix.join(" ")).toContain("--create-groups");
  });

  test("makes missing groups with --create-groups, once for all steps that name them", async () => {
    const org = await openOrgWithApp({ options: { createGroups: true } });
    const [assign, push] = [groupAssignments("TOTAL-New", "TOTAL-Admin"), groupPush(["TOTAL-New"])];
    expect(told((await assign.look(org.context)).changes)).toEqual([
      'create group "TOTAL-New"',
      'create group-assignment "TOTAL-New"',
      'create group-assignment "TOTAL-Admin"',
    ]);
    expect(told((await push.look(org.context)).changes)).toEqual(['create group-push-mapping "TOTAL-New"']);
    expect((await applyAll(assign, org.context)).changes).toEqual([]);
    expect((await applyAll(push, org.context)).changes).toEqual([]);
    expect(await org.session.directory.members("TOTAL-New")).toEqual([]);
  });

  test("finds a group that an earlier run made and no search shows yet, unless it was deleted since", async () => {
    let lagging = false;
    const faults: Faults = ({ path }) =>
      lagging && path.startsWith("/api/v1/groups?")
        ? { kind: "answer", status: 200, body: "[]", headers: () => ({ "content-type": "application/json" }) }
        : undefined;
    const org = await openOrgWithApp({ options: { createGroups: true }, sandbox: { faults } });
    const step = groupAssignments("TOTAL-New");
    const [make] = (await step.look(org.context)).changes;
    if (make === undefined) throw new Error("there is nothing to make");
    const entry = org.context.journal.begin(step.id, make);
    entry.done((await step.apply(org.context, make)).id);

    lagging = true;
    const next = await org.again({ createGroups: true });
    await samlApp().look(next);
    expect(told((await step.look(next)).changes)).toEqual(['create group-assignment "TOTAL-New"']);
    org.context.journal.begin(step.id, make).done("00gdeleted");
    expect(told((await step.look(await org.again({ createGroups: true }))).changes)[0]).toBe(
      'create group "TOTAL-New"',
    );
  });

  test("passes an app's group over beside an Okta group, and stops when there is only the app's", async () => {
    const org = await openConnectedOrg();
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await applyAll(groupPush(["TOTAL-Admin"]), org.context);
    await org.clock.sleep(60_000);
    const hits = await org.context.tenant.api.groups.withName("TOTAL-Admin");
    expect(hits.map(({ type }) => type).sort()).toEqual(["APP_GROUP", "OKTA_GROUP"]);
    const next = await org.again();
    await samlApp().look(next);
    expect((await groupAssignments("TOTAL-Admin").look(next)).changes).toEqual([]);
    expect(next.tenant.groups.get("TOTAL-Admin")?.type).toBe("OKTA_GROUP");
  });

  test("expects the assigned groups' people", () => {
    expect(groupAssignments("A", "B").expects()).toEqual({ assignedGroups: ["A", "B"], values: [] });
  });
});

describe("okta/group-push", () => {
  test("waits for the people first, pushes, and waits for the push", async () => {
    const org = await openConnectedOrg();
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    const step = groupPush(["TOTAL-Admin"]);
    const after = await applyAll(step, org.context);
    expect(org.events.filter(({ code }) => code === "wait.progress").at(-1)).toMatchObject({ done: 2, total: 2 });
    expect(after).toMatchObject({ changes: [], pending: ['Okta has not finished pushing the group "TOTAL-Admin".'] });
    await org.clock.sleep(60_000);
    expect(await step.look(org.context)).toMatchObject({
      changes: [],
      pending: [],
      found: ['The group "TOTAL-Admin" is pushed.'],
    });
  });

  test("does not wait for people whom Okta cannot create, nor for deactivated ones", async () => {
    const people = [
      person("ada", ["TOTAL-Admin"]),
      withoutFamilyName("suharto", ["TOTAL-Admin"]),
      person("gone", ["TOTAL-Admin"], { active: false }),
    ];
    const org = await openConnectedOrg({ people });
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await applyAll(groupPush(["TOTAL-Admin"]), org.context);
    expect(org.events.filter(({ code }) => code === "wait.progress").at(-1)).toMatchObject({ done: 1, total: 1 });
    expect(org.clock.elapsed()).toBeLessThan(60_000);
  });

  test("does not wait for people of a group that is not assigned", async () => {
    const org = await openConnectedOrg();
    await groupAssignments("TOTAL-Admin").look(org.context);
    const begun = org.clock.elapsed();
    await groupPush(["TOTAL-Admin"]).prepare?.(org.context);
    expect(org.clock.elapsed()).toBe(begun);
  });

  test("gives up waiting after a quarter of an hour in which nobody arrives", async () => {
    const org = await openConnectedOrg();
    await org.scim.close();
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await groupPush(["TOTAL-Admin"]).prepare?.(org.context);
    expect(org.clock.elapsed()).toBeLessThan(20 * 60_000);
  });

  test.each([
    ["create", [], /^Okta creates the group on the SCIM server$/],
    ["create", ["TOTAL-Admin"], /already has a group with this name, and Okta links to it without asking/],
    ["link", ["TOTAL-Admin"], /^links to the existing group on the SCIM server/],
    ["link", [], /no group with this name to link to/],
  ] as const)("with %s, and %j at the target, says what will happen", async (wanted, groups, note) => {
    const { context } = await openOrg({ target: targetWith({ groups }) });
    const { changes } = await groupPush(["TOTAL-Admin"], wanted).look(context);
    expect(changes[0]?.note).toMatch(note);
  });

  test("warns once of the groups that are assigned and pushed both", async () => {
    const { context } = await openOrg();
    await groupAssignments("TOTAL-Admin", "Sales").look(context);
    const { warnings } = await groupPush(["TOTAL-Admin", "TOTAL-Analyst"]).look(context);
    expect(warnings?.map(({ code }) => code)).toEqual(["same-group-assigned-and-pushed"]);
    expect(warnings?.[0]?.message).toContain('"TOTAL-Admin"');
    expect(warnings?.[0]?.message).not.toContain("Analyst");
  });

  test("warns when the app cannot push, since Okta takes the mapping all the same", async () => {
    const { context } = await openOrgWithApp();
    expect((await groupPush(["TOTAL-Admin"]).look(context)).warnings).toEqual([]);
    const after = await applyAll(groupPush(["TOTAL-Admin"]), context);
    expect(after).toMatchObject({ changes: [], pending: [], warnings: [{ code: "group-push-feature-missing" }] });
  });

  test("switches an inactive push on again, and does not make a second one", async () => {
    const org = await openConnectedOrg();
    await applyAll(groupPush(["TOTAL-Admin"]), org.context);
    const [mapping] = await org.context.tenant.api.groupPush.list(org.app.id);
    await org.admin("PATCH", `/api/v1/apps/${org.app.id}/group-push/mappings/${mapping?.id ?? ""}`, {
      status: "INACTIVE",
    });
    const step = groupPush(["TOTAL-Admin"]);
    expect(told((await step.look(org.context)).changes)).toEqual(['update group-push-mapping "TOTAL-Admin"']);
    expect((await applyAll(step, org.context)).changes).toEqual([]);
    expect(await org.context.tenant.api.groupPush.list(org.app.id)).toMatchObject([
      { id: mapping?.id, status: "ACTIVE" },
    ]);
  });

  test("shows a failed push and leaves it to the administrator", async () => {
    const org = await openConnectedOrg();
    await org.scim.close();
    const step = groupPush(["TOTAL-Admin"]);
    await applyAll(step, org.context);
    await org.clock.sleep(30 * 60_000);
    const look = await step.look(org.context);
    expect(look.changes).toEqual([]);
    expect(look.warnings).toMatchObject([{ code: "group-push-error" }]);
  });

  test("expects the pushed groups", () => {
    expect(groupPush(["A"]).expects()).toEqual({
      pushedGroups: ["A"],
      targetNames: new Map(),
      sends: [{ kind: "membership" }, { kind: "group-name" }],
    });
  });
});
