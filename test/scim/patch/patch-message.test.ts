import { describe, expect, test } from "vitest";
import { parsePatch } from "../../../src/scim/patch/patch-message.js";
import { GROUP_TYPE, USER_TYPE } from "../../../src/scim/schema/resource-type.js";
import { ENTERPRISE, PATCH_OP, USER, patchBody } from "../patching.js";

/** The changes of one operation, in short. */
function changes(operation: object): unknown[] {
  return parsePatch(patchBody({ ...operation }), USER_TYPE).map(({ op, place, value }) => [op, place.name, value]);
}

describe("a PATCH message", () => {
  test.each(["add", "Add", "ADD"])("may write its op as %s", (op) => {
    expect(changes({ op, path: "title", value: "x" })).toEqual([["add", "title", "x"]]);
  });

  test("may write its own keys and its URN in any case", () => {
    const body = { Schemas: [PATCH_OP.toLowerCase()], operations: [{ OP: "Replace", Path: "title", VALUE: "x" }] };
    expect(parsePatch(body, USER_TYPE)).toMatchObject([{ op: "replace", value: "x", operation: 0 }]);
  });

  test.each([
    ["USERNAME", "userName"],
    [`${USER}:userName`, "userName"],
    [`${USER.toUpperCase()}:Name.GivenName`, "name.givenName"],
    ['Emails[Type eq "work"].Value', "emails.value"],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`],
    [`${ENTERPRISE.toLowerCase()}:MANAGER.value`, `${ENTERPRISE}:manager.value`],
  ])("leads by %s to %s", (path, name) => {
    expect(changes({ op: "add", path, value: "x" })).toEqual([["add", name, "x"]]);
  });

  test("without a path becomes a change for each key of its value, whatever way the key is written", () => {
    const value = {
      displayName: "B",
      "name.givenName": "K",
      'emails[type eq "work"].value': "k@x.example",
      [`${ENTERPRISE}:employeeNumber`]: "7",
      [ENTERPRISE]: { department: "IT", "manager.value": "9" },
      [`${USER}:title`]: "Boss",
    };
    expect(changes({ op: "replace", value })).toEqual([
      ["replace", "displayName", "B"],
      ["replace", "name.givenName", "K"],
      ["replace", "emails.value", "k@x.example"],
      ["replace", `${ENTERPRISE}:employeeNumber`, "7"],
      ["replace", `${ENTERPRISE}:department`, "IT"],
      ["replace", `${ENTERPRISE}:manager.value`, "9"],
      ["replace", "title", "Boss"],
    ]);
    expect(changes({ op: "add", path: USER, value: { title: "x" } })).toEqual([["add", "title", "x"]]);
    expect(changes({ op: "add", path: null, value: { title: "x" } })).toEqual([["add", "title", "x"]]);
  });

  test("leaves out what nobody knows, and what is readOnly in a value", () => {
    const value = {
      id: "7",
      meta: {},
      groups: [],
      schemas: [USER],
      shoeSize: 43,
      "not a path": 1,
      "a.b.c": 1,
      "name.nick": "x",
      department: "must be qualified",
    };
    expect(changes({ op: "replace", value })).toEqual([]);
    expect(changes({ op: "add", path: "shoeSize", value: 43 })).toEqual([]);
    expect(changes({ op: "add", path: "name.nick", value: "x" })).toEqual([]);
    expect(changes({ op: "add", path: "urn:example:other:title", value: "x" })).toEqual([]);
  });

  test("that removes an extension removes all its attributes", () => {
    const removed = changes({ op: "Remove", path: ENTERPRISE });
    expect(removed).toContainEqual(["remove", `${ENTERPRISE}:manager`, undefined]);
    expect(removed).toHaveLength(6);
    expect(changes({ op: "replace", value: { [ENTERPRISE]: null } })).toEqual(removed);
  });

  test.each([
    [undefined, "invalidSyntax", "JSON object"],
    [[], "invalidSyntax", "JSON object"],
    [{ Operations: [{ op: "add", value: {} }] }, "invalidSyntax", "schemas"],
    [{ schemas: [USER], Operations: [] }, "invalidSyntax", "schemas"],
    [{ schemas: [PATCH_OP] }, "invalidSyntax", "Operations"],
    [{ schemas: [PATCH_OP], Operations: [] }, "invalidSyntax", "at least one"],
    [{ schemas: [PATCH_OP], Operations: { op: "add" } }, "invalidSyntax", "array"],
    [patchBody("add"), "invalidSyntax", "Operations[0]: An operation"],
    [patchBody({ op: "add", path: "title", value: "x" }, { op: "move" }), "invalidSyntax", "Operations[1]: "],
    [patchBody({ value: {} }), "invalidSyntax", '"op" must be'],
    [patchBody({ op: "add", path: 5, value: 1 }), "invalidSyntax", '"path" must be'],
    [patchBody({ op: "replace", path: "title" }), "invalidValue", "needs a value"],
    [patchBody({ op: "replace", value: "x" }), "invalidValue", "object of attributes"],
    [patchBody({ op: "remove" }), "noTarget", "needs a path"],
    [patchBody({ op: "add", path: "", value: 1 }), "invalidPath", "expected an attribute name"],
    [patchBody({ op: "add", path: "name..x", value: 1 }), "invalidPath", "attribute path"],
    [patchBody({ op: "add", path: "title.text", value: 1 }), "invalidPath", "title has no sub-attributes"],
    [patchBody({ op: "add", path: 'name[formatted eq "x"].givenName', value: 1 }), "invalidPath", "name has one value"],
    [patchBody({ op: "add", path: 'emails[type eq "work".value', value: 1 }), "invalidFilter", "Position"],
    [patchBody({ op: "add", value: { "emails[type is 1].value": 1 } }), "invalidFilter", "Position"],
    [patchBody({ op: "add", path: "emails[primary gt true].value", value: 1 }), "invalidFilter", "order"],
    [patchBody({ op: "replace", path: "id", value: "7" }), "mutability", "id is readOnly"],
    [patchBody({ op: "remove", path: "meta.created" }), "mutability", "meta.created is readOnly"],
    [patchBody({ op: "add", path: "groups", value: [] }), "mutability", "groups is readOnly"],
    [
      patchBody({ op: "add", path: `${ENTERPRISE}:manager.displayName`, value: "x" }),
      "mutability",
      "manager.displayName is readOnly",
    ],
    [patchBody({ op: "add", path: ENTERPRISE, value: "x" }), "invalidValue", "must be an object"],
  ])("is refused: %j", (body, scimType, detail) => {
    expect(() => parsePatch(body, USER_TYPE)).toThrow(
      expect.objectContaining({ status: 400, scimType, detail: expect.stringContaining(detail) as string }),
    );
  });

  test("of more than 10,000 operations is refused with 413", () => {
    const one = { op: "remove", path: 'members[value eq "7"]' };
    const operations = Array.from({ length: 10_000 }, () => one);
    expect(parsePatch(patchBody(...operations), GROUP_TYPE)).toHaveLength(10_000);
    expect(() => parsePatch(patchBody(...operations, one), GROUP_TYPE)).toThrow(
      expect.objectContaining({ status: 413 }),
    );
  });
});
