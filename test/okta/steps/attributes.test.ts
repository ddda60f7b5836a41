import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import type { OktaTenant } from "../../../src/okta/tenant/tenant.js";
import { readBack } from "../../../src/setup/apply/read-back.js";
import type { Step } from "../../../src/setup/step/step.js";
import { openConnectedOrg, openOrgWithApp } from "../support/connected.js";
import { failureOf } from "../support/failure.js";
import { applyAll, openOrg, person, told, type OpenedOrg } from "../support/org.js";
import { bindStep, groupAssignments } from "../support/steps.js";
import { oktaResults } from "../../../src/okta/tenant/results.js";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const LAG_MS = 5_000;

const CODE = { name: "customCode", type: "string", externalNamespace: USER, scope: "SELF" };
const VENDOR = { name: "thirdPartyVendor", type: "boolean", externalNamespace: GROUP };

function attributes(...list: readonly object[]): Step<OktaTenant> {
  return bindStep("okta/profile-attributes", { attributes: list.length === 0 ? [CODE, VENDOR] : list });
}

function mappings(map: Readonly<Record<string, string>>, more: object = {}): Step<OktaTenant> {
  return bindStep("okta/attribute-mappings", { mappings: map, ...more });
}

function assignment(profile: object, ...groups: string[]): Step<OktaTenant> {
  return bindStep("okta/group-assignments", { groups, profile });
}

/** As the engine does: applies, then looks until the tenant shows it. */
async function settle(step: Step<OktaTenant>, org: OpenedOrg): Promise<void> {
  for (const change of (await step.look(org.context)).changes) await step.apply(org.context, change);
  const { context, clock } = org;
  const steps = { steps: [step], session: org.session, skipped: new Set<string>(), wholeTarget: true };
  await readBack({ ...steps, ...context, clock }, step);
}

async function withAttributes(): Promise<Awaited<ReturnType<typeof openConnectedOrg>>> {
  const org = await openConnectedOrg();
  await settle(attributes(), org);
  return org;
}

async function addByHand(org: OpenedOrg, appId: string, name: string, definition: JsonObject | null): Promise<void> {
  await org.admin("POST", `/api/v1/meta/schemas/apps/${appId}/default`, {
    definitions: { custom: { properties: { [name]: definition } } },
  });
}

