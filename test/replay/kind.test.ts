import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/base/json.js";
import { orgFor, traitsShown } from "../../scripts/replay/kind.js";
import type { Recorded } from "../../scripts/replay/recording.js";

const SCHEMA = "/api/v1/meta/schemas/user/default";

function told(answer: JsonValue, more: Partial<Recorded> = {}): Recorded {
  return {
    cassette: "one/classic-00",
    n: 0,
    method: "GET",
    path: "/api/v1/x",
    status: 200,
    headers: {},
    answer,
    ...more,
  };
}

const app = (more: Record<string, JsonValue>, links: JsonValue = {}): JsonValue => ({
  signOnMode: "BOOKMARK",
  settings: {},
  _links: links,
  ...more,
});
const user = { profile: { login: "a@x.example" }, credentials: {}, _links: {} };

describe("the org of a recording", () => {
  test("has Classic Engine when no app shows a policy, whatever the recording is called", () => {
    expect(orgFor([told(app({}))])).toMatchObject({ engine: "classic", features: [] });
    expect(orgFor([told(app({})), told(app({}, { accessPolicy: {} }))]).engine).toBe("identity");
    expect(orgFor([told({ pipeline: "v1" })]).engine).toBe("classic");
  });

  test("is the sandbox's own in what no answer can show", () => {
    expect(orgFor([told([])]).engine).toBe("identity");
    expect(orgFor([told([])]).features).toEqual(
      expect.arrayContaining(["universal-logout", "entitlements", "group-owners"]),
    );
    expect([...traitsShown([told([])])]).toEqual([]);
  });

  test.each<[string, JsonValue, readonly (readonly [string, boolean])[]]>([
    ["realms", [user, { ...user, realmId: "guo1" }], [["realms", true]]],
    ["no realms", user, [["realms", false]]],
    ["owners of groups", { objectClass: [], profile: {}, _links: { owners: {} } }, [["group-owners", true]]],
    [
      "no Universal Logout",
      app({ universalLogout: null }),
      [
        ["universal-logout", false],
        ["logout-status", true],
      ],
    ],
    [
      "Universal Logout",
      app({ universalLogout: {} }),
      [
        ["universal-logout", true],
        ["logout-status", true],
      ],
    ],
    ["no single logout", app({ settings: { oauthClient: {} } }), [["single-logout", false]]],
  ])("shows %s", (_what, answer, traits) => {
    expect([...traitsShown([told(answer)])]).toEqual(expect.arrayContaining(traits as never[]));
  });

  test("shows nothing of single logout without a client, and nothing of realms in the users of an app", () => {
    expect(traitsShown([told(app({}))]).has("single-logout")).toBe(false);
    expect(traitsShown([told(user, { path: "/api/v1/apps/0oa1/users/00u1" })]).has("realms")).toBe(false);
    expect(traitsShown([told(user, { status: 404 })]).has("realms")).toBe(false);
  });

  test("has base attributes as the first answer shows them", () => {
    const schema = (action: string): JsonValue => ({
      definitions: { base: { properties: { lastName: { permissions: [{ principal: "SELF", action }] } } } },
    });
    const first = told(schema("HIDE"), { path: SCHEMA });
    expect(orgFor([first, told(schema("READ_ONLY"), { path: SCHEMA })]).baseAttributes).toEqual({
      lastName: { self: "HIDE", required: false },
    });
  });
});
