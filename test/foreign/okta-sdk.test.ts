import { Client as Client7 } from "okta-sdk-7";
import { Client as Client8 } from "okta-sdk-8";
import { beforeAll, describe, expect, test } from "vitest";
import { APP, BADGE_COLOR, listed, MAPPED, openForeignOrg, type ForeignOrg } from "./support/okta-org.js";
import { missingFrom, OKTA_TEMPLATES, routesOfJourneys } from "./support/routes.js";
import { MEMBERS } from "./support/users.js";

/** What version 7 has no calls for. */
const PUSH = ["GET /api/v1/apps/:id/group-push/mappings", "POST /api/v1/apps/:id/group-push/mappings"];

let journeys: readonly string[] = [];
beforeAll(async () => {
  journeys = await routesOfJourneys("okta", OKTA_TEMPLATES);
});

/** The calls that both versions have. */
type Calls = Pick<
  Client8,
  "applicationApi" | "groupApi" | "orgSettingApi" | "profileMappingApi" | "schemaApi" | "systemLogApi" | "userApi"
>;

/** Sets up provisioning with an SDK's own typed calls, as far as a group whose users are on the SCIM server. */
async function setUp(client: Calls, world: ForeignOrg): Promise<{ appId: string; groupId: string }> {
  const { applicationApi, groupApi, orgSettingApi, profileMappingApi, schemaApi, systemLogApi, userApi } = client;
  expect((await orgSettingApi.getWellknownOrgMetadata()).pipeline).toBe("idx");
  expect((await userApi.getUser({ userId: "me" })).profile?.login).toContain("@");
  const before = await applicationApi.listApplications({ q: APP.label, limit: 200, includeNonDeleted: true });
  expect(await listed(before)).toEqual([]);
  await listed(await applicationApi.listApplications({ limit: 200 }));

  const groups = await groupApi.listGroups({ search: 'profile.name eq "TOTAL-Admin"', limit: 200 });
  const [group] = await listed(groups);
  const groupId = group?.id ?? "";
  expect((await groupApi.getGroup({ groupId })).profile?.name).toBe("TOTAL-Admin");
  const members = await listed(await groupApi.listGroupUsers({ groupId, limit: 1000 }));
  expect(members.map(({ profile }) => profile?.login).sort()).toEqual(MEMBERS);

  const made = await applicationApi.createApplication({ application: APP, activate: true });
  const appId = made.id ?? "";
  expect([made.label, made.status, made.signOnMode]).toEqual([APP.label, "ACTIVE", "SAML_2_0"]);
  const connection = await applicationApi.getDefaultProvisioningConnectionForApplication({ appId });
  expect([connection.status, connection.profile.authScheme]).toEqual(["UNKNOWN", "UNKNOWN"]);
  await world.connect(appId);
  expect((await applicationApi.getApplication({ appId })).features).toContain("PUSH_NEW_USERS");

  await schemaApi.updateApplicationUserProfile({ appInstanceId: appId, body: { definitions: BADGE_COLOR } });
  await world.clock.sleep(3_000);
  const schema = await schemaApi.getApplicationUserSchema({ appInstanceId: appId });
  expect(schema.definitions?.custom?.properties).toMatchObject({ badgeColor: { title: "Badge color" } });
  const [mapping] = await listed(await profileMappingApi.listProfileMappings({ targetId: appId, limit: 200 }));
  const mappingId = mapping?.id ?? "";
  await profileMappingApi.updateProfileMapping({ mappingId, profileMapping: { properties: MAPPED } });
  const mapped = await profileMappingApi.getProfileMapping({ mappingId });
  expect(mapped.target?.id).toBe(appId);

  const none = await listed(await applicationApi.listApplicationGroupAssignments({ appId, limit: 200 }));
  expect(none).toEqual([]);
  const assigned = await applicationApi.assignGroupToApplication({ appId, groupId });
  expect(assigned.id).toBe(groupId);
  await world.clock.sleep(60_000);
  const appUsers = await listed(await applicationApi.listApplicationUsers({ appId, limit: 500 }));
  expect(appUsers.map(({ status, scope }) => [status, scope])).toEqual(members.map(() => ["PROVISIONED", "GROUP"]));
  expect(await world.provisioned()).toEqual(MEMBERS);

  const filter = `target.id eq "${appId}" and eventType sw "application.provision"`;
  const since = new Date(world.clock.now() - 3_600_000).toISOString();
  const events = await systemLogApi.listLogEvents({ since, filter, sortOrder: "DESCENDING", limit: 1000 });
  expect((await listed(events)).map(({ outcome }) => outcome?.result)).toContain("SUCCESS");
  return { appId, groupId };
}

async function takeDown(
  { applicationApi }: Calls,
  { appId, groupId }: { appId: string; groupId: string },
): Promise<void> {
  await applicationApi.unassignApplicationFromGroup({ appId, groupId });
  expect(await listed(await applicationApi.listApplicationUsers({ appId, limit: 500 }))).toEqual([]);
  await applicationApi.deactivateApplication({ appId });
  await applicationApi.deleteApplication({ appId });
  await expect(applicationApi.getApplication({ appId })).rejects.toMatchObject({ status: 404, errorCode: "E0000007" });
}

describe("version 8", () => {
  test("makes every call of the journeys", async () => {
    const world = await openForeignOrg();
    const client = new Client8(world.options);
    const made = await setUp(client, world);
    const { appId, groupId } = made;
    const { groupPushMappingApi, profileMappingApi } = client;
    const [listedMapping] = await listed(await profileMappingApi.listProfileMappings({ targetId: appId }));
    const shown = await profileMappingApi.getProfileMapping({ mappingId: listedMapping?.id ?? "" });
    expect(shown.properties).toMatchObject(MAPPED);
    expect(await listed(await groupPushMappingApi.listGroupPushMappings({ appId, limit: 100 }))).toEqual([]);
    const body = { sourceGroupId: groupId, targetGroupName: "TOTAL-Admin", status: "ACTIVE" } as const;
    const mapping = await groupPushMappingApi.createGroupPushMapping({ appId, body });
    const mappingId = mapping.id ?? "";
    await world.clock.sleep(60_000);
    const read = await groupPushMappingApi.getGroupPushMapping({ appId, mappingId });
    expect([read.status, read.errorSummary]).toEqual(["ACTIVE", undefined]);
    expect(missingFrom(world.front.calls, journeys)).toEqual([]);

    await groupPushMappingApi.updateGroupPushMapping({ appId, mappingId, body: { status: "INACTIVE" } });
    await groupPushMappingApi.deleteGroupPushMapping({ appId, mappingId, deleteTargetGroup: true });
    await takeDown(client, made);
  });
});

describe("version 7", () => {
  test("makes every call of the journeys that it has", async () => {
    const world = await openForeignOrg();
    const client = new Client7(world.options);
    // Its types differ from those of version 8 in calls that are not made here.
    const calls = client as unknown as Calls;
    await takeDown(calls, await setUp(calls, world));
    expect(missingFrom(world.front.calls, journeys)).toEqual(PUSH);
  });
});
