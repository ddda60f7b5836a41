import { describe, expect, test } from "vitest";
import {
  addMembers,
  createGroup,
  deleteGroup,
  findGroup,
  getGroup,
  removeMembers,
  updateGroup,
} from "../../../src/dialect/entra/groups.js";

const FLAG = "aadOptscim062020";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

describe("Entra's requests for groups", () => {
  test("never ask for members", () => {
    expect(findGroup("displayName", "R & D")).toEqual({
      method: "GET",
      path: "/Groups?excludedAttributes=members&filter=displayName+eq+%22R+%26+D%22",
    });
    expect(getGroup("a/b")).toEqual({ method: "GET", path: "/Groups/a%2Fb?excludedAttributes=members" });
  });

  test.each([
    ["core", ""],
    ["microsoft", ',"http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"'],
  ] as const)("create a group without its members, in the documented shape (%s)", (schema, named) => {
    const values = new Map<string, string | string[]>([
      ["displayName", "TOTAL-Admin"],
      ["externalId", "1f0e2d3c-4b5a-4968-8776-95a4b3c2d1e0"],
      ["members", ["7", "8"]],
    ]);
    expect(JSON.stringify(createGroup(values, schema))).toBe(
      `{"method":"POST","path":"/Groups","body":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"${named}],` +
        '"externalId":"1f0e2d3c-4b5a-4968-8776-95a4b3c2d1e0","displayName":"TOTAL-Admin","meta":{"resourceType":"Group"}}}',
    );
  });

  test("rename a group and leave its members to their own requests", () => {
    const values = new Map<string, string | string[]>([
      ["displayName", "New"],
      ["members", ["7"]],
    ]);
    expect(updateGroup("9", { displayName: "Old" }, values, "default")).toEqual({
      method: "PATCH",
      path: "/Groups/9",
      body: { schemas: [PATCH_OP], Operations: [{ op: "Replace", path: "displayName", value: "New" }] },
    });
    expect(updateGroup("9", { displayName: "New" }, values, "default")).toBeUndefined();
  });

  test("add members in one operation", () => {
    expect(addMembers("9", ["7", "8"], "default")).toEqual({
      method: "PATCH",
      path: "/Groups/9",
      body: {
        schemas: [PATCH_OP],
        Operations: [
          {
            op: "Add",
            path: "members",
            value: [
              { $ref: null, value: "7" },
              { $ref: null, value: "8" },
            ],
          },
        ],
      },
    });
    expect(addMembers("9", ["7"], FLAG).body).toMatchObject({ Operations: [{ op: "add", path: "members" }] });
  });

  test("remove members by value by default", () => {
    expect(removeMembers("9", ["7", "8"], "default").body).toEqual({
      schemas: [PATCH_OP],
      Operations: [
        {
          op: "Remove",
          path: "members",
          value: [
            { $ref: null, value: "7" },
            { $ref: null, value: "8" },
          ],
        },
      ],
    });
  });

  test("remove each member by a filter under the flag", () => {
    expect(removeMembers("9", ["7", 'a"b'], FLAG).body).toEqual({
      schemas: [PATCH_OP],
      Operations: [
        { op: "remove", path: 'members[value eq "7"]' },
        { op: "remove", path: 'members[value eq "a\\"b"]' },
      ],
    });
  });

  test("delete by an encoded id", () => {
    expect(deleteGroup("a/b")).toEqual({ method: "DELETE", path: "/Groups/a%2Fb" });
  });
});
