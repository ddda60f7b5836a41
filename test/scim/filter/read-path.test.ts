import { describe, expect, test } from "vitest";
import { readPath } from "../../../src/scim/filter/read-path.js";

const resource = {
  UserName: "ada",
  name: { familyName: "Lovelace", givenName: "" },
  emails: [
    { value: "a@x.example", type: "Work", primary: true },
    { value: "b@x.example", type: "home" },
  ],
  roles: [{ value: "one" }],
  nickName: null,
  customCode: "c-1",
  "urn:ietf:params:scim:schemas:core:2.0:Group": { thirdPartyVendor: true },
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Engines" },
};

describe("a value read by its path", () => {
  test.each([
    ["userName", "ada"],
    ["name.familyName", "Lovelace"],
    ["NAME.FAMILYNAME", "Lovelace"],
    ["name.givenName", ""],
    ["name.middleName", undefined],
    ["nickName", undefined],
    ["title", undefined],
    ["userName.value", undefined],
    ["emails[primary eq true].value", "a@x.example"],
    ['emails[type eq "work"].value', "a@x.example"],
    ['emails[type eq "other"].value', undefined],
    ["emails.value", ["a@x.example", "b@x.example"]],
    ["roles.value", "one"],
    ['emails[type eq "home"]', { value: "b@x.example", type: "home" }],
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "Engines"],
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", { department: "Engines" }],
    ["urn:ietf:params:scim:schemas:core:2.0:User:userName", "ada"],
    ["urn:ietf:params:scim:schemas:core:2.0:User:customCode", "c-1"],
    ["customcode", "c-1"],
    ["urn:ietf:params:scim:schemas:core:2.0:Group:thirdPartyVendor", true],
    ["urn:ietf:params:scim:schemas:core:2.0:Group:customCode", undefined],
    ["urn:x:custom:customCode", undefined],
  ])("%s", (path, value) => {
    expect(readPath(resource, path)).toEqual(value);
  });

  test("under the core URN of groups stands at the top of a group, and never at that of a person", () => {
    const path = "urn:ietf:params:scim:schemas:core:2.0:Group:displayName";
    expect(readPath({ displayName: "Staff" }, path)).toBe("Staff");
    expect(readPath({ displayName: "Ada", UserName: "ada" }, path)).toBeUndefined();
  });

  test("a path that is none is refused, with the place", () => {
    expect(() => readPath(resource, "emails[primary eq true")).toThrow(/Position 23/);
  });
});
