import { afterEach, describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { Secret } from "../../src/base/secret.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { verdictOf } from "../../src/setup/proof/outcome.js";
import { startScimServer } from "../support/scim-server.js";
import { LABEL, objectsIn, startTenantWorld, text, without, type TenantWorld } from "../support/tenant-world.js";
import type { RunResult } from "../../src/setup/model/run-result.js";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const DIRECTORY: Directory = {
  people: [
    ["ada", ["TOTAL-Admin"]],
    ["ben", ["TOTAL-Admin", "TOTAL-Analyst"]],
    ["cem", ["TOTAL-Analyst"]],
    ["dag", ["Sales"]],
  ].map(([name, groups]) => ({
    userName: `${String(name)}@north.example`,
    givenName: "Given",
    familyName: String(name),
    email: `${String(name)}@north.example`,
    active: true,
    groups: groups as readonly string[],
  })),
  groups: ["TOTAL-Admin", "TOTAL-Analyst", "Sales"],
};
const BOTH = { groups: ["TOTAL-Admin", "TOTAL-Analyst"] };

async function world(): Promise<TenantWorld> {
  const started = await startTenantWorld(DIRECTORY);
  opened.push(started);
  return started;
}

/** As `push-groups: create group-push-mapping "TOTAL-Admin"`, without the people's part. */
function changesOf({ steps }: RunResult): string[] {
  return steps.flatMap(({ id, changes }) =>
    changes.map(({ action, resource }) => `${id}: ${action} ${resource.type} "${resource.name}"`),
  );
}

function said(result: RunResult, step: string): string {
  const { found = [], warnings = [], changes = [] } = result.steps.find(({ id }) => id === step) ?? {};
  return [
    ...found,
    ...warnings.map((one) => `${one.code}: ${one.message} ${one.fix}`),
    ...changes.map(({ note }) => note ?? ""),
  ].join("\n");
}

function expectProven({ proof, error }: RunResult): void {
  expect(error).toBeUndefined();
  expect(proof).toBeDefined();
  if (proof !== undefined)
    expect([verdictOf(proof), proof.users.wrong, proof.groups.wrong]).toEqual(["complete", [], []]);
}

async function appAsShown(tenant: TenantWorld, id: string): Promise<JsonObject> {
  const app = await tenant.admin("GET", `/api/v1/apps/${id}`);
  // The console's part changes these two.
  return without(isJsonObject(app) ? app : {}, "features", "lastUpdated");
}

async function mappingsOf(tenant: TenantWorld, appId: string): Promise<readonly JsonObject[]> {
  return objectsIn(await tenant.admin("GET", `/api/v1/apps/${appId}/group-push/mappings`));
}

describe("an app of the label that is there already", () => {
  test("made by an earlier run is found, and nothing is written", async () => {
    const tenant = await world();
    expectProven(await tenant.apply(BOTH));
    const again = await tenant.apply(BOTH);
    expectProven(again);
    expect([again.outcome, again.writes, changesOf(again)]).toEqual(["unchanged", 0, []]);
  });

  test("with other SAML settings keeps them when a person chose it, and is set up beside them", async () => {
    const tenant = await world();
    const id = await tenant.makeApp({ ssoUrl: "https://intranet.example/acs", hidden: false });
    const before = await appAsShown(tenant, id);
    const result = await tenant.apply({ typed: LABEL });
    expectProven(result);
    expect(said(result, "create-app")).toContain(
      'It keeps its own setting: "Single sign-on URL" is "https://intranet.example/acs"',
    );
    expect(await appAsShown(tenant, id)).toEqual(before);
    expect(changesOf(result)).toEqual([
      'assign-groups: create group-assignment "TOTAL-Admin"',
      'push-groups: create group-push-mapping "TOTAL-Admin"',
    ]);
  });

  test("that signs on otherwise is told of before anything is written", async () => {
    const tenant = await world();
    await tenant.makeApp({ autoLogin: true });
    const { plan } = await tenant.plan();
    expect(plan?.steps[0]?.warnings).toMatchObject([{ code: "app-foreign" }, { code: "app-sign-on-differs" }]);
  });

  test("that is inactive stops the run before anything is written", async () => {
    const tenant = await world();
    const id = await tenant.makeApp();
    await tenant.admin("POST", `/api/v1/apps/${id}/lifecycle/deactivate`);
    const result = await tenant.apply();
    expect([result.outcome, result.writes]).toEqual(["failed", 0]);
    expect(result.error).toMatchObject({ code: "app-inactive" });
  });

  test("open to everyone by Federation Broker Mode is told of", async () => {
    const tenant = await world();
    await tenant.makeApp({ implicitAssignment: true });
    const { plan } = await tenant.plan();
    expect(plan?.steps[0]?.warnings).toMatchObject([{ code: "app-assigned-to-everyone" }]);
  });

  test("to which Everyone is assigned is told of, and the assignment stays", async () => {
    const tenant = await world();
    const id = await tenant.makeApp();
    await tenant.assign(id, "Everyone");
    const result = await tenant.apply();
    expect(said(result, "assign-groups")).toContain("everyone-assigned");
    const assigned = objectsIn(await tenant.admin("GET", `/api/v1/apps/${id}/groups`)).map((one) => one["id"]);
    expect(assigned).toContain(await tenant.groupId("Everyone"));
  });

  test("whose people were assigned before provisioning was on: told in the plan, unproven in the end, with the button to press", async () => {
    const tenant = await world();
    const id = await tenant.makeApp();
    await tenant.assign(id, "TOTAL-Admin");
    const { plan } = await tenant.plan(BOTH);
    const warnings = plan?.steps.flatMap((step) => step.warnings ?? []) ?? [];
    expect(warnings.map(({ code }) => code)).toContain("people-assigned-before");
    const result = await tenant.apply(BOTH);
    expect(result.outcome).toBe("unproven");
    expect(result.proof?.users).toMatchObject({ expected: 3, found: 1 });
    for (const { reason } of result.proof?.users.wrong ?? []) expect(reason).toContain("Provision User");
  });

  test("that provisions to another target is found out by the proof", async () => {
    const tenant = await world();
    const elsewhere = await startScimServer();
    opened.push(elsewhere);
    const id = await tenant.makeApp();
    await tenant.connect(id, { baseUrl: elsewhere.baseUrl, token: new Secret("another-token") });
    const result = await tenant.apply();
    expect(result.outcome).toBe("unproven");
    for (const { reason } of result.proof?.users.wrong ?? []) expect(reason).toContain("base URL");
    expect(elsewhere.users.size).toBe(2);
  });
});

describe("assignments that are there already", () => {
  test("half of them are completed, and what was there stays as it is", async () => {
    const tenant = await world();
    const id = await tenant.makeApp();
    await tenant.connect(id);
    await tenant.assign(id, "TOTAL-Admin");
    await tenant.assign(id, "Sales");
    await tenant.settle();
    const before = objectsIn(await tenant.admin("GET", `/api/v1/apps/${id}/groups`));
    const result = await tenant.apply(BOTH);
    expectProven(result);
    expect(changesOf(result).filter((one) => one.startsWith("assign"))).toEqual([
      'assign-groups: create group-assignment "TOTAL-Analyst"',
    ]);
    expect(said(result, "assign-groups")).toContain("1 other group is already assigned and not changed.");
    expect(objectsIn(await tenant.admin("GET", `/api/v1/apps/${id}/groups`)).slice(0, 2)).toEqual(before);
  });
});

describe("groups that are pushed already", () => {
  async function connected(): Promise<{ readonly tenant: TenantWorld; readonly id: string }> {
    const tenant = await world();
    const id = await tenant.makeApp();
    await tenant.connect(id);
    return { tenant, id };
  }

  test("under another name are proven under that name, and left as they are", async () => {
    const { tenant, id } = await connected();
    await tenant.assign(id, "TOTAL-Admin");
    await tenant.settle();
    await tenant.push(id, "TOTAL-Admin", { as: "Administrators of TOTAL" });
    await tenant.settle();
    const before = await mappingsOf(tenant, id);
    const result = await tenant.apply();
    expectProven(result);
    expect([result.outcome, result.writes]).toEqual(["unchanged", 0]);
    expect(said(result, "push-groups")).toContain('pushed under the name "Administrators of TOTAL"');
    expect(await mappingsOf(tenant, id)).toEqual(before);
    expect((await tenant.onTarget("GET", "/Groups"))["totalResults"]).toBe(1);
  });

  test("under another name and switched off are switched on under that name", async () => {
    const { tenant, id } = await connected();
    await tenant.push(id, "TOTAL-Admin", { as: "Administrators of TOTAL", status: "INACTIVE" });
    const result = await tenant.apply();
    expectProven(result);
    expect(said(result, "push-groups")).toContain("Administrators of TOTAL");
    expect(await mappingsOf(tenant, id)).toHaveLength(1);
  });

  test("and switched off after a push are switched on, and the run waits for the push that follows", async () => {
    const { tenant, id } = await connected();
    const mapping = await tenant.push(id, "TOTAL-Admin");
    await tenant.settle();
    await tenant.admin("PATCH", `/api/v1/apps/${id}/group-push/mappings/${mapping}`, { status: "INACTIVE" });
    const result = await tenant.apply();
    expect(changesOf(result)).toContain('push-groups: update group-push-mapping "TOTAL-Admin"');
    expectProven(result);
    expect(result.proof?.memberships).toMatchObject({ expected: 2, found: 2 });
  });

  test("and in ERROR are shown with Okta's reason and left alone, and are no proof", async () => {
    const { tenant, id } = await connected();
    const broken = await startScimServer({ groupsStatus: 500 });
    opened.push(broken);
    await tenant.connect(id, { baseUrl: broken.baseUrl, token: new Secret("another-token") });
    const mapping = await tenant.push(id, "TOTAL-Admin");
    await tenant.settle();
    await tenant.connect(id);
    const before = await mappingsOf(tenant, id);
    expect(before).toMatchObject([{ id: mapping, status: "ERROR" }]);

    const result = await tenant.apply();
    expect(said(result, "push-groups")).toMatch(
      /group-push-error: .*TOTAL-Admin.*Internal Server Error.*deactivate and activate/,
    );
    expect(changesOf(result).filter((one) => one.startsWith("push"))).toEqual([]);
    expect(await mappingsOf(tenant, id)).toEqual(before);
    expect(result.outcome).toBe("unproven");
    expect(result.proof?.groups.wrong).toMatchObject([
      { name: "TOTAL-Admin", state: "missing", reason: expect.stringContaining("Internal Server Error") as string },
    ]);

    // Somebody makes the group at the target by hand: what Okta itself holds for a failure still counts.
    const users = objectsIn((await tenant.onTarget("GET", "/Users"))["Resources"]);
    const members = users.map((user) => ({ value: text(user["id"]) }));
    await tenant.onTarget("POST", "/Groups", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: "TOTAL-Admin",
      members,
    });
    const again = await tenant.apply();
    expect([again.outcome, again.writes]).toEqual(["unproven", 0]);
    expect(again.proof?.groups.wrong).toMatchObject([
      { name: "TOTAL-Admin", path: "provisioning", reason: expect.stringContaining("Internal Server Error") as string },
    ]);
  });

  test("by another group under the name that the guide wants stop the run: each would overwrite the other's members", async () => {
    const { tenant, id } = await connected();
    await tenant.push(id, "Sales", { as: "TOTAL-Admin" });
    await tenant.settle();
    const result = await tenant.apply();
    expect([result.outcome, result.writes]).toEqual(["failed", 0]);
    expect(result.error).toMatchObject({
      code: "group-push-name-taken",
      what: expect.stringMatching(/"Sales".*"TOTAL-Admin"/) as string,
    });
  });

  test("to one group of the target by two groups are told of", async () => {
    const { tenant, id } = await connected();
    await tenant.push(id, "TOTAL-Admin");
    await tenant.push(id, "Sales", { as: "TOTAL-Admin" });
    await tenant.settle();
    const { plan } = await tenant.plan();
    const codes = plan?.steps.flatMap((step) => step.warnings ?? []).map(({ code }) => code);
    expect(codes).toContain("group-push-target-shared");
  });

  test("are left alone when the guide does not name them", async () => {
    const { tenant, id } = await connected();
    await tenant.assign(id, "Sales");
    await tenant.settle();
    await tenant.push(id, "Sales", { as: "Sellers" });
    await tenant.settle();
    const before = await mappingsOf(tenant, id);
    expectProven(await tenant.apply());
    expect((await mappingsOf(tenant, id)).slice(0, 1)).toEqual(before);
  });
});

test("a group that the target has already is linked, and the plan says so", async () => {
  const tenant = await world();
  const there = await tenant.onTarget("POST", "/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "TOTAL-Admin",
  });
  const result = await tenant.apply();
  expectProven(result);
  expect(said(result, "push-groups")).toContain("already has a group with this name, and Okta links to it");
  const groups = await tenant.onTarget("GET", "/Groups");
  expect(objectsIn(groups["Resources"]).map((group) => group["id"])).toEqual([there["id"]]);
});

test("two active apps of the label stop the run, and --app-id chooses", async () => {
  const tenant = await world();
  const [one, two] = [await tenant.makeApp(), await tenant.makeApp()];
  const stopped = await tenant.apply();
  expect(stopped.error).toMatchObject({ code: "app-ambiguous" });
  expect(stopped.writes).toBe(0);
  const before = await appAsShown(tenant, one);
  expectProven(await tenant.apply({ appId: two }));
  expect(await appAsShown(tenant, one)).toEqual(before);
  expect(before["label"]).toBe(LABEL);
});
