import { expect, test } from "vitest";
import { createExplainer } from "../../../../src/sandbox/entra/engine/objects/explain-user.js";
import { ADMINS, attribute, mapTo, operations, startWorld, textOf, writes, type World } from "./world.js";

const ADA = "ada@northwind.example";
const BEN = "ben@northwind.example";

/** Gives the group a role of the application besides those that it has. */
function assignRole(world: World, principal: string, value: string): void {
  const app = world.app;
  const role = { id: world.tenant.newId(), value, displayName: `${value} role`, allowedMemberTypes: ["User"] };
  (app.appRoles as object[]).push(role);
  const principalType = principal.includes("@") ? ("User" as const) : ("Group" as const);
  const principalId = principalType === "User" ? world.user(principal).id : world.group(principal).id;
  const id = world.tenant.newId();
  app.assignments.set(id, { id, appRoleId: role.id, principalId, principalType, createdAt: world.clock.now() });
}

function takeRole(world: World, value: string): void {
  const role = world.app.appRoles.find((one) => one["value"] === value);
  for (const one of world.app.assignments.values())
    if (one.appRoleId === role?.["id"]) world.app.assignments.delete(one.id);
}

async function startWithRoles(name: string): Promise<World> {
  const world = await startWorld([{ userName: ADA }, { userName: BEN, groups: [] }], { groups: ["Sales"] });
  mapTo(world.job, "preferredLanguage", attribute("preferredLanguage"));
  mapTo(
    world.job,
    "title",
    { expression: `${name}([appRoleAssignments])`, name, type: "Function" },
    {
      targetAttributeName: name === "SingleAppRoleAssignment" ? 'roles[primary eq "True"].value' : "roles",
    },
  );
  assignRole(world, ADMINS, "admin");
  await world.firstCycle();
  return world;
}

async function rolesOf(world: World, name: string): Promise<unknown> {
  return (await world.people()).get(name)?.["roles"];
}

const TYPE = "WindowsAzureActiveDirectoryRole";

test.each(["AppRoleAssignmentsComplex", "AssertiveAppRoleAssignmentsComplex"])(
  "%s creates a user with all roles, none of them primary",
  async (name) => {
    const world = await startWithRoles(name);
    const admin = { primary: false, type: TYPE, display: "admin role", value: "admin" };
    expect(await rolesOf(world, ADA)).toEqual([admin]);
    expect(createExplainer(world.tenant)(ADA)?.values).toContainEqual({
      path: "roles",
      value: [admin],
      source: `${name}([appRoleAssignments])`,
    });
  },
);

test("AppRoleAssignmentsComplex adds a role as a text, and never takes one away", async () => {
  const world = await startWithRoles("AppRoleAssignmentsComplex");
  world.sent.length = 0;
  assignRole(world, ADA, "buyer");
  await world.nextCycle();
  const [first] = operations(writes(world.sent)[0]);
  expect(first).toMatchObject({ op: "Add", path: "roles" });
  const texts = (first?.["value"] as { readonly value: string }[]).map(({ value }) => JSON.parse(value) as unknown);
  expect(texts).toEqual([
    expect.objectContaining({ value: "admin", displayName: "admin role" }),
    expect.objectContaining({ value: "buyer", displayName: "buyer role" }),
  ]);

  world.sent.length = 0;
  takeRole(world, "buyer");
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
  expect(JSON.stringify(await rolesOf(world, ADA))).toContain("buyer");
});

test("AssertiveAppRoleAssignmentsComplex replaces the roles, so one that is taken away goes", async () => {
  const world = await startWithRoles("AssertiveAppRoleAssignmentsComplex");
  assignRole(world, ADA, "buyer");
  await world.nextCycle();
  expect(JSON.stringify(await rolesOf(world, ADA))).toMatch(/admin.*buyer/);
  world.sent.length = 0;
  takeRole(world, "admin");
  world.assign(ADMINS);
  await world.nextCycle();
  expect(operations(writes(world.sent)[0])).toEqual([
    { op: "Replace", path: "roles", value: [{ primary: false, type: TYPE, display: "buyer role", value: "buyer" }] },
  ]);
  expect(JSON.stringify(await rolesOf(world, ADA))).not.toContain("admin");
  world.sent.length = 0;
  await world.nextCycle();
  expect(writes(world.sent)).toEqual([]);
});

test("SingleAppRoleAssignment sends the role's display name as the primary role", async () => {
  const world = await startWithRoles("SingleAppRoleAssignment");
  expect(await rolesOf(world, ADA)).toEqual([{ primary: true, type: TYPE, value: "admin role" }]);
  assignRole(world, BEN, "one");
  assignRole(world, BEN, "two");
  await world.nextCycle();
  expect(await rolesOf(world, BEN)).toBeUndefined();
  expect(world.engine.notSimulated().map((one) => textOf(one))).toEqual([
    expect.stringMatching(/^the function SingleAppRoleAssignment for a user with several roles/),
  ]);
});