describe("okta/profile-attributes", () => {
  test("plans each attribute, also before the app exists, and adds only what is missing", async () => {
    const fresh = await openOrg();
    expect(told((await attributes().look(fresh.context)).changes)).toEqual([
      'create app-attribute "customCode"',
      'create app-attribute "thirdPartyVendor"',
    ]);

    const org = await openConnectedOrg();
    await settle(attributes(CODE), org);
    expect(told((await attributes().look(org.context)).changes)).toEqual(['create app-attribute "thirdPartyVendor"']);
    await settle(attributes(), org);
    expect((await attributes().look(await org.again())).changes).toHaveLength(2);
    const next = await org.again();
    oktaResults("app").give(next.tenant, { app: org.app });
    expect(await attributes().look(next)).toMatchObject({ changes: [], warnings: [] });
  });

  test("is read back until the org shows what it took seconds before", async () => {
    const org = await openConnectedOrg();
    const step = attributes();
    for (const change of (await step.look(org.context)).changes) await step.apply(org.context, change);
    expect((await step.look(org.context)).changes).toHaveLength(2);
    await org.clock.sleep(LAG_MS);
    expect((await step.look(org.context)).changes).toEqual([]);
  });

  test("sends data type, namespace, scope and permission as the Schemas API has them", async () => {
    const org = await openConnectedOrg();
    await settle(attributes({ name: "codes", type: "string array", permission: "READ_ONLY" }), org);
    const post = org.exchanges.findLast(({ method, path }) => method === "POST" && path.includes("/meta/schemas/"));
    expect(post?.body).toMatchObject({
      definitions: {
        custom: {
          properties: {
            codes: {
              title: "codes",
              type: "array",
              items: { type: "string" },
              externalName: "codes",
              scope: "NONE",
              permissions: [{ principal: "SELF", action: "READ_ONLY" }],
            },
          },
        },
      },
    });
  });

  test.each([
    [{ scope: "NONE" }, "Scope is User personal, the guide says not User personal"],
    [{ type: "boolean" }, "Data type is string, the guide says boolean"],
    [{ type: "string array" }, "Data type is string, the guide says string array"],
    [{ externalName: "code" }, "External name is customCode, the guide says code"],
    [{ externalNamespace: GROUP }, `External namespace is ${USER}, the guide says ${GROUP}`],
  ])("refuses one that exists and differs in %j: Okta would ignore the change", async (more, words) => {
    const org = await openConnectedOrg();
    await settle(attributes(CODE), org);
    const error = await failureOf(attributes({ ...CODE, ...more }).look(org.context));
    expect(error).toMatchObject({ code: "attribute-differs", exitCode: 1, refused: true });
    expect(error.what).toContain(words);
  });

  test("refuses the name of one of Okta's own attributes", async () => {
    const org = await openConnectedOrg();
    const error = await failureOf(attributes({ name: "displayName", type: "string" }).look(org.context));
    expect(error).toMatchObject({ code: "attribute-differs", what: expect.stringContaining("Okta's own") as string });
  });

  test("warns when Okta did not keep the namespace, and of a name that differs only in capital letters", async () => {
    const org = await openConnectedOrg({ sandbox: { namespaces: "dropped" } });
    await addByHand(org, org.app.id, "customcode", { title: "customcode", type: "string" });
    await settle(attributes(CODE), org);
    const { changes, warnings } = await attributes(CODE).look(org.context);
    expect(changes).toEqual([]);
    expect(warnings?.map(({ code }) => code)).toEqual(["attribute-namespace-missing", "attribute-alike"]);
    expect(warnings?.[0]?.message).toContain(USER);
  });

  test("waits as long as an earlier attribute of the name is still being deleted", async () => {
    const org = await openConnectedOrg({ sandbox: { searchLagMs: 25_000 } });
    await addByHand(org, org.app.id, "customCode", { title: "customCode", type: "boolean" });
    await addByHand(org, org.app.id, "customCode", null);
    const before = org.clock.elapsed();
    const step = attributes(CODE);
    const [change] = (await step.look(org.context)).changes;
    if (change === undefined) throw new Error("nothing to add");
    await step.apply(org.context, change);
    expect(org.clock.elapsed() - before).toBeGreaterThanOrEqual(25_000);
    const delays = org.events.filter((event) => event.code === "request.delayed");
    expect(delays[0]).toMatchObject({ reason: expect.stringContaining("still deleting") as string });
  });

  test.each([
    { name: "9lives", type: "string" },
    { name: "a", type: "array" },
    { name: "a", type: "string", scop: "SELF" },
  ])("refuses %j in a template", (wrong) => {
    expect(() => attributes(wrong)).toThrow();
  });
});

