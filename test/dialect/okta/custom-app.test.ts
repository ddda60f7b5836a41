import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  createGroup,
  createUser,
  deleteGroup,
  getGroup,
  getUser,
  replaceGroup,
  replaceUser,
  setUserActive,
} from "../../../src/dialect/okta/custom-app.js";
import { OKTA_CONTENT_TYPE, OKTA_HEADERS } from "../../../src/dialect/okta/headers.js";
import { findGroup, findUser, testConnector } from "../../../src/dialect/okta/lookup.js";
import { DEFAULT_MAPPING, type AppProfile } from "../../../src/dialect/okta/mapping.js";

const profile: AppProfile = {
  userName: "test.user@okta.local",
  givenName: "Test",
  familyName: "User",
  email: "test.user@okta.local",
  displayName: "Test User",
  externalId: "00ujl29u0le5T6Aj10h7",
  active: true,
};

describe("the custom-app dialect", () => {
  test("sends the recorded headers", () => {
    expect(OKTA_HEADERS).toEqual({
      Accept: "application/scim+json",
      "Accept-Charset": "utf-8",
      "User-Agent": "Okta SCIM Client 1.0.0",
      "Accept-Encoding": "gzip,deflate",
    });
    expect(OKTA_CONTENT_TYPE).toBe("application/scim+json; charset=utf-8");
  });

  test("tests a connector with two people, and with groups only when they are imported", () => {
    const users = { method: "GET", path: "/Users?startIndex=1&count=2" };
    expect(testConnector({ uniqueIdentifier: "userName", importGroups: false })).toEqual([users]);
    expect(testConnector({ uniqueIdentifier: "userName", importGroups: true })).toEqual([
      users,
      { method: "GET", path: "/Groups?startIndex=1&count=100" },
    ]);
  });

  test("looks people and groups up with an encoded eq filter, spaces as %20", () => {
    expect(findUser("userName", "a b@x.example").path).toBe(
      "/Users?filter=userName%20eq%20%22a%20b%40x.example%22&startIndex=1&count=100",
    );
    expect(findGroup('A "B" \\').path).toBe(
      "/Groups?filter=displayName%20eq%20%22A%20%5C%22B%5C%22%20%5C%5C%22&startIndex=1&count=100",
    );
  });

  test("creates a person with the documented body, attribute by attribute in order", () => {
    const request = createUser(profile, "1mz050nq");
    expect({ method: request.method, path: request.path }).toEqual({ method: "POST", path: "/Users" });
    expect(JSON.stringify(request.body)).toBe(
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test.user@okta.local",' +
        '"name":{"givenName":"Test","familyName":"User"},' +
        '"emails":[{"primary":true,"value":"test.user@okta.local","type":"work"}],"displayName":"Test User",' +
        '"locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7","groups":[],"password":"1mz050nq","active":true}',
    );
  });

  test("puts mapped custom attributes after the others", () => {
    const mapping = [...DEFAULT_MAPPING, { to: ["customCode"] as const, value: () => "X1" }];
    expect(Object.keys(createUser(profile, "p", mapping).body as object)).toEqual([
      "schemas",
      "userName",
      "name",
      "emails",
      "displayName",
      "locale",
      "externalId",
      "customCode",
      "groups",
      "password",
      "active",
    ]);
  });

  test("replaces a person with what the target showed, mapped attributes overwritten and its own kept", () => {
    const current = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:x"],
      id: "23a3",
      userName: "old",
      name: { givenName: "Old", middleName: "Excited", familyName: "Name" },
      emails: [
        { value: "home@x.example", type: "home" },
        { primary: true, value: "old@x.example", type: "work", display: "mine" },
      ],
      "urn:x": { shoeSize: 43 },
      active: false,
      meta: { resourceType: "User" },
    };
    expect(replaceUser("23a3", current, profile)).toEqual({
      method: "PUT",
      path: "/Users/23a3",
      body: {
        ...current,
        userName: "test.user@okta.local",
        name: { givenName: "Test", middleName: "Excited", familyName: "User" },
        emails: [
          { value: "home@x.example", type: "home" },
          { primary: true, value: "test.user@okta.local", type: "work", display: "mine" },
        ],
        displayName: "Test User",
        locale: "en-US",
        externalId: "00ujl29u0le5T6Aj10h7",
        groups: [],
        active: true,
      },
    });
  });

  property.prop([fc.array(fc.record({ value: fc.string() })), fc.string()])(
    "updates and links a person with empty groups and no password, whatever the target shows of them",
    (groups, password) => {
      const { body } = replaceUser("23a3", { id: "23a3", groups, password }, profile);
      expect(body).toMatchObject({ groups: [] });
      expect(body).not.toHaveProperty("password");
      expect(setUserActive("23a3", { id: "23a3", groups, password }, false).body).toEqual({
        id: "23a3",
        groups,
        active: false,
      });
    },
  );

  test("deactivates by PUT of the whole resource", () => {
    expect(setUserActive("23a3", { id: "23a3", userName: "u", active: true }, false)).toEqual({
      method: "PUT",
      path: "/Users/23a3",
      body: { id: "23a3", userName: "u", active: false },
    });
  });

  test("creates a group empty and sends its members in a PUT of four attributes", () => {
    expect(JSON.stringify(createGroup("Test SCIMv2"))).toBe(
      '{"method":"POST","path":"/Groups","body":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Test SCIMv2","members":[]}}',
    );
    expect(
      JSON.stringify(replaceGroup("abf4", "Test SCIMv2", [{ value: "23a3", display: "test.user@okta.local" }])),
    ).toBe(
      '{"method":"PUT","path":"/Groups/abf4","body":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"abf4","displayName":"Test SCIMv2","members":[{"value":"23a3","display":"test.user@okta.local"}]}}',
    );
  });

  test("can leave a member without a name to show", () => {
    const members = [{ value: "23a3", display: null }];
    expect(replaceGroup("abf4", "Test", members).body).toMatchObject({ members });
  });

  test("encodes ids in paths", () => {
    const paths = [getUser("a/b"), getGroup("a/b"), deleteGroup("a/b")].map(({ path }) => path);
    expect(paths).toEqual(["/Users/a%2Fb", "/Groups/a%2Fb", "/Groups/a%2Fb"]);
  });

  property.prop([fc.string({ unit: "binary" })])("a looked-up value survives encoding, whatever it holds", (value) => {
    const { searchParams } = new URL(findUser("userName", value).path, "http://target.example");
    expect(searchParams.get("filter")).toBe(`userName eq ${JSON.stringify(value)}`);
    expect(searchParams.get("count")).toBe("100");
  });

  property.prop([fc.dictionary(fc.string(), fc.jsonValue())])(
    "a person's unknown attributes come back unchanged",
    (extra) => {
      const own = Object.fromEntries(Object.entries(extra).map(([key, value]) => [`x-${key}`, value]));
      const { body } = replaceUser("1", own, profile);
      expect(body).toMatchObject(own);
    },
  );
});
