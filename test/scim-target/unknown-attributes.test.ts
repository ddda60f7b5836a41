import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/base/json.js";
import { harness, userBody } from "../scim-target/harness.js";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const VENDOR = "urn:vendor:2.0:Thing";

function patch(...operations: JsonObject[]): JsonObject {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
}

function keeping() {
  const { ask, user, tick } = harness({ unknownAttributes: "kept" });
  const id = user("ada", { customCode: "c-1", customCodes: ["a", "b"], [GROUP]: { thirdPartyVendor: true } });
  const path = `/Users/${id}`;
  return { ask, tick, path, shown: () => ask("GET", path).body ?? {} };
}

describe("attributes that no schema has", () => {
  test("are ignored by a target that keeps to its schemas", () => {
    const { ask, user } = harness();
    const path = `/Users/${user("ada", { customCode: "c-1", [VENDOR]: { a: 1 } })}`;
    ask("PATCH", path, patch({ op: "add", path: "customCode", value: "c-2" }));
    const body = ask("GET", path).body;
    expect(body).toMatchObject({ schemas: [USER], userName: "ada" });
    expect(body).not.toHaveProperty("customCode");
    expect(body).not.toHaveProperty([VENDOR]);
  });

  test("are kept and shown by one that keeps them, their URN among the schemas", () => {
    expect(keeping().shown()).toMatchObject({
      schemas: [USER, GROUP],
      customCode: "c-1",
      customCodes: ["a", "b"],
      [GROUP]: { thirdPartyVendor: true },
    });
  });

  test("are replaced with the rest by PUT, and gone where it does not name them or says nothing of them", () => {
    const { ask, path, shown } = keeping();
    ask("PUT", path, userBody("ada", { customCode: "c-2", customCodes: [], [GROUP]: null, nickname: "A" }));
    expect(shown()).toMatchObject({ customCode: "c-2", nickName: "A", schemas: [USER] });
    expect(shown()).not.toHaveProperty("customCodes");
    expect(shown()).not.toHaveProperty([GROUP]);
    expect(shown()).not.toHaveProperty("nickname");
  });

  test.each<[string, JsonObject, JsonObject]>([
    ["a path", { op: "replace", path: "customCode", value: "c-2" }, { customCode: "c-2" }],
    ["a path in another case", { op: "Add", path: "CUSTOMCODE", value: "c-2" }, { customCode: "c-2" }],
    ["no path", { op: "add", value: { customCode: "c-2", other: 1 } }, { customCode: "c-2", other: 1 }],
    ["the core URN", { op: "add", path: `${USER}:customCode`, value: "c-2" }, { customCode: "c-2" }],
    [
      "an attribute under a URN",
      { op: "add", path: `${GROUP}:level`, value: 3 },
      { [GROUP]: { thirdPartyVendor: true, level: 3 } },
    ],
    ["a URN", { op: "add", path: GROUP, value: { level: 3 } }, { [GROUP]: { thirdPartyVendor: true, level: 3 } }],
    ["a new URN", { op: "add", value: { [VENDOR]: { a: 1 } } }, { [VENDOR]: { a: 1 }, schemas: [USER, GROUP, VENDOR] }],
    ["an attribute of a new URN", { op: "add", path: `${VENDOR}:a`, value: 1 }, { [VENDOR]: { a: 1 } }],
  ])("are set by a PATCH at %s", (_name, operation, expected) => {
    const { ask, path, shown } = keeping();
    expect(ask("PATCH", path, patch(operation)).status).toBe(200);
    expect(shown()).toMatchObject(expected);
  });

  test.each<[string, JsonObject, string | string[]]>([
    ["by path", { op: "remove", path: "customcode" }, "customCode"],
    ["by null", { op: "replace", path: "customCode", value: null }, "customCode"],
    ["under a URN, with the URN when nothing is left", { op: "remove", path: `${GROUP}:thirdPartyVendor` }, [GROUP]],
    ["with a whole URN", { op: "remove", path: GROUP }, [GROUP]],
  ])("are removed by a PATCH %s", (_name, operation, gone) => {
    const { ask, path, shown } = keeping();
    expect(shown()).toHaveProperty(gone);
    ask("PATCH", path, patch(operation));
    expect(shown()).not.toHaveProperty(gone);
  });

  test("leave lastModified alone when a PATCH says what is there already or leads nowhere", () => {
    const { ask, tick, path, shown } = keeping();
    const before = shown();
    tick(1_000);
    ask("PATCH", path, patch({ op: "replace", path: "customCode", value: "c-1" }, { op: "remove", path: "nobody" }));
    ask("PATCH", path, patch({ op: "replace", value: { "custom.part": 1 } }, { op: "add", path: "x.y", value: 1 }));
    expect(shown()).toEqual(before);
  });

  test("can be asked for and filtered by", () => {
    const { ask } = keeping();
    const [found] = (ask("GET", '/Users?filter=customCode eq "c-1"&attributes=customCode').body?.["Resources"] ??
      []) as JsonObject[];
    expect(found).toMatchObject({ customCode: "c-1" });
    expect(found).not.toHaveProperty("customCodes");
  });

  property.prop([fc.constantFrom("toString", "__proto__", "constructor"), fc.string()])(
    "may have the name of anything that JavaScript's objects inherit",
    (name, value) => {
      const { ask, path, shown } = keeping();
      const body = JSON.parse(
        `{"op":"add","value":{${JSON.stringify(name)}:${JSON.stringify(`x${value}`)}}}`,
      ) as JsonObject;
      ask("PATCH", path, patch(body));
      expect(Object.getOwnPropertyDescriptor(shown(), name)?.value as JsonValue).toBe(`x${value}`);
    },
  );
});

describe("a filter by email", () => {
  test.each([
    ['email eq "B@x.example"', ["bo"]],
    ['emails.value eq "b@x.example"', ["bo"]],
    ['email eq "a2@x.example" and active eq true', ["ada"]],
    ['active eq true and (email eq "a@x.example" or email eq "b@x.example")', ["ada", "bo"]],
    ['not (email eq "b@x.example")', ["ada"]],
    ['email eq "c@x.example"', []],
  ])("means the value of any of the addresses: %s", (filter, found) => {
    const { user, listed } = harness();
    user("ada", { active: true, emails: [{ value: "a@x.example" }, { value: "a2@x.example" }] });
    user("bo", { active: true, emails: [{ value: "b@x.example", primary: true }] });
    expect(listed(`/Users?filter=${encodeURIComponent(filter)}`, "userName")).toEqual(found);
  });

  test("follows changed addresses and deleted people", () => {
    const { ask, user, listed } = harness();
    const path = `/Users/${user("ada", { emails: [{ value: "a@x.example" }] })}`;
    const at = (address: string): JsonValue[] => listed(`/Users?filter=email eq "${address}"`, "userName");
    ask("PUT", path, userBody("ada", { emails: [{ value: "n@x.example" }, { value: "n@x.example", type: "home" }] }));
    expect([at("a@x.example"), at("n@x.example")]).toEqual([[], ["ada"]]);
    ask("PATCH", path, patch({ op: "remove", path: "emails" }));
    expect(at("n@x.example")).toEqual([]);
    ask("PATCH", path, patch({ op: "add", path: "emails", value: [{ value: "z@x.example" }] }));
    expect(at("z@x.example")).toEqual(["ada"]);
    ask("DELETE", path);
    expect(at("z@x.example")).toEqual([]);
  });
});