describe("okta/attribute-mappings", () => {
  const MAP = { customCode: '"test-CustomCode"', thirdPartyVendor: '"1"' };

  test("plans before anything exists what it maps afterwards, and is settled then", async () => {
    const fresh = await openOrg();
    await attributes().look(fresh.context);
    const planned = (await mappings(MAP).look(fresh.context)).changes;
    const org = await withAttributes();
    const step = mappings(MAP);
    const now = (await step.look(org.context)).changes;
    expect(now.map(({ action, fields }) => [action, fields.map(({ path, after }) => [path, after])])).toEqual(
      planned.map(({ action, fields }) => [action, fields.map(({ path, after }) => [path, after])]),
    );
    expect((await applyAll(step, org.context)).changes).toEqual([]);
    expect((await step.look(org.context)).found).toEqual([
      '"customCode" is mapped from "test-CustomCode".',
      '"thirdPartyVendor" is mapped from true.',
    ]);
  });

  test("sends only its own attributes, on create and update, and the text of a boolean as one", async () => {
    const org = await withAttributes();
    await applyAll(mappings(MAP), org.context);
    const posts = org.exchanges.filter(({ method, path }) => method === "POST" && path.includes("/mappings/"));
    expect(posts.map(({ body }) => body)).toEqual([
      { properties: { customCode: { expression: '"test-CustomCode"', pushStatus: "PUSH" } } },
      { properties: { thirdPartyVendor: { expression: "true", pushStatus: "PUSH" } } },
    ]);
    const { properties } = await mappingOf(org, org.app.id);
    expect(properties).toMatchObject({ displayName: { expression: "user.displayName" } });
  });

  test("leaves what says the same in other words: source for user, and a boolean that the console keeps as a text", async () => {
    const org = await withAttributes();
    const { id } = await mappingOf(org, org.app.id);
    await org.admin("POST", `/api/v1/mappings/${id}`, {
      properties: {
        customCode: { expression: "source.title", pushStatus: "PUSH" },
        thirdPartyVendor: { expression: '"1"', pushStatus: "PUSH" },
      },
    });
    const look = await mappings({ customCode: " user.title ", thirdPartyVendor: '"1"' }).look(org.context);
    expect(look.changes).toEqual([]);
  });

  test("skips an empty expression and says why", async () => {
    const org = await withAttributes();
    const look = await mappings({ customCode: "" }).look(org.context);
    expect([look.changes, look.found]).toEqual([[], [expect.stringContaining("empty")]]);
  });

  test("shows what a mapping was before it is changed, and that it applies to updates now", async () => {
    const org = await withAttributes();
    const { id } = await mappingOf(org, org.app.id);
    await org.admin("POST", `/api/v1/mappings/${id}`, {
      properties: { customCode: { expression: "user.title", pushStatus: "DONT_PUSH" } },
    });
    const { changes } = await mappings({ customCode: "user.department" }).look(org.context);
    expect(changes[0]?.fields).toEqual([
      { path: "expression", before: "user.title", after: "user.department" },
      { path: "pushStatus", before: "DONT_PUSH", after: "PUSH" },
    ]);
    expect((await mappings({ customCode: "user.title" }).look(org.context)).changes).toHaveLength(1);
  });

  test("names an attribute that does not exist, before anything is written", async () => {
    const org = await openConnectedOrg();
    const error = await failureOf(mappings({ customcode: "user.title" }).look(org.context));
    expect(error).toMatchObject({ code: "attribute-missing", exitCode: 1, refused: true });
    expect(error.what).toContain('"customcode"');
  });

  test("knows Okta's own attributes before SCIM is on, when the org does not show them yet", async () => {
    const org = await openOrgWithApp();
    expect(told((await mappings({ department: "user.department" }).look(org.context)).changes)).toEqual([
      'update attribute-mapping "department"',
    ]);
  });

  test("explains an expression that Okta refuses", async () => {
    const org = await withAttributes();
    const step = mappings({ customCode: "user.title +" });
    const [change] = (await step.look(org.context)).changes;
    if (change === undefined) throw new Error("nothing to map");
    const error = await failureOf(step.apply(org.context, change));
    expect(error).toMatchObject({ code: "expression-refused", exitCode: 1, refused: true });
    expect(error.what).toContain('user.title + for "customCode" (E0000045)');
    expect(error.requestId).toBeDefined();
  });

  test("tells who keeps the old values, only when somebody is assigned already, and also after it was applied", async () => {
    const org = await withAttributes();
    expect((await mappings(MAP).look(org.context)).warnings).toEqual([]);
    await applyAll(groupAssignments("TOTAL-Admin"), org.context);
    await org.clock.sleep(LAG_MS);
    const step = mappings(MAP);
    const before = await step.look(org.context);
    const after = await applyAll(step, org.context);
    for (const { warnings } of [before, after])
      expect(warnings).toMatchObject([
        { code: "mapping-not-applied", message: expect.stringContaining("2 users are already assigned") as string },
      ]);
    expect(after.warnings?.[0]?.fix).toContain("Apply updates now");
    expect((await mappings(MAP).look(org.context)).warnings).toEqual([]);
  });

  test("with check, tells what differs and leaves it", async () => {
    const org = await openConnectedOrg();
    const { id } = await mappingOf(org, org.app.id);
    const checked = mappings({ email: "user.email", displayName: "user.displayName" }, { check: true });
    expect(await checked.look(org.context)).toMatchObject({ changes: [], warnings: [] });
    await org.admin("POST", `/api/v1/mappings/${id}`, {
      properties: { displayName: { expression: "user.nickName", pushStatus: "PUSH" }, email: null },
    });
    const { changes, warnings } = await checked.look(org.context);
    expect(changes).toEqual([]);
    expect(warnings?.map(({ code, message }) => [code, message])).toEqual([
      ["mapping-differs", '"email" is not mapped; the guide says user.email.'],
      ["mapping-differs", '"displayName" is mapped from user.nickName; the guide says user.displayName.'],
    ]);
  });

  test("promises on the target what it maps, where Okta sends it; what is computed is said to be unproven", async () => {
    const org = await withAttributes();
    const step = mappings({
      customCode: '"test-CustomCode"',
      thirdPartyVendor: '"1"',
      department: "user.department",
      title: "String.toUpperCase(user.title)",
    });
    const { unchecked } = await step.look(org.context);
    expect(unchecked).toEqual([expect.stringContaining("String.toUpperCase(user.title)")]);
    expect(step.expects().values?.map(({ path, attribute, constant }) => [path, attribute ?? constant])).toEqual([
      [`${USER}:customCode`, "test-CustomCode"],
      [`${GROUP}:thirdPartyVendor`, true],
      ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"],
      ["title", undefined],
    ]);
  });
});

