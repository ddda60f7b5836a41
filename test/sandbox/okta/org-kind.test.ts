import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import { ORG_ENGINES, ORG_PARTS, orgKind, shownBy } from "../../../src/sandbox/okta/org/org-kind.js";
import { people, samlApp, startWorld, text } from "./world.js";

const someone = people({ userName: "ada@x.example" });
const POLICIES = ["accessPolicy", "policies", "profileEnrollment"];

const keysOf = (value: JsonValue | undefined): readonly string[] => Object.keys(isJsonObject(value) ? value : {});

describe("an org with Identity Engine", () => {
  test("says so, and its apps have policies", async () => {
    const world = await startWorld(someone);
    expect((await world.call("GET", "/.well-known/okta-organization")).object["pipeline"]).toBe("idx");
    const { object } = await world.call("POST", "/api/v1/apps", samlApp("TOTAL"));
    expect(keysOf(object["_links"])).toEqual(expect.arrayContaining(POLICIES));
    expect(object["universalLogout"]).toMatchObject({ supportType: "FULL" });
    expect(object["settings"]).toMatchObject({ emOptInStatus: "NONE" });
  });
});

describe("an org with Classic Engine", () => {
  test("says so, and shows no policy, logout or opt-in of an app, wherever the app stands", async () => {
    const world = await startWorld(someone, { engine: "classic", searchLagMs: 0 });
    expect((await world.call("GET", "/.well-known/okta-organization")).object["pipeline"]).toBe("v1");
    const made = (await world.call("POST", "/api/v1/apps", samlApp("TOTAL"))).object;
    const path = `/api/v1/apps/${text(made["id"])}`;
    const all = [
      made,
      (await world.call("GET", path)).object,
      (await world.call("PUT", path, made)).object,
      ...(await world.call("GET", "/api/v1/apps")).list,
    ];
    expect(all).toHaveLength(4);
    for (const app of all) {
      expect(keysOf(app["_links"]).filter((name) => POLICIES.includes(name))).toEqual([]);
      expect(keysOf(app)).not.toContain("universalLogout");
      expect(keysOf(app["settings"])).not.toContain("emOptInStatus");
      expect(keysOf(app["settings"])).toContain("implicitAssignment");
    }
  });

  test("has no access policy to give to an app", async () => {
    const identity = await startWorld(someone);
    const { object } = await identity.call("POST", "/api/v1/apps", samlApp("TOTAL"));
    const policy = /rst\w+/.exec(JSON.stringify((object["_links"] as JsonObject)["accessPolicy"]))?.[0] ?? "";
    const classic = await startWorld(someone, { engine: "classic" });
    const put = async (world: typeof classic): Promise<number> =>
      (await world.call("PUT", `/api/v1/apps/${await world.createApp("B")}/policies/${policy}`)).status;
    expect([await put(identity), await put(classic)]).toEqual([204, 404]);
  });
});

test("an org has the features that it is given, and no others", async () => {
  const world = await startWorld(someone, { features: ["realms", "verified-addresses", "logout-status"] });
  const [listed] = (await world.call("GET", "/api/v1/users?limit=1")).list;
  expect(listed).toMatchObject({
    realmId: expect.stringMatching(/^guo/) as string,
    credentials: { emails: [{ value: "ada@x.example", status: "VERIFIED", type: "PRIMARY" }] },
  });
  const { object: user } = await world.call("GET", `/api/v1/users/${text(listed?.["id"])}`);
  expect(user["realmId"]).toBe(listed?.["realmId"]);
  expect(keysOf(user["_links"])).not.toContain("resetFactors");
  const { object: group } = await world.call("GET", `/api/v1/groups/${await world.groupId("TOTAL-Admin")}`);
  expect(keysOf(group["_links"])).toEqual(["logo", "users", "apps"]);
  // Universal Logout is shown, and the org does not have it.
  expect((await world.call("POST", "/api/v1/apps", samlApp("TOTAL"))).object["universalLogout"]).toBeNull();
});

test("administrators can let users be without a last name, and change their own login", async () => {
  const nameless = { profile: { firstName: "Ada", email: "a@x.example", login: "a@x.example" } };
  const baseAttributes = { lastName: { required: false }, login: { self: "READ_WRITE" } } as const;
  const world = await startWorld(someone, { baseAttributes });
  expect((await world.call("POST", "/api/v1/users", nameless)).status).toBe(200);
  const { object } = await world.call("GET", "/api/v1/meta/schemas/user/default");
  expect(object["definitions"]).toMatchObject({
    base: {
      required: ["login", "firstName", "email"],
      properties: { login: { permissions: [{ principal: "SELF", action: "READ_WRITE" }] } },
    },
  });
  const usual = await startWorld(someone);
  expect((await usual.call("POST", "/api/v1/users", nameless)).status).toBe(400);
});

property.prop([
  fc.constantFrom(...ORG_ENGINES),
  fc.constantFrom("app", "user", "group"),
  fc.jsonValue({ maxDepth: 4 }),
])("what an org shows keeps everything else, and is the same when shown again", (engine, of, value) => {
  const more = value as JsonValue;
  const kind = orgKind(engine);
  const whole: Record<string, JsonValue> = {};
  for (const part of ORG_PARTS.filter((one) => one.of === of && one.place.length === 1))
    whole[part.place.join()] = more;
  const answer: JsonObject = { ...whole, id: "1", _links: { self: { href: "x" }, owners: more } };
  const shown = shownBy(kind, of, answer);
  expect(shown).toMatchObject({ id: "1", _links: { self: { href: "x" } } });
  expect(shownBy(kind, of, shown)).toEqual(shown);
  expect(keysOf(shown).every((key) => key in answer)).toBe(true);
});
