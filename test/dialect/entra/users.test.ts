import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";
import { ENTRA_CONTENT_TYPE, ENTRA_HEADERS } from "../../../src/dialect/entra/headers.js";
import type { PatchStyle } from "../../../src/dialect/entra/tenant-url.js";
import {
  createUser,
  deleteUser,
  findUser,
  getUser,
  setActive,
  setManager,
  testConnection,
  updateUser,
} from "../../../src/dialect/entra/users.js";
import { resourceOf } from "../../../src/dialect/entra/values.js";
import type { ScimRequest } from "../../../src/scim/message/messages.js";
import { ENTERPRISE, TARGET_ATTRIBUTES } from "./attributes.js";

const FLAG = "aadOptscim062020";
const values = (entries: Readonly<Record<string, JsonValue>>) => new Map(Object.entries(entries));
const operations = (request: ScimRequest | undefined): JsonValue | undefined =>
  isJsonObject(request?.body) ? request.body["Operations"] : undefined;

describe("Entra's requests for people", () => {
  test("claim no headers that nobody has recorded, and SCIM's content type", () => {
    expect(ENTRA_HEADERS).toEqual({});
    expect(ENTRA_CONTENT_TYPE).toBe("application/scim+json; charset=utf-8");
  });

  test("test the connection by looking for a GUID, spaces as plus signs", () => {
    expect(testConnection("userName", "6c8f3a52-6a0e-4d0a-9f0e-0f5d1c2b3a49")).toEqual({
      method: "GET",
      path: "/Users?filter=userName+eq+%226c8f3a52-6a0e-4d0a-9f0e-0f5d1c2b3a49%22",
    });
  });

  test("look for a person by any matching attribute", () => {
    expect(findUser('emails[type eq "work"].value', "a+b@x.example").path).toBe(
      "/Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22a%2Bb%40x.example%22",
    );
  });

  property.prop([fc.string({ unit: "binary" })])("find a person whatever the value holds", (value) => {
    const { searchParams } = new URL(findUser("userName", value).path, "http://target.example");
    expect(searchParams.get("filter")).toBe(`userName eq ${JSON.stringify(value)}`);
  });

  test("create a person in the documented shape, attribute by attribute in order", () => {
    const request = createUser(
      values({
        userName: "ada@northwind.example",
        active: "True",
        displayName: "Ada Lovelace",
        'emails[type eq "work"].value': "ada@northwind.example",
        "name.givenName": "Ada",
        externalId: "7d9c0c1e-8f1a-4a52-9a55-6f7d6c1f0a11",
        [`${ENTERPRISE}:department`]: "IT",
        title: null,
      }),
    );
    expect({ method: request.method, path: request.path }).toEqual({ method: "POST", path: "/Users" });
    expect(JSON.stringify(request.body)).toBe(
      `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","${ENTERPRISE}"],` +
        '"externalId":"7d9c0c1e-8f1a-4a52-9a55-6f7d6c1f0a11","userName":"ada@northwind.example","active":true,' +
        '"displayName":"Ada Lovelace","emails":[{"primary":true,"type":"work","value":"ada@northwind.example"}],' +
        `"name":{"givenName":"Ada"},"${ENTERPRISE}":{"department":"IT"},"meta":{"resourceType":"User"},"roles":[]}`,
    );
  });

  test("create somebody's roles with their type and none of them primary", () => {
    expect(createUser(values({ userName: "ada", roles: ["Admin", "Reader"] })).body).toMatchObject({
      roles: [
        { primary: false, type: "WindowsAzureActiveDirectoryRole", display: "Admin", value: "Admin" },
        { primary: false, type: "WindowsAzureActiveDirectoryRole", display: "Reader", value: "Reader" },
      ],
    });
  });

  test("read and delete by an encoded id", () => {
    expect(getUser("a/b")).toEqual({ method: "GET", path: "/Users/a%2Fb" });
    expect(deleteUser("a/b")).toEqual({ method: "DELETE", path: "/Users/a%2Fb" });
  });
});

