import { describe, expect, test } from "vitest";
import type { Right } from "../../../src/sandbox/okta/api/rights.js";
import { people, startWorld } from "./world.js";

const someone = people({ userName: "ada@x.example" });

describe("an administrator without a right", () => {
  test.each<[Right, string, string]>([
    ["apps.read", "GET", "/api/v1/apps"],
    ["apps.read", "GET", "/api/v1/apps/{app}/group-push/mappings"],
    ["apps.manage", "POST", "/api/v1/apps"],
    ["apps.manage", "PUT", "/api/v1/apps/{app}/groups/{group}"],
    ["apps.manage", "POST", "/api/v1/apps/{app}/users"],
    ["groups.read", "GET", "/api/v1/groups"],
    ["groups.read", "GET", "/api/v1/groups/{group}/users"],
    ["groups.read", "GET", "/api/v1/apps/{app}/group-push/mappings"],
    ["groups.manage", "POST", "/api/v1/groups"],
    ["groups.manage", "POST", "/api/v1/apps/{app}/group-push/mappings"],
    ["users.read", "GET", "/api/v1/users/ada@x.example"],
    ["users.manage", "POST", "/api/v1/users"],
    ["schemas.read", "GET", "/api/v1/meta/schemas/apps/{app}/default"],
    ["schemas.manage", "POST", "/api/v1/meta/schemas/apps/{app}/default"],
    ["profileMappings.read", "GET", "/api/v1/mappings"],
    ["profileMappings.manage", "POST", "/api/v1/mappings/prm"],
    ["userTypes.read", "GET", "/api/v1/meta/types/user"],
    ["logs.read", "GET", "/api/v1/logs"],
  ])("%s is refused %s %s with E0000006", async (right, method, path) => {
    const world = await startWorld(someone, { adminLacks: [right] });
    expect(await world.call(method, path)).toMatchObject({ status: 403, object: { errorCode: "E0000006" } });
  });

  test("may have every other right: then the same calls are not refused for that", async () => {
    const world = await startWorld(someone, { adminLacks: ["users.manage"] });
    for (const path of ["/api/v1/apps/{app}/group-push/mappings", "/api/v1/meta/schemas/apps/{app}/default"])
      for (const method of ["GET", "POST"]) expect((await world.call(method, path)).status).toBe(404);
  });

  test("can still do everything else, and see whose token it is", async () => {
    const world = await startWorld(someone, { adminLacks: ["apps.manage", "users.read"] });
    for (const path of ["/api/v1/apps", "/api/v1/groups", "/api/v1/users/me", "/.well-known/okta-organization"])
      expect((await world.call("GET", path)).status).toBe(200);
  });

  test("and without a valid token is told about the token first", async () => {
    const world = await startWorld(someone, { adminLacks: ["apps.read"] });
    const answer = await fetch(`${world.sandbox.url}/api/v1/apps`, { headers: { authorization: "SSWS wrong" } });
    expect(answer.status).toBe(401);
  });
});

describe("an org without Lifecycle Management", () => {
  test("answers 401 E0000015 to connections, group push and mappings, and shows no choice at the console", async () => {
    const world = await startWorld(someone, { licence: "none" });
    const appId = await world.createApp();
    for (const [method, path] of [
      ["GET", `/api/v1/apps/${appId}/connections/default`],
      ["POST", `/api/v1/apps/${appId}/connections/default`],
      ["GET", `/api/v1/apps/${appId}/group-push/mappings`],
      ["POST", `/api/v1/apps/${appId}/group-push/mappings`],
      ["GET", "/api/v1/mappings"],
    ] as const) {
      expect(await world.call(method, path)).toMatchObject({ status: 401, object: { errorCode: "E0000015" } });
    }
    expect(await world.sandbox.console.submit(appId, { Provisioning: "SCIM" })).toMatchObject({ ok: false });
    const group = await world.groupId("TOTAL-Admin");
    expect((await world.call("PUT", `/api/v1/apps/${appId}/groups/${group}`, {})).status).toBe(200);
  });
});

describe("an org's description of itself", () => {
  test("names a custom domain beside its own address, and only then", async () => {
    const plain = await startWorld(someone);
    const custom = await startWorld(someone, { customDomain: "login.acme.example" });
    expect((await plain.call("GET", "/.well-known/okta-organization")).object["_links"]).toEqual({
      organization: { href: plain.sandbox.url },
    });
    expect((await custom.call("GET", "/.well-known/okta-organization")).object["_links"]).toEqual({
      organization: { href: custom.sandbox.url },
      alternate: { href: "https://login.acme.example" },
    });
  });

  test("has one type of users, to which everybody belongs", async () => {
    const world = await startWorld(someone);
    const { list } = await world.call("GET", "/api/v1/meta/types/user");
    const { object } = await world.call("GET", "/api/v1/users/ada@x.example");
    expect(list).toMatchObject([{ name: "user", default: true, id: (object["type"] as { id: string }).id }]);
  });
});
