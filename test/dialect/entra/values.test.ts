import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/base/json.js";
import { resourceOf, valueAt } from "../../../src/dialect/entra/values.js";
import { ENTERPRISE, TARGET_ATTRIBUTES } from "./attributes.js";

const values = (entries: Readonly<Record<string, JsonValue>>) => new Map(Object.entries(entries));

describe("a resource made from target values", () => {
  test("keeps sub-attributes together and makes elements from their filters", () => {
    const resource = resourceOf(
      values({
        userName: "ada@northwind.example",
        "name.givenName": "Ada",
        'emails[type eq "work"].value': "ada@northwind.example",
        'addresses[type eq "work"].locality': "Leeds",
        'phoneNumbers[type eq "mobile"].value': "+44 1",
        "name.familyName": "Lovelace",
        'addresses[type eq "work"].country': "GB",
        'phoneNumbers[type eq "work"].value': "+44 2",
        'roles[primary eq "True"].value': "Admin",
      }),
    );
    expect(resource).toEqual({
      userName: "ada@northwind.example",
      name: { givenName: "Ada", familyName: "Lovelace" },
      emails: [{ primary: true, type: "work", value: "ada@northwind.example" }],
      addresses: [{ type: "work", locality: "Leeds", country: "GB" }],
      phoneNumbers: [
        { type: "mobile", value: "+44 1" },
        { type: "work", value: "+44 2" },
      ],
      roles: [{ primary: true, type: "WindowsAzureActiveDirectoryRole", value: "Admin" }],
    });
  });

  test("makes only the work e-mail primary", () => {
    expect(resourceOf(values({ 'emails[type eq "home"].value': "a@x.example" }))).toEqual({
      emails: [{ type: "home", value: "a@x.example" }],
    });
  });

  test("puts extensions under their URN and names them in schemas once", () => {
    const own = "urn:ietf:params:scim:schemas:extension:Contoso:2.0:User";
    const resource = resourceOf(
      values({ [`${ENTERPRISE}:department`]: "IT", [`${own}:tag`]: "x", [`${own}:badge.colour`]: "red" }),
      ENTERPRISE,
    );
    expect(resource).toEqual({
      schemas: [ENTERPRISE, own],
      [ENTERPRISE]: { department: "IT" },
      [own]: { tag: "x", badge: { colour: "red" } },
    });
  });

  test("takes the core URN before an attribute for what it is", () => {
    const name = "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName";
    expect(resourceOf(values({ [name]: "Ada" }))).toEqual({ name: { givenName: "Ada" } });
    expect(valueAt({ name: { givenName: "Ada" } }, name)).toBe("Ada");
  });

  test("sends neither null nor empty values", () => {
    expect(resourceOf(values({ title: null, nickName: "", roles: [], "name.givenName": null }))).toEqual({});
  });

  test("lets a name that is no path stand for itself, and an element needs equalities", () => {
    const strange = { "shoe size": 43, 'emails[type ne "work"].value': "x", 'a[b eq "1" and c eq "2"].d': "y" };
    expect(resourceOf(values(strange))).toEqual({
      "shoe size": 43,
      'emails[type ne "work"].value': "x",
      a: [{ b: "1", c: "2", d: "y" }],
    });
  });

  test("is not misled by names that every object has", () => {
    expect(resourceOf(values({ "constructor.name": "x", 'toString[type eq "a"].value': "y" }))).toEqual({
      constructor: { name: "x" },
      toString: [{ type: "a", value: "y" }],
    });
    expect(valueAt({}, "constructor")).toBeUndefined();
  });

  property.prop([
    fc
      .subarray(TARGET_ATTRIBUTES, { minLength: 1 })
      .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.string({ minLength: 1 }))))),
  ])("every value is read back from the resource that was made of it", (entries) => {
    const resource = resourceOf(new Map(entries));
    for (const [name, value] of entries) expect(valueAt(resource, name)).toBe(value);
    const others = TARGET_ATTRIBUTES.filter((name) => !entries.some(([used]) => used === name));
    // Only what an element gets by itself may stand where nothing was given.
    for (const name of others) expect(valueAt(resource, name)).toBeUndefined();
  });
});

describe("a value read from a resource", () => {
  test("is found with attribute names and filter values in any case", () => {
    const resource = {
      USERNAME: "ada",
      Emails: [
        { Type: "HOME", value: "h" },
        { Type: "Work", Value: "w" },
      ],
      roles: [{ primary: "true", value: "Admin" }],
      [ENTERPRISE.toUpperCase()]: { Department: "IT" },
    };
    expect(valueAt(resource, "userName")).toBe("ada");
    expect(valueAt(resource, 'emails[type eq "work"].value')).toBe("w");
    expect(valueAt(resource, 'roles[primary eq "True"].value')).toBe("Admin");
    expect(valueAt(resource, `${ENTERPRISE}:department`)).toBe("IT");
  });

  test.each([
    ["an absent attribute", {}],
    ["null", { emails: null }],
    ["a value of another kind", { emails: "a@x.example" }],
    ["elements of other types", { emails: [{ type: "home", value: "x" }, "x", null] }],
    ["an element without the sub-attribute", { emails: [{ type: "work" }] }],
    ["an empty text", { emails: [{ type: "work", value: "" }] }],
  ])("is absent for %s", (_, resource) => {
    expect(valueAt(resource, 'emails[type eq "work"].value')).toBeUndefined();
  });
});
