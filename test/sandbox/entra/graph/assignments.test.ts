import { expect, test } from "vitest";
import { isJsonObject } from "../../../../src/base/json.js";
import { NON_GALLERY, people, startWorld, textOf, type Answer, type World } from "./world.js";

const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

function roleOf({ sandbox, app }: World, name = "User"): string {
  const roles = sandbox.tenant.servicePrincipals.get(app())?.appRoles ?? [];
  return textOf(roles.find(({ displayName }) => displayName === name)?.["id"]);
}

async function assign(world: World, principalId: string, appRoleId: string, app = world.app()): Promise<Answer> {
  return world.call("POST", `/servicePrincipals/${app}/appRoleAssignedTo`, { principalId, resourceId: app, appRoleId });
}

test("a group is assigned with a role, listed and removed", async () => {
  const world = await startWorld();
  const group = world.groupId("TOTAL-Admin");
  const made = await assign(world, group, roleOf(world));
  expect(made).toMatchObject({
    status: 201,
    body: {
      principalId: group,
      principalType: "Group",
      principalDisplayName: "TOTAL-Admin",
      resourceId: world.app(),
      resourceDisplayName: "TOTAL",
      appRoleId: roleOf(world),
      createdDateTime: "2026-11-20T10:00:00.000Z",
    },
  });
  const path = `/servicePrincipals/${world.app()}/appRoleAssignedTo`;
  const { list } = await world.call("GET", `${path}?$top=999`);
  expect(list.map(({ id }) => id)).toEqual([made.body["id"]]);
  expect((await world.call("DELETE", `${path}/${textOf(made.body["id"])}`)).status).toBe(204);
  expect((await world.call("DELETE", `${path}/${textOf(made.body["id"])}`)).status).toBe(404);
  expect((await world.call("GET", path)).list).toEqual([]);
});

test("people can be assigned too, and pages are short when asked for", async () => {
  const world = await startWorld();
  for (const name of ["ada@northwind.example", "ben@northwind.example"]) {
    expect((await assign(world, world.userId(name), roleOf(world))).body["principalType"]).toBe("User");
  }
  const first = await world.call("GET", `/servicePrincipals/${world.app()}/appRoleAssignedTo?$top=1`);
  const second = await world.call("GET", textOf(first.body["@odata.nextLink"]));
  expect([...first.list, ...second.list].map((one) => one["principalDisplayName"])).toEqual(["Ada Berg", "Ada Berg"]);
  expect(second.body).not.toHaveProperty("@odata.nextLink");
});

test("the same again is refused, and so is a role that the application does not have", async () => {
  const world = await startWorld();
  const group = world.groupId("TOTAL-Admin");
  await assign(world, group, roleOf(world));
  const again = await assign(world, group, roleOf(world));
  expect([again.status, again.error]).toEqual([
    400,
    { code: "Request_BadRequest", message: "Permission being assigned already exists on the object" },
  ]);
  for (const role of [DEFAULT_ACCESS, "8774f594-0000-4000-8000-000000000000"]) {
    expect((await assign(world, group, role)).error.message).toBe(
      "Permission being assigned was not found on application",
    );
  }
  expect((await assign(world, group, roleOf(world, "msiam_access"))).status).toBe(201);
});

test("default access is for applications without a role for people", async () => {
  const world = await startWorld({ startState: "oidc-app" });
  expect((await assign(world, world.groupId("TOTAL-Admin"), DEFAULT_ACCESS)).status).toBe(201);
});

test("without P1 groups cannot be assigned and people can", async () => {
  const world = await startWorld({ licence: "free" });
  const refused = await assign(world, world.groupId("TOTAL-Admin"), roleOf(world));
  expect(refused.status).toBe(403);
  expect(refused.error.message).toContain("P1");
  expect((await assign(world, world.userId("ada@northwind.example"), roleOf(world))).status).toBe(201);
});

test("a group that is no security group cannot be assigned, nor somebody who is not there", async () => {
  const directory = people({ userName: "ada@northwind.example", groups: ["Team"] });
  const world = await startWorld({ awkward: { microsoft365: ["Team"] } }, directory);
  expect((await assign(world, world.groupId("Team"), roleOf(world))).error.message).toContain("security groups");
  expect((await assign(world, "8774f594-0000-4000-8000-000000000000", roleOf(world))).status).toBe(404);
  const path = `/servicePrincipals/${world.app()}/appRoleAssignedTo`;
  expect((await world.call("POST", path, { principalId: world.groupId("Team") })).status).toBe(400);
});

test("a new application takes references late: 404, then no valid reference, then it works", async () => {
  const world = await startWorld({ startState: "empty" });
  const made = await world.call("POST", `/applicationTemplates/${NON_GALLERY}/instantiate`, { displayName: "TOTAL" });
  const { servicePrincipal } = made.body;
  const app = isJsonObject(servicePrincipal) ? textOf(servicePrincipal["id"]) : "";
  const attempt = async () => assign(world, world.groupId("TOTAL-Admin"), roleOf(world), app);
  expect((await attempt()).status).toBe(404);
  await world.clock.sleep(4_000);
  expect((await attempt()).error.message).toBe("Not a valid reference update.");
  await world.clock.sleep(5_000);
  expect((await attempt()).status).toBe(201);
});
