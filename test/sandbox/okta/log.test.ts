import { describe, expect, test } from "vitest";
import { nextOf, people, START, startWorld } from "./world.js";

const someone = people({ userName: "ada@x.example" }, { userName: "bo@x.example" });
const since = new Date(START - 1).toISOString();

describe("the System Log of the sandbox", () => {
  test("tells what happened, about which app, in what order", async () => {
    const world = await startWorld(someone);
    const other = await world.createApp("Other");
    const appId = await world.createApp("TOTAL");
    await world.connect(appId);
    await world.call("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId("TOTAL-Admin")}`, {});
    await world.clock.sleep(5_000);
    const sourceGroupId = await world.groupId("TOTAL-Admin");
    await world.call("POST", `/api/v1/apps/${appId}/group-push/mappings`, {
      sourceGroupId,
      targetGroupName: "TOTAL-Admin",
    });
    await world.clock.sleep(5_000);

    const filter = encodeURIComponent(`target.id eq "${appId}" and eventType sw "application.provision"`);
    const { list } = await world.call("GET", `/api/v1/logs?since=${since}&filter=${filter}`);
    expect(list.map(({ eventType }) => eventType)).toEqual([
      "application.provision.integration.call_api",
      "application.provision.integration.call_api",
      "application.provision.user.push",
      "application.provision.user.push",
      "application.provision.group_push.mapping.created",
      "application.provision.group_push.pushed",
      "application.provision.group_push.push_memberships",
    ]);
    expect(list[2]).toMatchObject({
      published: "2026-11-02T09:00:02.000Z",
      outcome: { result: "SUCCESS", reason: null },
      target: [{ id: appId, type: "AppInstance" }, { type: "AppUser" }, { type: "User", alternateId: "ada@x.example" }],
    });
    const about = encodeURIComponent(`target.id eq "${other}"`);
    const events = (await world.call("GET", `/api/v1/logs?filter=${about}&sortOrder=DESCENDING`)).list;
    expect(events.map(({ eventType }) => eventType)).toEqual([
      "application.lifecycle.activate",
      "application.lifecycle.create",
    ]);
    expect(new Set([...list, ...events].map(({ uuid }) => uuid)).size).toBe(9);
  });

  test("names the members of a pushed group who are not assigned, once for each push of its members", async () => {
    const world = await startWorld(
      people({ userName: "ada@x.example" }, { userName: "bo@x.example", groups: ["Staff", "TOTAL-Admin"] }),
    );
    const appId = await world.createApp("TOTAL");
    await world.connect(appId);
    await world.call("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId("Staff")}`, {});
    await world.clock.sleep(5_000);
    const sourceGroupId = await world.groupId("TOTAL-Admin");
    const mapping = { sourceGroupId, targetGroupName: "TOTAL-Admin" };
    await world.call("POST", `/api/v1/apps/${appId}/group-push/mappings`, mapping);
    await world.clock.sleep(5_000);
    const filter = encodeURIComponent('eventType eq "app.user_management.grouppush.mapping.okta.users.ignored"');
    const { list } = await world.call("GET", `/api/v1/logs?filter=${filter}`);
    expect(list).toMatchObject([
      {
        target: [
          { id: appId, type: "AppInstance" },
          { id: sourceGroupId, type: "UserGroup" },
          { type: "User", alternateId: "ada@x.example" },
        ],
      },
    ]);
  });

  test("tells that somebody who was inactive at the target is active again", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp("TOTAL");
    await world.connect(appId);
    const assignment = `/api/v1/apps/${appId}/groups/${await world.groupId("TOTAL-Admin")}`;
    for (const method of ["PUT", "DELETE", "PUT"]) {
      await world.call(method, assignment, method === "PUT" ? {} : undefined);
      await world.clock.sleep(5_000);
    }
    const filter = encodeURIComponent('eventType sw "application.provision.user"');
    const { list } = await world.call("GET", `/api/v1/logs?filter=${filter}`);
    expect(list.map(({ eventType }) => eventType)).toEqual([
      "application.provision.user.push",
      "application.provision.user.deactivate",
      "application.provision.user.reactivate",
    ]);
  });

  test("is tailed by a link that every answer gives, also an empty one", async () => {
    const world = await startWorld(someone);
    await world.createApp("A");
    const first = await world.call("GET", `/api/v1/logs?since=${since}&sortOrder=ASCENDING&limit=1`);
    const second = await world.call("GET", nextOf(first) ?? "");
    const empty = await world.call("GET", nextOf(second) ?? "");
    expect([first, second, empty].map(({ list }) => list.length)).toEqual([1, 1, 0]);
    await world.createApp("B");
    const later = await world.call("GET", nextOf(empty) ?? "");
    expect(later.list).toMatchObject([{ target: [{ displayName: "B" }] }]);
  });

  test("ends a bounded request after its last page, and leaves out what lies outside", async () => {
    const world = await startWorld(someone);
    await world.createApp("A");
    await world.clock.sleep(60_000);
    await world.createApp("B");
    const until = new Date(START + 30_000).toISOString();
    const first = await world.call("GET", `/api/v1/logs?since=${since}&until=${until}&limit=1`);
    const second = await world.call("GET", nextOf(first) ?? "");
    const third = nextOf(second) === undefined ? undefined : await world.call("GET", nextOf(second) ?? "");
    expect([...first.list, ...second.list, ...(third?.list ?? [])].map(({ eventType }) => eventType)).toEqual([
      "application.lifecycle.create",
      "application.lifecycle.activate",
    ]);
    expect(nextOf(third ?? second)).toBeUndefined();
  });

  test.each([
    'filter=published gt "x"',
    "filter=eventType",
    "since=yesterday",
    "sortOrder=UP",
    "limit=1001",
    "since=2026-11-02T00:00:00Z&after=Yzow",
  ])("refuses %s", async (query) => {
    const world = await startWorld(someone);
    expect((await world.call("GET", `/api/v1/logs?${query}`)).status).toBe(400);
  });
});
