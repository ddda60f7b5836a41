import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  patchAllMembers,
  patchGroupName,
  patchMembers,
  patchUserActive,
} from "../../../src/dialect/okta/catalog-app.js";
import { parseFilter } from "../../../src/scim/filter/filter-parser.js";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ada = { value: "89bb", display: "a@b.c" };
const bo = { value: "23a3", display: "d@e.f" };

describe("the catalog-app dialect", () => {
  test("deactivates and reactivates by PATCH without a path", () => {
    expect(patchUserActive("a/b", false)).toEqual({
      method: "PATCH",
      path: "/Users/a%2Fb",
      body: { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { active: false } }] },
    });
    expect(patchUserActive("1", true).body).toMatchObject({ Operations: [{ value: { active: true } }] });
  });

  test("renames a group with its id in the value", () => {
    expect(patchGroupName("abf4", "New name")).toEqual({
      method: "PATCH",
      path: "/Groups/abf4",
      body: { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { id: "abf4", displayName: "New name" } }] },
    });
  });

  test("pushes all members by one replacement", () => {
    expect(patchAllMembers("abf4", [bo, ada]).body).toEqual({
      schemas: [PATCH_OP],
      Operations: [{ op: "replace", path: "members", value: [bo, ada] }],
    });
  });

  test("sends who left and who joined in one request, each leaver an operation", () => {
    expect(patchMembers("abf4", { left: ["89bb", "77"], joined: [bo] }).body).toEqual({
      schemas: [PATCH_OP],
      Operations: [
        { op: "remove", path: 'members[value eq "89bb"]' },
        { op: "remove", path: 'members[value eq "77"]' },
        { op: "add", path: "members", value: [bo] },
      ],
    });
    expect(patchMembers("abf4", { left: ["89bb"], joined: [] }).body).toMatchObject({ Operations: [{ op: "remove" }] });
    expect(patchMembers("abf4", { left: [], joined: [ada] }).body).toMatchObject({ Operations: [{ op: "add" }] });
  });

  property.prop([fc.string()])("names a leaver by a filter that means just that id, whatever stands in it", (id) => {
    const { body } = patchMembers("g", { left: [id], joined: [] });
    const { Operations } = body as unknown as { readonly Operations: readonly { readonly path: string }[] };
    const [operation] = Operations;
    const inside = /^members\[(.*)\]$/s.exec(operation?.path ?? "")?.[1] ?? "";
    expect(parseFilter(inside)).toMatchObject({ op: "eq", path: { attribute: "value" }, value: id });
  });
});
