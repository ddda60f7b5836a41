import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { parseClauses } from "../../../src/sandbox/okta/api/clauses.js";
import { generatePeople } from "../../../src/sandbox/people/generate.js";
import { nextOf, people, startWorld, text, type World } from "./world.js";

const directory = people(
  { userName: "ada@x.example", groups: ["TOTAL-Admin", "TOTAL-Analyst"] },
  { userName: "bo@x.example", active: false },
);

async function names(world: World, query: string): Promise<unknown[]> {
  const { list } = await world.call("GET", `/api/v1/groups?${query}`);
  return list.map(({ type, profile }) => `${text(type)} ${text((profile as JsonObject)["name"])}`);
}

describe("groups of the sandbox", () => {
  test("are found by search on name and type, and by the start of the name", async () => {
    const world = await startWorld(directory);
    const search = (text: string): string => `search=${encodeURIComponent(text)}`;
    expect(await names(world, search('profile.name eq "TOTAL-Admin" and type eq "OKTA_GROUP"'))).toEqual([
      "OKTA_GROUP TOTAL-Admin",
    ]);
    expect(await names(world, search('profile.name sw "TOTAL-" and type eq "APP_GROUP"'))).toEqual([]);
    expect(await names(world, search('profile.name eq "TOTAL-Admin" or profile.name eq "TOTAL-Analyst"'))).toEqual([
      "OKTA_GROUP TOTAL-Admin",
      "OKTA_GROUP TOTAL-Analyst",
    ]);
    const closer = 'type eq "BUILT_IN" and profile.name eq "TOTAL-Admin" or profile.name eq "Everyone"';
    expect(await names(world, search(closer))).toEqual(["BUILT_IN Everyone"]);
    expect(await names(world, "q=total-")).toEqual(["OKTA_GROUP TOTAL-Admin", "OKTA_GROUP TOTAL-Analyst"]);
    expect(await names(world, "q=Every")).toEqual(["BUILT_IN Everyone"]);
  });

  test.each(['name eq "x"', 'profile.name ne "x"', "profile.name eq x", 'profile.name eq "x" xor type eq "y"', "("])(
    "answer E0000031 to the search %s",
    async (search) => {
      const world = await startWorld(directory);
      const answer = await world.call("GET", `/api/v1/groups?search=${encodeURIComponent(search)}`);
      expect(answer).toMatchObject({ status: 400, object: { errorCode: "E0000031" } });
    },
  );

  test("are created with 200 and found by search only a little later", async () => {
    const world = await startWorld(directory);
    const made = await world.call("POST", "/api/v1/groups", { profile: { name: "New", description: "d" } });
    expect(made).toMatchObject({
      status: 200,
      object: { type: "OKTA_GROUP", objectClass: ["okta:user_group"], profile: { name: "New", description: "d" } },
    });
    const search = `search=${encodeURIComponent('profile.name eq "New"')}`;
    expect(await names(world, search)).toEqual([]);
    expect((await world.call("GET", `/api/v1/groups/${text(made.object["id"])}`)).status).toBe(200);
    await world.clock.sleep(2_000);
    expect(await names(world, search)).toEqual(["OKTA_GROUP New"]);
  });

  test("cannot be created with a name that is taken or blank", async () => {
    const world = await startWorld(directory);
    for (const name of ["total-admin", ""]) {
      expect(await world.call("POST", "/api/v1/groups", { profile: { name } })).toMatchObject({
        status: 400,
        object: { errorCode: "E0000001" },
      });
    }
  });

  test("show their members as full users, deactivated ones too, with what is absent as null", async () => {
    const world = await startWorld({
      people: [...directory.people, { userName: "bare", active: true, groups: ["TOTAL-Admin"] }],
      groups: directory.groups,
    });
    const { list } = await world.call("GET", `/api/v1/groups/${await world.groupId("TOTAL-Admin")}/users`);
    expect(list.map(({ status }) => status)).toEqual(["ACTIVE", "DEPROVISIONED", "ACTIVE"]);
    expect(list[2]?.["profile"]).toEqual({
      firstName: null,
      lastName: null,
      mobilePhone: null,
      secondEmail: null,
      login: "bare",
      email: null,
    });
    const one = await world.call("GET", `/api/v1/users/${text(list[0]?.["id"])}`);
    const self = { href: `${world.sandbox.url}/api/v1/users/${text(list[0]?.["id"])}` };
    expect({ ...one.object, _links: { self } }).toEqual(list[0]);
    expect(one.object["_links"]).toMatchObject({ self, deactivate: { method: "POST" } });
  });

  test("give their members in pages of at most 200, whatever limit is asked for", async () => {
    const world = await startWorld(generatePeople({ users: 450, groups: 1 }));
    const path = `/api/v1/groups/${await world.groupId("TOTAL-Admin")}/users`;
    const sizes: number[] = [];
    const seen = new Set<unknown>();
    for (let url: string | undefined = `${path}?limit=1000`; url !== undefined;) {
      const page = await world.call("GET", url);
      sizes.push(page.list.length);
      for (const { id } of page.list) seen.add(id);
      url = nextOf(page);
    }
    expect(sizes).toEqual([200, 200, 50]);
    expect(seen.size).toBe(450);
    expect((await world.call("GET", `${path}?limit=1001`)).status).toBe(400);
  });

  test("are assigned with 200 again and again, listed, read and unassigned", async () => {
    const world = await startWorld(directory);
    const groups = `/api/v1/apps/${await world.createApp()}/groups`;
    const [admin, analyst] = [await world.groupId("TOTAL-Admin"), await world.groupId("TOTAL-Analyst")];
    for (const [id, priority] of [
      [admin, 0],
      [analyst, 1],
      [admin, 0],
    ] as const) {
      expect(await world.call("PUT", `${groups}/${id}`, {})).toMatchObject({
        status: 200,
        object: { id, priority, profile: {} },
      });
    }
    expect((await world.call("GET", groups)).list.map(({ id }) => id)).toEqual([admin, analyst]);
    expect((await world.call("GET", `${groups}?limit=5`)).status).toBe(400);
    expect((await world.call("DELETE", `${groups}/${analyst}`)).status).toBe(204);
    expect((await world.call("GET", `${groups}/${analyst}`)).status).toBe(404);
    expect((await world.call("PUT", `${groups}/00gnowhere`, {})).status).toBe(404);
  });
});