describe("Entra's update of a person", () => {
  const current: JsonObject = {
    id: "42",
    userName: "ada@northwind.example",
    displayName: "Ada",
    active: true,
    name: { familyName: "Byron" },
    emails: [{ type: "work", value: "old@northwind.example" }],
  };
  const wanted = values({
    userName: "ada@northwind.example",
    active: "False",
    displayName: "Ada Lovelace",
    'emails[type eq "work"].value': "ada@northwind.example",
    "name.familyName": "Lovelace",
    title: "Countess",
    [`${ENTERPRISE}:department`]: "IT",
    'phoneNumbers[type eq "work"].value': "+44 1",
  });

  test("adds what is absent and replaces what differs, an operation for each", () => {
    expect(updateUser("42", current, wanted, "default")).toEqual({
      method: "PATCH",
      path: "/Users/42",
      body: {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [
          { op: "Replace", path: "active", value: "False" },
          { op: "Replace", path: "displayName", value: "Ada Lovelace" },
          { op: "Replace", path: 'emails[type eq "work"].value', value: "ada@northwind.example" },
          { op: "Replace", path: "name.familyName", value: "Lovelace" },
          { op: "Add", path: "title", value: "Countess" },
          { op: "Add", path: `${ENTERPRISE}:department`, value: "IT" },
          { op: "Add", path: 'phoneNumbers[type eq "work"].value', value: "+44 1" },
        ],
      },
    });
  });

  test("puts plain attributes together under the flag, in lower case and with real booleans", () => {
    expect(operations(updateUser("42", current, wanted, FLAG))).toEqual([
      { op: "replace", path: 'emails[type eq "work"].value', value: "ada@northwind.example" },
      { op: "add", path: 'phoneNumbers[type eq "work"].value', value: "+44 1" },
      { op: "add", value: { title: "Countess", [`${ENTERPRISE}:department`]: "IT" } },
      { op: "replace", value: { active: false, displayName: "Ada Lovelace", "name.familyName": "Lovelace" } },
    ]);
  });

  test("keeps the path of a single attribute under the flag", () => {
    expect(operations(updateUser("42", current, values({ nickName: "Babs" }), FLAG))).toEqual([
      { op: "add", path: "nickName", value: "Babs" },
    ]);
  });

  test("sends nothing for what the target holds already, however it is written", () => {
    const same = { active: "true", level: 5, roles: [{ value: "B" }, { value: "A" }], manager: { value: "7" } };
    const again = values({ active: true, level: "5", roles: ["A", "B"], manager: "7", title: "", nickName: null });
    expect(updateUser("42", same, again, "default")).toBeUndefined();
    expect(updateUser("42", same, again, FLAG)).toBeUndefined();
  });

  test("compares texts with their case", () => {
    expect(operations(updateUser("42", { title: "cto" }, values({ title: "CTO" }), "default"))).toEqual([
      { op: "Replace", path: "title", value: "CTO" },
    ]);
  });

  test("sends roles without their type by default and as on create under the flag", () => {
    const roles = values({ roles: ["Admin"] });
    expect(operations(updateUser("42", {}, roles, "default"))).toEqual([
      { op: "Add", path: "roles", value: [{ value: "Admin" }] },
    ]);
    expect(operations(updateUser("42", {}, roles, FLAG))).toEqual([
      {
        op: "add",
        path: "roles",
        value: [{ primary: false, type: "WindowsAzureActiveDirectoryRole", display: "Admin", value: "Admin" }],
      },
    ]);
  });

  const role = (value: string | null, displayName: string): string =>
    JSON.stringify({ id: `id of ${displayName}`, value, displayName });
  const sent = (value: string, display: string): JsonObject => ({
    primary: false,
    type: "WindowsAzureActiveDirectoryRole",
    display,
    value,
  });

  test("creates roles with their names and values, and adds them as texts by default", () => {
    const roles = [role("a1", "Admin"), role(null, "Reader")];
    const wanted = new Map([["roles", roles]]);
    expect(createUser(wanted).body).toMatchObject({ roles: [sent("a1", "Admin"), sent("Reader", "Reader")] });
    const whole = roles.map((value) => ({ value }));
    expect(operations(updateUser("42", {}, wanted, "default"))).toEqual([{ op: "Add", path: "roles", value: whole }]);
    expect(operations(updateUser("42", { roles: [] }, wanted, FLAG))).toEqual([
      { op: "add", path: "roles", value: [sent("a1", "Admin"), sent("Reader", "Reader")] },
    ]);
  });

  test("adds all roles when one is missing, and takes none away unless they are asserted", () => {
    const wanted = new Map([["roles", [role("a1", "Admin"), role("b2", "Buyer")]]]);
    const asserted = new Set(["roles"]);
    const more = { roles: [{ value: "a1" }, { value: role("b2", "Buyer") }, { value: "c3" }] };
    expect(updateUser("42", more, wanted, "default")).toBeUndefined();
    expect(operations(updateUser("42", { roles: [{ value: "a1" }] }, wanted, "default"))).toEqual([
      { op: "Add", path: "roles", value: [{ value: role("a1", "Admin") }, { value: role("b2", "Buyer") }] },
    ]);
    const replaced = [sent("a1", "Admin"), sent("b2", "Buyer")];
    for (const [style, op] of [
      ["default", "Replace"],
      [FLAG, "replace"],
    ] as const) {
      expect(operations(updateUser("42", more, wanted, style, { asserted }))).toEqual([
        { op, path: "roles", value: replaced },
      ]);
      expect(updateUser("42", { roles: replaced }, wanted, style, { asserted })).toBeUndefined();
    }
  });

  test("empties what it is told to empty, where there is a value", () => {
    const cleared = ["title", "nickName"];
    expect(operations(updateUser("42", { title: "CTO" }, new Map(), "default", { cleared }))).toEqual([
      { op: "Replace", path: "title", value: "" },
    ]);
    expect(updateUser("42", {}, new Map(), "default", { cleared })).toBeUndefined();
  });

  const someValues = fc
    .subarray(["active", ...TARGET_ATTRIBUTES])
    .chain((names) =>
      fc
        .tuple(
          ...names.map((name) =>
            fc.tuple(fc.constant(name), name === "active" ? fc.boolean() : fc.string({ maxLength: 2 })),
          ),
        )
        .map((entries) => new Map<string, JsonValue>(entries)),
    );

  property.prop([someValues, someValues, fc.constantFrom<PatchStyle>("default", FLAG)])(
    "leaves nothing to update once it was applied, and touches nothing else",
    (before, after, style) => {
      const request = updateUser("42", resourceOf(before), after, style);
      const held = new Map([...before, ...changesIn(request)]);
      expect(updateUser("42", resourceOf(held), after, style)).toBeUndefined();
      const expected = new Map([...before, ...[...after].filter(([, value]) => value !== "")]);
      expect(held).toEqual(expected);
    },
  );
});

