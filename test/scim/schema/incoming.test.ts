import { describe, expect, test } from "vitest";
import { acceptResource } from "../../../src/scim/schema/incoming.js";
import { GROUP_TYPE, USER_TYPE } from "../../../src/scim/schema/resource-type.js";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("a resource that arrives", () => {
  test("keeps what the schema knows, by the schema's names, and loses the rest", () => {
    const accepted = acceptResource(
      {
        schemas: [USER, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
        USERNAME: "ada",
        id: "chosen-by-the-client",
        meta: { location: "elsewhere" },
        groups: [{ value: "admins" }],
        password: "s3cret!",
        favouriteColour: "green",
        nickName: null,
        emails: [{ value: "a@x.example", display: null, Primary: true }, null],
        phoneNumbers: [],
        name: { givenName: "Ada", secret: 1 },
        [ENTERPRISE.toLowerCase()]: { department: "Engines", manager: { value: "7", displayName: "Charles" } },
      },
      USER_TYPE,
    );
    expect(accepted).toEqual({
      userName: "ada",
      emails: [{ value: "a@x.example", primary: true }],
      name: { givenName: "Ada" },
      [ENTERPRISE]: { department: "Engines", manager: { value: "7" } },
    });
  });

  test("may carry booleans as text and a manager as plain id, as Microsoft Entra sends them", () => {
    const body = {
      schemas: [USER, ENTERPRISE],
      userName: "ada",
      active: "False",
      roles: [{ value: "Admin", primary: "TRUE" }],
      [ENTERPRISE]: { manager: "7" },
    };
    expect(acceptResource(body, USER_TYPE)).toEqual({
      userName: "ada",
      active: false,
      roles: [{ value: "Admin", primary: true }],
      [ENTERPRISE]: { manager: { value: "7" } },
    });
    expect(acceptResource({ ...body, [ENTERPRISE]: { manager: "" } }, USER_TYPE)).not.toHaveProperty([ENTERPRISE]);
  });

  test.each([
    [undefined, "invalidSyntax", "JSON object"],
    [[], "invalidSyntax", "JSON object"],
    [{ userName: "ada" }, "invalidSyntax", "schemas"],
    [{ schemas: USER, userName: "ada" }, "invalidSyntax", "schemas"],
    [{ schemas: ["urn:example:other"], userName: "ada" }, "invalidSyntax", "must contain"],
    [{ schemas: [USER] }, "invalidValue", "userName is required"],
    [{ schemas: [USER], userName: "  " }, "invalidValue", "userName is required"],
    [{ schemas: [USER], userName: 5 }, "invalidValue", "userName must be a string"],
    [{ schemas: [USER], userName: "ada", active: "yes" }, "invalidValue", "active must be true or false"],
    [{ schemas: [USER], userName: "ada", name: "Ada" }, "invalidValue", "name must be an object"],
    [{ schemas: [USER], userName: "ada", emails: { value: "x" } }, "invalidValue", "emails must be an array"],
    [{ schemas: [USER], userName: "ada", emails: ["x"] }, "invalidValue", "emails[0] must be an object"],
    [
      { schemas: [USER], userName: "ada", emails: [{ primary: true }, { primary: true }] },
      "invalidValue",
      "more than one primary",
    ],
    [{ schemas: [USER], userName: "ada", [ENTERPRISE]: "x" }, "invalidValue", "must be an object"],
    [{ schemas: [USER], userName: "ada", [ENTERPRISE]: { department: 5 } }, "invalidValue", `${ENTERPRISE}:department`],
  ])("is refused: %j", (body, scimType, detail) => {
    expect(() => acceptResource(body, USER_TYPE)).toThrow(
      expect.objectContaining({ status: 400, scimType, detail: expect.stringContaining(detail) as string }),
    );
  });

  test("a group's member without a value is refused", () => {
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];
    expect(() => acceptResource({ schemas, displayName: "G", members: [{ display: "x" }] }, GROUP_TYPE)).toThrow(
      /members\[0\]\.value is required/,
    );
  });
});