describe("group push mappings of the sandbox", () => {
  test("make an APP_GROUP of the name and are one per source group", async () => {
    const world = await startWorld(directory);
    const path = `/api/v1/apps/${await world.createApp()}/group-push/mappings`;
    const body = { sourceGroupId: await world.groupId("TOTAL-Admin"), targetGroupName: "TOTAL-Admin" };
    const made = await world.call("POST", path, body);
    expect(made).toMatchObject({ status: 200, object: { status: "ACTIVE", created: "2026-11-02T09:00:00Z" } });
    expect(Object.keys(made.object).sort()).toEqual([
      "_links",
      "created",
      "id",
      "lastUpdated",
      "sourceGroupId",
      "status",
      "targetGroupId",
    ]);
    expect(await world.call("POST", path, body)).toMatchObject({ status: 400, object: { errorCode: "E0000027" } });
    expect(await names(world, "q=TOTAL-Admin")).toEqual(["OKTA_GROUP TOTAL-Admin", "APP_GROUP TOTAL-Admin"]);
    expect((await world.call("GET", `${path}?sourceGroupId=${body.sourceGroupId}`)).list).toHaveLength(1);
    expect((await world.call("GET", `${path}?sourceGroupId=other`)).list).toEqual([]);
  });

  test("need exactly one of a target's name and id", async () => {
    const world = await startWorld(directory);
    const path = `/api/v1/apps/${await world.createApp()}/group-push/mappings`;
    const sourceGroupId = await world.groupId("TOTAL-Admin");
    for (const target of [
      {},
      { targetGroupName: "a", targetGroupId: "b" },
      { targetGroupName: "" },
      { targetGroupId: sourceGroupId },
    ]) {
      expect((await world.call("POST", path, { sourceGroupId, ...target })).object["errorCode"]).toBe("E0000027");
    }
  });

  test("are deleted, with or without the target's group, only when inactive", async () => {
    const world = await startWorld(directory);
    const appId = await world.createApp();
    await world.connect(appId);
    const path = `/api/v1/apps/${appId}/group-push/mappings`;
    const remaining: unknown[] = [];
    for (const [group, deleteTarget] of [
      ["TOTAL-Admin", "false"],
      ["TOTAL-Analyst", "true"],
    ] as const) {
      const { object } = await world.call("POST", path, {
        sourceGroupId: await world.groupId(group),
        targetGroupName: group,
      });
      await world.clock.sleep(5_000);
      const mapping = `${path}/${text(object["id"])}`;
      expect((await world.call("DELETE", `${mapping}?deleteTargetGroup=${deleteTarget}`)).object["errorCode"]).toBe(
        "E0000027",
      );
      await world.call("PATCH", mapping, { status: "INACTIVE" });
      expect((await world.call("DELETE", mapping)).object["errorCode"]).toBe("E0000001");
      expect(await world.call("DELETE", `${mapping}?deleteTargetGroup=${deleteTarget}`)).toMatchObject({
        status: 200,
        body: undefined,
      });
      expect((await world.call("GET", mapping)).status).toBe(404);
      await world.clock.sleep(5_000);
      remaining.push((await world.read("/Groups"))["totalResults"]);
    }
    expect(remaining).toEqual([1, 1]);
    expect(world.sandbox.scimRequests().DELETE).toBe(1);
  });
});

describe("a search expression", () => {
  property.prop([
    fc.array(
      fc.record({
        attribute: fc.constantFrom("type", "profile.name"),
        operator: fc.constantFrom("eq" as const, "sw" as const),
        value: fc.string(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  ])("is read back as it was written, whatever the values hold", (clauses) => {
    const expression = clauses
      .map(({ attribute, operator, value }) => `${attribute} ${operator} ${JSON.stringify(value)}`)
      .join(" and ");
    expect(parseClauses(expression)).toEqual(clauses);
  });

  property.prop([fc.string()])("that is anything at all is read or refused, never thrown over", (expression) => {
    expect(() => parseClauses(expression)).not.toThrow();
  });
});