/** A target in small: what a PATCH sets, by path. */
function changesIn(request: ScimRequest | undefined): readonly (readonly [string, JsonValue])[] {
  const list = (operations(request) ?? []) as readonly JsonObject[];
  const pairs = list.flatMap(({ path, value }) =>
    typeof path === "string" ? [[path, value ?? null] as const] : Object.entries(value as Record<string, JsonValue>),
  );
  return pairs.map(([path, value]) => [
    path,
    path === "active" && typeof value === "string" ? value === "True" : value,
  ]);
}

describe("Entra's requests for one attribute of a person", () => {
  const path = `${ENTERPRISE}:manager`;

  test("write active as a text by default and as a boolean under the flag", () => {
    expect(setActive("42", false, "default")).toMatchObject({ method: "PATCH", path: "/Users/42" });
    expect(operations(setActive("42", false, "default"))).toEqual([{ op: "Replace", path: "active", value: "False" }]);
    expect(operations(setActive("42", true, "default"))).toEqual([{ op: "Replace", path: "active", value: "True" }]);
    expect(operations(setActive("42", false, FLAG))).toEqual([{ op: "replace", path: "active", value: false }]);
  });

  test("name a manager by the bare id", () => {
    expect(operations(setManager("42", {}, "7", "default"))).toEqual([{ op: "Add", path, value: "7" }]);
    expect(operations(setManager("42", { [ENTERPRISE]: { manager: { value: "6" } } }, "7", "default"))).toEqual([
      { op: "Replace", path, value: "7" },
    ]);
    expect(operations(setManager("42", { [ENTERPRISE]: { manager: "6" } }, "7", FLAG))).toEqual([
      { op: "replace", path, value: "7" },
    ]);
  });

  test("take a manager away with an empty text", () => {
    expect(operations(setManager("42", { [ENTERPRISE]: { manager: { value: "6" } } }, undefined, "default"))).toEqual([
      { op: "Replace", path, value: "" },
    ]);
  });

  test.each([
    ["the same manager as an object", { [ENTERPRISE]: { manager: { value: "7", displayName: "Grace" } } }, "7"],
    ["the same manager as a text", { [ENTERPRISE]: { manager: "7" } }, "7"],
    ["no manager", {}, undefined],
    ["a manager without an id", { [ENTERPRISE]: { manager: { value: null } } }, undefined],
  ])("send nothing for %s", (_, current, manager) => {
    expect(setManager("42", current, manager, "default")).toBeUndefined();
  });
});
