import { Client, type ApplicationOptions } from "okta-sdk-6";
import { beforeAll, expect, test } from "vitest";
import { APP, BADGE_COLOR, MAPPED, openForeignOrg } from "./support/okta-org.js";
import { missingFrom, OKTA_TEMPLATES, routesOfJourneys } from "./support/routes.js";
import { MEMBERS } from "./support/users.js";

/** What version 6 has no calls for. */
const ABSENT = [
  "GET /.well-known/okta-organization",
  "GET /api/v1/apps/:id/group-push/mappings",
  "POST /api/v1/apps/:id/group-push/mappings",
];

let journeys: readonly string[] = [];
beforeAll(async () => {
  journeys = await routesOfJourneys("okta", OKTA_TEMPLATES);
});

interface Listed<T> {
  each(visit: (one: T) => void): Promise<unknown>;
}

async function listed<T>(collection: Listed<T>): Promise<T[]> {
  const all: T[] = [];
  await collection.each((one) => void all.push(one));
  return all;
}

test("version 6 makes every call of the journeys that it has", async () => {
  const world = await openForeignOrg();
  const client = new Client(world.options);
  expect((await client.getUser("me")).profile["login"]).toContain("@");
  const before = client.listApplications({ q: APP.label, limit: 200, includeNonDeleted: true });
  expect(await listed(before)).toEqual([]);
  await listed(client.listApplications({ limit: 200 }));
  const [group] = await listed(client.listGroups({ search: 'profile.name eq "TOTAL-Admin"', limit: 200 }));
  const groupId = group?.id ?? "";
  expect((await client.getGroup(groupId)).profile.name).toBe("TOTAL-Admin");
  const members = await listed(client.listGroupUsers(groupId, { limit: 1000 }));
  expect(members.map(({ profile }) => profile["login"]).sort()).toEqual(MEMBERS);

  // Its type has an identity provider's fields as required ones; Okta's API has not.
  const samlApp: object = APP;
  const made = await client.createApplication(samlApp as ApplicationOptions, { activate: true });
  const appId = made.id;
  expect([made.label, made.status, made.signOnMode]).toEqual([APP.label, "ACTIVE", "SAML_2_0"]);
  expect((await client.getDefaultProvisioningConnectionForApplication(appId)).status).toBe("UNKNOWN");
  await world.connect(appId);
  expect((await client.getApplication(appId)).features).toContain("PUSH_NEW_USERS");

  await client.updateApplicationUserProfile(appId, { definitions: BADGE_COLOR });
  await world.clock.sleep(3_000);
  const schema = await client.getApplicationUserSchema(appId);
  expect(schema.definitions.custom.properties).toMatchObject({ badgeColor: { title: "Badge color" } });
  const [mapping] = await listed(client.listProfileMappings({ targetId: appId, limit: 200 }));
  const mappingId = mapping?.id ?? "";
  await client.updateProfileMapping(mappingId, { properties: MAPPED });
  expect((await client.getProfileMapping(mappingId)).properties).toMatchObject(MAPPED);

  expect(await listed(client.listApplicationGroupAssignments(appId, { limit: 200 }))).toEqual([]);
  expect((await client.createApplicationGroupAssignment(appId, groupId)).id).toBe(groupId);
  await world.clock.sleep(60_000);
  const appUsers = await listed(client.listApplicationUsers(appId, { limit: 500 }));
  expect(appUsers.map(({ status, scope }) => [status, scope])).toEqual(members.map(() => ["PROVISIONED", "GROUP"]));
  expect(await world.provisioned()).toEqual(MEMBERS);

  const filter = `target.id eq "${appId}" and eventType sw "application.provision"`;
  const since = new Date(world.clock.now() - 3_600_000).toISOString();
  const events = await listed(client.getLogs({ since, filter, sortOrder: "DESCENDING", limit: 1000 }));
  expect(events.map(({ outcome }) => outcome.result)).toContain("SUCCESS");
  expect(missingFrom(world.front.calls, journeys)).toEqual(ABSENT);

  await client.deleteApplicationGroupAssignment(appId, groupId);
  await client.deactivateApplication(appId);
  await client.deleteApplication(appId);
  await expect(client.getApplication(appId)).rejects.toMatchObject({ status: 404, errorCode: "E0000007" });
});
