import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/base/json.js";
import { TENANT_TESTS } from "./inventory.js";
import { startTenant, type Tenant } from "./tenant.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function user(tenant: Tenant, name: string): Promise<readonly JsonObject[]> {
  return tenant.found(`/Users?filter=${encodeURIComponent(`userName eq "${name}@northwind.example"`)}`);
}

function group(tenant: Tenant, name: string): Promise<readonly JsonObject[]> {
  return tenant.found(`/Groups?filter=${encodeURIComponent(`displayName eq "${name}"`)}`);
}

/** Makes a user who is assigned and provisioned. */
async function provisioned(tenant: Tenant, name: string): Promise<string> {
  const id = await tenant.createUser(name);
  await tenant.assign(id);
  await tenant.cycle();
  return id;
}

/** Makes a group that is assigned and provisioned, with one user who is assigned and provisioned, too. */
async function provisionedGroup(tenant: Tenant, members: readonly string[] = []): Promise<string> {
  const id = await tenant.createGroup("Crew");
  await tenant.assign(id);
  for (const member of members)
    await tenant.change("POST", `/groups/${id}/members/$ref`, { "@odata.id": `https://graph/v1.0/users/${member}` });
  await tenant.cycle();
  return id;
}

const PLAYS: Readonly<Record<string, (tenant: Tenant) => Promise<void>>> = {
  async Create_User_Test(tenant) {
    const id = await provisioned(tenant, "ann");
    await tenant.logged("Create", id);
    expect(await user(tenant, "ann")).toHaveLength(1);
  },
  async Update_User_Test(tenant) {
    const id = await provisioned(tenant, "ann");
    await tenant.change("PATCH", `/users/${id}`, { jobTitle: "Captain", department: "Sea" });
    await tenant.cycle();
    await tenant.logged("Update", id);
    expect(await user(tenant, "ann")).toEqual([
      expect.objectContaining({ title: "Captain", [ENTERPRISE]: { department: "Sea" } }),
    ]);
  },
  async Disable_User_Test(tenant) {
    const id = await provisioned(tenant, "ann");
    await tenant.change("PATCH", `/users/${id}`, { accountEnabled: false });
    await tenant.cycle();
    await tenant.logged("Disable", id);
    expect(await user(tenant, "ann")).toEqual([expect.objectContaining({ active: false })]);
  },
  async Delete_User_Test(tenant) {
    const id = await provisioned(tenant, "ann");
    await tenant.change("DELETE", `/users/${id}`);
    await tenant.change("DELETE", `/directory/deletedItems/${id}`);
    await tenant.cycle();
    await tenant.logged("Delete", id);
    expect(await user(tenant, "ann")).toEqual([]);
  },
  async User_Update_Manager_Test(tenant) {
    const managers = [await provisioned(tenant, "max"), await provisioned(tenant, "mia")];
    const id = await provisioned(tenant, "ann");
    const targetIds = [...(await user(tenant, "max")), ...(await user(tenant, "mia"))].map((one) => one["id"]);
    for (const manager of managers) {
      await tenant.change("PUT", `/users/${id}/manager/$ref`, { "@odata.id": `https://graph/v1.0/users/${manager}` });
      await tenant.cycle();
    }
    await tenant.change("DELETE", `/users/${id}/manager/$ref`);
    await tenant.cycle();
    const changes = await tenant.changesOf("manager", id);
    expect(changes.map(({ newValue }) => newValue)).toEqual([...targetIds, null]);
    expect(JSON.stringify(await user(tenant, "ann"))).not.toContain("manager");
  },
  async Restore_User_Test(tenant) {
    const id = await tenant.createUser("ann");
    const assignment = await tenant.assign(id);
    await tenant.cycle();
    await tenant.logged("Create", id);
    await tenant.unassign(assignment);
    await tenant.cycle();
    await tenant.logged("Disable", id);
    expect(await user(tenant, "ann")).toEqual([expect.objectContaining({ active: false })]);
    await tenant.assign(id);
    await tenant.cycle();
    await tenant.logged("Update", id);
    expect(await user(tenant, "ann")).toEqual([expect.objectContaining({ active: true })]);
  },
  async POD_User_Test(tenant) {
    const id = await tenant.createUser("ann");
    await tenant.assign(id);
    await tenant.onDemand(id, "User");
    await tenant.logged("Create", id);
    expect(await user(tenant, "ann")).toHaveLength(1);
  },
  async Create_Group_Test(tenant) {
    await tenant.logged("Create", await provisionedGroup(tenant));
    expect(await group(tenant, "Crew")).toHaveLength(1);
  },
  async Update_Group_Test(tenant) {
    const id = await provisionedGroup(tenant);
    await tenant.change("PATCH", `/groups/${id}`, { displayName: "Watch (night)", description: "Second half" });
    await tenant.cycle();
    await tenant.logged("Update", id);
    expect(await group(tenant, "Watch (night)")).toHaveLength(1);
    expect(await group(tenant, "Crew")).toEqual([]);
  },
  async Delete_Group_Test(tenant) {
    const id = await provisionedGroup(tenant);
    await tenant.change("DELETE", `/groups/${id}`);
    await tenant.cycle();
    await tenant.logged("Delete", id);
    expect(await group(tenant, "Crew")).toEqual([]);
  },
  async Group_Update_Add_Member_Test(tenant) {
    const member = await provisioned(tenant, "ann");
    const id = await provisionedGroup(tenant);
    await tenant.change("POST", `/groups/${id}/members/$ref`, { "@odata.id": `https://graph/v1.0/users/${member}` });
    await tenant.cycle();
    await tenant.logged("Update", id);
    const [ann] = await user(tenant, "ann");
    expect(await tenant.changesOf("members", id)).toEqual([
      { displayName: "members", oldValue: null, newValue: ann?.["id"] },
    ]);
    expect(JSON.stringify(await group(tenant, "Crew"))).toContain(JSON.stringify(ann?.["id"]));
  },
  async Group_Update_Remove_Member_Test(tenant) {
    const member = await provisioned(tenant, "ann");
    const id = await provisionedGroup(tenant, [member]);
    await tenant.change("DELETE", `/groups/${id}/members/${member}/$ref`);
    await tenant.cycle();
    const [ann] = await user(tenant, "ann");
    expect(await tenant.changesOf("members", id)).toEqual([
      { displayName: "members", oldValue: null, newValue: ann?.["id"] },
      { displayName: "members", oldValue: ann?.["id"], newValue: null },
    ]);
    expect((await group(tenant, "Crew"))[0]?.["members"] ?? []).toEqual([]);
  },
  async POD_Group_Test(tenant) {
    const member = await tenant.createUser("ann");
    const id = await tenant.createGroup("Crew");
    await tenant.change("POST", `/groups/${id}/members/$ref`, { "@odata.id": `https://graph/v1.0/users/${member}` });
    await tenant.assign(id);
    await tenant.onDemand(id, "Group", [member]);
    await tenant.logged("Create", id);
    await tenant.logged("Create", member);
    expect((await group(tenant, "Crew"))[0]?.["members"]).toHaveLength(1);
  },
  async Restore_Group_Test(tenant) {
    const id = await tenant.createGroup("Crew");
    const assignment = await tenant.assign(id);
    await tenant.cycle();
    await tenant.logged("Create", id);
    await tenant.unassign(assignment);
    await tenant.cycle();
    await tenant.logged("Delete", id);
    expect(await group(tenant, "Crew")).toEqual([]);
    await tenant.assign(id);
    await tenant.cycle();
    expect(await tenant.logged("Create", id)).toHaveLength(2);
    expect(await group(tenant, "Crew")).toHaveLength(1);
  },
};

test.each(TENANT_TESTS)("$number $name", async ({ name }) => {
  const play = PLAYS[name];
  expect(play).toBeDefined();
  await play?.(await startTenant());
});
