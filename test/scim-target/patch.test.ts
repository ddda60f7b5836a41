import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendHttp } from "../../src/http/http.js";
import type { JsonObject, JsonValue } from "../../src/base/json.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { ENTERPRISE, USER, patchBody } from "../scim/patching.js";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const AD_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

const agent = new Agent({ keepAlive: true });
let now = Date.UTC(2026, 2, 1);
let target: RunningTarget;
let number = 0;

beforeAll(async () => {
  target = await startTarget({ now: () => now });
});

afterAll(async () => {
  agent.destroy();
  await target.close();
});

interface Answer {
  readonly status: number;
  readonly body: JsonObject | undefined;
}

async function ask(method: string, path: string, body?: JsonValue, at: RunningTarget = target): Promise<Answer> {
  const { status, text } = await sendHttp({
    url: new URL(at.baseUrl + path),
    origin: at.url,
    method,
    headers: {
      authorization: `Bearer ${at.token.reveal()}`,
      ...(body === undefined ? {} : { "content-type": "application/scim+json; charset=utf-8" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    agent,
    timeoutMs: 10_000,
    signal: undefined,
  });
  return { status, body: text === "" ? undefined : (JSON.parse(text) as JsonObject) };
}

function idIn(body: JsonObject | undefined): string {
  const id = body?.["id"];
  if (typeof id !== "string") throw new Error(`no id: ${JSON.stringify(body)}`);
  return id;
}

/** Creates somebody of a new name as Microsoft Entra does, and gives their id and name. */
async function person(more: JsonObject = {}): Promise<{ readonly id: string; readonly userName: string }> {
  const userName = `Person_${String((number += 1))}`;
  const { status, body } = await ask("POST", "/Users", {
    schemas: [USER, ENTERPRISE],
    externalId: `object-${userName}`,
    userName,
    active: true,
    emails: [{ primary: true, type: "work", value: `${userName}@x.example` }],
    meta: { resourceType: "User" },
    name: { formatted: "Given Family", familyName: "Family", givenName: "Given" },
    roles: [],
    ...more,
  });
  expect(status).toBe(201);
  return { id: idIn(body), userName };
}

/** Creates a group of a new name as Microsoft Entra does, and gives its id. */
async function group(): Promise<string> {
  const displayName = `Group ${String((number += 1))}`;
  const { status, body } = await ask("POST", "/Groups", {
    schemas: [GROUP, AD_GROUP],
    externalId: `object-${displayName}`,
    displayName,
    meta: { resourceType: "Group" },
  });
  expect(status).toBe(201);
  return idIn(body);
}

async function membersOf(id: string): Promise<unknown[]> {
  const members = (await ask("GET", `/Groups/${id}`)).body?.["members"] as readonly JsonObject[];
  return members.map(({ value }) => value);
}

async function groupsOf(id: string): Promise<unknown[]> {
  const groups = ((await ask("GET", `/Users/${id}`)).body?.["groups"] ?? []) as readonly JsonObject[];
  return groups.map(({ value }) => value);
}

const members = (...ids: readonly string[]): JsonValue => ids.map((value) => ({ $ref: null, value }));

describe("a person", () => {
  test("is changed as Microsoft Entra changes people by default, and answered as they are afterwards", async () => {
    const manager = await person();
    const { id, userName } = await person();
    now += 60_000;
    const { status, body } = await ask(
      "PATCH",
      `/Users/${id}`,
      patchBody(
        { op: "Replace", path: 'emails[type eq "work"].value', value: "updated@x.example" },
        { op: "Replace", path: "name.familyName", value: "Lovelace" },
        { op: "Add", path: "title", value: "Countess" },
        { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+44 1" },
        { op: "Add", path: `${ENTERPRISE}:department`, value: "IT" },
        { op: "Add", path: `${ENTERPRISE}:manager`, value: manager.id },
        { op: "Add", path: 'roles[primary eq "True"].value', value: "Admin" },
        { op: "Replace", path: "active", value: "False" },
      ),
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      schemas: [USER, ENTERPRISE],
      id,
      externalId: `object-${userName}`,
      userName,
      active: false,
      title: "Countess",
      emails: [{ primary: true, type: "work", value: "updated@x.example" }],
      phoneNumbers: [{ type: "mobile", value: "+44 1" }],
      roles: [{ primary: true, value: "Admin" }],
      name: { formatted: "Given Family", familyName: "Lovelace", givenName: "Given" },
      [ENTERPRISE]: { department: "IT", manager: { value: manager.id } },
      meta: {
        resourceType: "User",
        created: new Date(now - 60_000).toISOString(),
        lastModified: new Date(now).toISOString(),
        location: `${target.baseUrl}/Users/${id}`,
      },
    });
    expect((await ask("GET", `/Users/${id}`)).body).toEqual(body);
  });

  test("keeps the time of the last change when nothing is different", async () => {
    const { id } = await person();
    const before = (await ask("GET", `/Users/${id}`)).body;
    now += 60_000;
    const same = patchBody(
      { op: "Replace", path: "active", value: "True" },
      { op: "Add", path: "name", value: { givenName: "Given" } },
      { op: "Add", path: "shoeSize", value: 43 },
    );
    expect(await ask("PATCH", `/Users/${id}`, same)).toEqual({ status: 200, body: before });
  });

  test("is not changed at all when one operation is refused", async () => {
    const { id } = await person();
    const before = (await ask("GET", `/Users/${id}`)).body;
    const body = patchBody({ op: "Replace", path: "title", value: "x" }, { op: "Replace", path: "id", value: "7" });
    expect(await ask("PATCH", `/Users/${id}`, body)).toMatchObject({
      status: 400,
      body: { status: "400", scimType: "mutability", detail: "Operations[1]: id is readOnly." },
    });
    expect((await ask("GET", `/Users/${id}`)).body).toEqual(before);
  });

  test("cannot get a name that somebody has, and is found by the new name only", async () => {
    const [one, other] = [await person(), await person()];
    const rename = (userName: string): Promise<Answer> =>
      ask("PATCH", `/Users/${other.id}`, patchBody({ op: "Replace", path: "userName", value: userName }));
    const found = async (userName: string): Promise<unknown> =>
      (await ask("GET", `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`)).body?.["totalResults"];
    expect(await rename(one.userName.toUpperCase())).toMatchObject({ status: 409, body: { scimType: "uniqueness" } });
    expect(await found(other.userName)).toBe(1);
    expect((await rename(`${other.userName}_new`)).status).toBe(200);
    expect(await found(other.userName)).toBe(0);
    expect(await found(`${other.userName}_new`)).toBe(1);
  });

  test("that does not exist cannot be changed", async () => {
    const body = patchBody({ op: "Replace", path: "title", value: "x" });
    expect(await ask("PATCH", "/Users/nobody", body)).toMatchObject({ status: 404, body: { status: "404" } });
    expect((await ask("PATCH", "/Groups/nothing", body)).status).toBe(404);
    expect((await ask("PATCH", "/Users", body)).status).toBe(405);
  });

  test("may be created with booleans as text and a manager as plain id", async () => {
    const { id } = await person({
      active: "False",
      roles: [{ primary: "True", value: "Admin" }],
      [ENTERPRISE]: { manager: "42" },
    });
    expect((await ask("GET", `/Users/${id}`)).body).toMatchObject({
      active: false,
      roles: [{ primary: true, value: "Admin" }],
      [ENTERPRISE]: { manager: { value: "42" } },
    });
  });

  test("is found by what Microsoft Entra matches people by", async () => {
    const { id, userName } = await person({ [ENTERPRISE]: { manager: "42" } });
    for (const filter of [
      `externalId eq "object-${userName}"`,
      `emails[type eq "work"].value eq "${userName.toUpperCase()}@x.example"`,
      `emails[primary eq "True"].value eq "${userName}@x.example"`,
      `id eq "${id}" and manager eq "42"`,
      `id eq "${id}" and active eq "True"`,
    ]) {
      const { body } = await ask("GET", `/Users?filter=${encodeURIComponent(filter)}`);
      expect(body, filter).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    }
    const other = encodeURIComponent(`id eq "${id}" and manager eq "43"`);
    expect((await ask("GET", `/Users?filter=${other}`)).body).toMatchObject({ totalResults: 0 });
  });
});

describe("a group", () => {
  test("gets and loses members as Microsoft Entra names them, with 204 and no body", async () => {
    const [one, two, three] = [await person(), await person(), await person()];
    const id = await group();
    const change = async (...operations: readonly JsonObject[]): Promise<void> => {
      expect(await ask("PATCH", `/Groups/${id}`, patchBody(...operations))).toEqual({ status: 204, body: undefined });
    };
    await change({ op: "Add", path: "members", value: members(one.id, two.id, three.id) });
    await change({ op: "Add", path: "members", value: members(two.id) });
    expect(await membersOf(id)).toEqual([one.id, two.id, three.id]);
    await change({ op: "Remove", path: "members", value: members(two.id) });
    expect(await membersOf(id)).toEqual([one.id, three.id]);
    expect(await groupsOf(two.id)).toEqual([]);
    await change(
      { op: "remove", path: `members[value eq "${one.id}"]` },
      { op: "add", path: "members", value: members(two.id) },
    );
    expect(await membersOf(id)).toEqual([three.id, two.id]);
    expect(await groupsOf(two.id)).toEqual([id]);
    await change({ op: "remove", path: "members" });
    expect(await membersOf(id)).toEqual([]);
  });

  test("is renamed as Okta does it, its members staying or being replaced", async () => {
    const [one, two] = [await person(), await person()];
    const id = await group();
    await ask("PATCH", `/Groups/${id}`, patchBody({ op: "add", path: "members", value: members(one.id) }));
    const value = { id, displayName: "Renamed" };
    expect((await ask("PATCH", `/Groups/${id}`, patchBody({ op: "replace", value }))).status).toBe(204);
    expect((await ask("GET", `/Groups/${id}`)).body).toMatchObject({
      displayName: "Renamed",
      members: [{ value: one.id }],
    });
    await ask("PATCH", `/Groups/${id}`, patchBody({ op: "replace", value: { members: members(two.id) } }));
    expect(await membersOf(id)).toEqual([two.id]);
  });

  test("keeps the time of its last change when nobody joins or leaves", async () => {
    const { id: member } = await person();
    const id = await group();
    const modified = async (): Promise<unknown> =>
      ((await ask("GET", `/Groups/${id}`)).body?.["meta"] as JsonObject)["lastModified"];
    const add = patchBody({ op: "Add", path: "members", value: members(member) });
    now += 60_000;
    await ask("PATCH", `/Groups/${id}`, add);
    const joined = new Date(now).toISOString();
    expect(await modified()).toBe(joined);
    now += 60_000;
    await ask("PATCH", `/Groups/${id}`, add);
    await ask("PATCH", `/Groups/${id}`, patchBody({ op: "Replace", path: "members", value: members(member) }));
    await ask("PATCH", `/Groups/${id}`, patchBody({ op: "Remove", path: "members", value: members("nobody") }));
    expect(await modified()).toBe(joined);
  });

  test("is not changed at all when one of its new members does not exist", async () => {
    const { id: member } = await person();
    const id = await group();
    for (const [op, wrong, detail] of [
      ["Add", "nobody", 'Operations[1]: members[1].value is "nobody"'],
      ["Replace", id, "Operations[1]: members[1].value is the group itself"],
    ] as const) {
      const refused = await ask(
        "PATCH",
        `/Groups/${id}`,
        patchBody(
          { op, path: "displayName", value: "New name" },
          { op, path: "members", value: members(member, wrong) },
        ),
      );
      expect(refused).toMatchObject({ status: 400, body: { scimType: "invalidValue" } });
      expect(refused.body?.["detail"]).toContain(detail);
    }
    expect((await ask("GET", `/Groups/${id}`)).body).not.toMatchObject({ displayName: "New name" });
    expect(await membersOf(id)).toEqual([]);
  });

  test("shows its members only to those who want them", async () => {
    const { id: member } = await person();
    const id = await group();
    await ask("PATCH", `/Groups/${id}`, patchBody({ op: "Add", path: "members", value: members(member) }));
    const name = (await ask("GET", `/Groups/${id}?excludedAttributes=members`)).body;
    expect(name).not.toHaveProperty("members");
    const filter = encodeURIComponent(`displayName eq "${name?.["displayName"] as string}"`);
    const listed = (await ask("GET", `/Groups?excludedAttributes=members&filter=${filter}`)).body;
    expect(listed).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect((listed?.["Resources"] as readonly JsonObject[])[0]).not.toHaveProperty("members");
    const shown = await ask("PATCH", `/Groups/${id}?attributes=displayName`, patchBody({ op: "Add", value: {} }));
    expect(shown).toEqual({ status: 200, body: { schemas: [GROUP], id, displayName: name?.["displayName"] } });
  });
});

test("the answer to a PATCH can be chosen", async () => {
  const silent = await startTarget({ patchAnswers: { User: 204, Group: 200 } });
  const create = async (path: string, body: JsonValue): Promise<string> =>
    `${path}/${idIn((await ask("POST", path, body, silent)).body)}`;
  const ada = await create("/Users", { schemas: [USER], userName: "ada" });
  const admins = await create("/Groups", { schemas: [GROUP], displayName: "Admins" });
  const body = patchBody({ op: "replace", path: "externalId", value: "7" });
  expect(await ask("PATCH", ada, body, silent)).toEqual({ status: 204, body: undefined });
  expect(await ask("PATCH", admins, body, silent)).toMatchObject({
    status: 200,
    body: { externalId: "7", members: [] },
  });
  await silent.close();
});