describe("a group assignment that gives values", () => {
  test("gives them to a new assignment and to one that is there, and keeps what that gives already", async () => {
    const org = await withAttributes();
    await settle(attributes({ name: "region", type: "string" }), org);
    await applyAll(assignment({ region: "EMEA" }, "TOTAL-Admin"), org.context);
    const step = assignment({ thirdPartyVendor: true }, "TOTAL-Admin", "TOTAL-Analyst");
    const { changes } = await step.look(org.context);
    expect(told(changes)).toEqual(['update group-assignment "TOTAL-Admin"', 'create group-assignment "TOTAL-Analyst"']);
    expect(changes[0]?.fields).toEqual([{ path: "profile.thirdPartyVendor", before: null, after: true }]);
    expect((await applyAll(step, org.context)).changes).toEqual([]);
    const shown = await org.context.tenant.api.assignments.groups(org.app.id);
    expect(shown.map(({ priority, profile }) => [priority, profile])).toEqual([
      [0, { region: "EMEA", thirdPartyVendor: true }],
      [1, { thirdPartyVendor: true }],
    ]);
    expect(step.expects().values).toMatchObject([{ path: `${GROUP}:thirdPartyVendor`, constant: true }]);
  });

  test("refuses an attribute that only a person can have, and one that is not there", async () => {
    const org = await withAttributes();
    expect(await failureOf(assignment({ customCode: "x" }, "TOTAL-Admin").look(org.context))).toMatchObject({
      code: "attribute-personal",
      exitCode: 1,
    });
    expect(await failureOf(assignment({ nobody: "x" }, "TOTAL-Admin").look(org.context))).toMatchObject({
      code: "attribute-missing",
      exitCode: 1,
    });
  });

  test("names people who sign in with another name than their e-mail address, and those with two", async () => {
    const people = [
      person("ada", ["TOTAL-Admin"]),
      person("ben", ["TOTAL-Admin"], { email: "benjamin@northwind.example" }),
      person("cem", ["TOTAL-Admin"]),
      person("dag", ["Sales"], { email: "other@northwind.example" }),
    ];
    const org = await openOrg({ people });
    const users = await org.context.tenant.api.groups.withName("TOTAL-Admin");
    const members = await org.context.tenant.api.groups.members(users[0]?.id ?? "");
    const cem = members.find(({ profile }) => profile["login"] === "cem@northwind.example");
    await org.admin("POST", `/api/v1/users/${cem?.id ?? ""}`, { profile: { secondEmail: "cem@home.example" } });
    const require = { loginIsEmail: true, oneEmail: true };
    const step = bindStep("okta/group-assignments", { groups: ["TOTAL-Admin"], require });
    const { warnings } = await step.look(org.context);
    expect(warnings?.map(({ code, message }) => [code, message])).toEqual([
      ["login-not-email", expect.stringMatching(/^1 user .*: ben@northwind\.example\.$/)],
      ["second-email", expect.stringMatching(/^1 user .*: cem@northwind\.example\.$/)],
    ]);
    expect((await groupAssignments("TOTAL-Admin").look(org.context)).warnings).toEqual([]);
  });
});

async function mappingOf(org: OpenedOrg, appId: string): Promise<{ readonly id: string; readonly properties: object }> {
  const mapping = await org.context.tenant.api.profileMappings.toApp(appId);
  if (mapping === undefined) throw new Error("no mapping");
  return mapping;
}
