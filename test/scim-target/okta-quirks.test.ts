import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/base/json.js";
import { patchAllMembers, patchGroupName } from "../../src/dialect/okta/catalog-app.js";
import { createGroup, createUser, replaceGroup, replaceUser } from "../../src/dialect/okta/custom-app.js";
import type { ScimRequest } from "../../src/scim/message/messages.js";
import type { ServiceResponse } from "../../src/scim-target/request.js";
import { withQuirks } from "../../src/scim-target/quirks.js";
import { createService } from "../../src/scim-target/service.js";
import { quirksNamed, TARGET_FAULTS } from "../../src/scim-target/target-faults.js";

const ADA = { userName: "ada@x.example", givenName: "Ada", familyName: "Berg", externalId: "00u1", active: true };

interface Server {
  readonly send: (request: ScimRequest) => ServiceResponse;
  readonly user: string;
  readonly group: string;
  readonly members: () => JsonValue | undefined;
}

/** A server with a fault, a user, and a group with that user in it. */
function serverWith(...names: readonly string[]): Server {
  const standard = createService({ baseUrl: () => "http://127.0.0.1/scim/v2", now: () => 0 });
  const service = withQuirks(standard, quirksNamed(names) ?? {});
  const send = ({ method, path, body }: ScimRequest): ServiceResponse =>
    service({ method, path, query: new URLSearchParams(), headers: {}, body });
  const user = idIn(send(createUser(ADA, "secret")));
  const group = idIn(send(createGroup("Staff")));
  send(replaceGroup(group, "Staff", [{ value: user, display: ADA.userName }]));
  return { send, user, group, members: () => send({ method: "GET", path: `/Groups/${group}` }).body?.["members"] };
}

function idIn({ body }: ServiceResponse): string {
  const id = body?.["id"];
  if (typeof id !== "string") throw new TypeError(`no id: ${JSON.stringify(body)}`);
  return id;
}

/** The update of a user as Okta sends it: what was read, with `groups: []`. */
function update({ send, user }: Server): ServiceResponse {
  const current = send({ method: "GET", path: `/Users/${user}` }).body as JsonObject;
  return send(replaceUser(user, current, { ...ADA, familyName: "Holm" }));
}

describe("what Okta sends", () => {
  test("changes no membership at a server without faults", () => {
    const server = serverWith();
    expect(update(server).status).toBe(200);
    expect(server.send(patchGroupName(server.group, "Everybody")).status).toBe(204);
    expect(server.members()).toHaveLength(1);
  });

  test("removes the user from every group where empty groups are taken literally, and from no other", () => {
    const server = serverWith("target-clears-groups");
    const other = idIn(server.send(createUser({ ...ADA, userName: "bo@x.example" }, "secret")));
    const both = [server.user, other].map((value) => ({ value, display: null }));
    server.send(patchAllMembers(server.group, both));
    expect(update(server)).toMatchObject({ status: 200, body: { name: { familyName: "Holm" } } });
    expect(server.members()).toMatchObject([{ value: other }]);
  });

  test("is refused where groups cannot be set, and nothing changes", () => {
    const server = serverWith("target-refuses-groups");
    expect(update(server)).toMatchObject({ status: 400, body: { scimType: "mutability" } });
    expect(server.send({ method: "GET", path: `/Users/${server.user}` }).body).toMatchObject({
      name: { familyName: "Berg" },
      groups: [{ value: server.group }],
    });
    // Okta says the same when it creates a user, which such a server takes.
    expect(server.send(createUser({ ...ADA, userName: "bo@x.example" }, "secret")).status).toBe(201);
  });

  test("empties a group where any replacement is one of the members, and renames it", () => {
    const server = serverWith("target-clears-renamed");
    expect(server.send(patchGroupName(server.group, "Everybody")).status).toBe(204);
    expect(server.send({ method: "GET", path: `/Groups/${server.group}` }).body).toMatchObject({
      displayName: "Everybody",
    });
    expect(server.members() ?? []).toEqual([]);
    server.send(patchAllMembers(server.group, [{ value: server.user, display: null }]));
    expect(server.members()).toHaveLength(1);
  });

  test("is refused where a rename needs a path, and the members can still be sent", () => {
    const server = serverWith("target-refuses-rename");
    expect(server.send(patchGroupName(server.group, "Everybody"))).toMatchObject({
      status: 400,
      body: { scimType: "noTarget" },
    });
    expect(server.send(patchAllMembers(server.group, [])).status).toBe(204);
  });
});

test("faults are asked for by name, several at once, and other names ask for nothing", () => {
  expect(quirksNamed(["target-refuses-groups", "target-clears-renamed"])).toEqual({
    emptyGroups: "refused",
    rename: "empties-members",
  });
  expect(quirksNamed(["429", "toString"])).toBeUndefined();
  expect(Object.keys(TARGET_FAULTS).every((name) => name.startsWith("target-"))).toBe(true);
});
