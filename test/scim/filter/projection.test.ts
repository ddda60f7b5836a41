import { describe, expect, test } from "vitest";
import { projectionOf } from "../../../src/scim/filter/projection.js";
import { USER_TYPE } from "../../../src/scim/schema/resource-type.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const user = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: "1",
  userName: "ada",
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [{ value: "a@x.example", type: "work" }],
  [ENTERPRISE]: { department: "Engines", division: "North" },
};
const { schemas, id } = user;

describe("what an answer shows of a person", () => {
  test.each([
    [null, null, user],
    ["", "", user],
    ["userName", null, { schemas, id, userName: "ada" }],
    ["USERNAME , name.familyname", null, { schemas, id, userName: "ada", name: { familyName: "Lovelace" } }],
    ["emails.value", null, { schemas, id, emails: [{ value: "a@x.example" }] }],
    [`${ENTERPRISE}:department`, null, { schemas, id, [ENTERPRISE]: { department: "Engines" } }],
    [ENTERPRISE, null, { schemas, id, [ENTERPRISE]: user[ENTERPRISE] }],
    ["nothing", null, { schemas, id }],
    [
      null,
      "id,schemas,userName,emails.type,name",
      { schemas, id, emails: [{ value: "a@x.example" }], [ENTERPRISE]: user[ENTERPRISE] },
    ],
    ["id", "userName", { schemas, id }],
  ])("attributes=%j excludedAttributes=%j", (attributes, excluded, shown) => {
    expect(projectionOf(USER_TYPE, attributes, excluded).apply(user)).toEqual(shown);
  });

  test("what is not shown need not be computed", () => {
    expect(projectionOf(USER_TYPE, null, "groups").shows("groups")).toBe(false);
    expect(projectionOf(USER_TYPE, null, "groups.display").shows("groups")).toBe(true);
    expect(projectionOf(USER_TYPE, "userName", null).shows("groups")).toBe(false);
  });

  test("a name that cannot be one is refused", () => {
    expect(() => projectionOf(USER_TYPE, "user name", null)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidValue" }),
    );
  });
});
