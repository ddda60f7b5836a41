import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parseFilter } from "../../../src/scim/filter/filter-parser.js";
import { compileFilter } from "../../../src/scim/filter/predicate.js";
import { USER_TYPE } from "../../../src/scim/schema/resource-type.js";
import { resourceScope } from "../../../src/scim/filter/scope.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const ada = {
  id: "Ab1",
  userName: "Ada@Example.com",
  externalId: "00uAda",
  displayName: "Ada Łovelace",
  name: { familyName: "Łovelace", givenName: "Ada" },
  active: true,
  emails: [
    { value: "ada@work.example", type: "work", primary: true },
    { value: "ada@home.example", type: "home" },
  ],
  roles: [{ value: "Admin" }],
  [ENTERPRISE]: { department: "Engines", manager: { value: "Xy2" } },
  meta: { resourceType: "User", created: "2026-03-01T12:00:00.000Z" },
};

function fits(filter: string): boolean {
  return compileFilter(parseFilter(filter), resourceScope(USER_TYPE))(ada);
}

describe("a filter over a person", () => {
  test.each([
    'userName eq "ada@example.COM"',
    'USERNAME eq "ada@example.com"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@example.com"',
    'displayName eq "ada łOVELACE"',
    'externalId eq "00uAda"',
    'name.familyName sw "łove" and active eq true',
    'emails.value eq "ADA@home.example"',
    'emails eq "ada@home.example"',
    'emails co "home"',
    'emails[type eq "work" and value co "work"]',
    'emails[type eq "work"].value eq "ada@work.example"',
    "emails[primary eq true] pr",
    'emails[not (type eq "work")].value ew "home.example"',
    `${ENTERPRISE}:department eq "engines"`,
    `${ENTERPRISE}:manager eq "Xy2"`,
    `${ENTERPRISE}:manager.value eq "Xy2"`,
    `${ENTERPRISE.toUpperCase()}:department pr`,
    `${ENTERPRISE} pr`,
    'meta.created eq "2026-03-01T13:00:00+01:00"',
    'meta.created ge "2026-03-01T12:00:00Z" and meta.created lt "2026-03-01T12:00:01Z"',
    "title eq null",
    "userName ne null",
    'title ne "Boss"',
    'userName gt "ada" and userName lt "adb"',
    'title pr or roles.value eq "admin"',
    'active eq "True"',
    'emails[primary eq "TRUE"].value eq "ada@work.example"',
    'id eq "Ab1" and manager eq "Xy2"',
    'department eq "Engines"',
  ])("fits: %s", (filter) => {
    expect(fits(filter)).toBe(true);
  });

  test.each([
    'externalId eq "00uada"',
    'id eq "ab1"',
    `${ENTERPRISE}:manager eq "xy2"`,
    'emails[type eq "home"].value eq "ada@work.example"',
    'emails[type eq "home" and value co "work"]',
    'active eq "yes"',
    'active ne "True"',
    'displayName eq "true"',
    "userName eq 5",
    "title pr",
    'urn:example:other:department eq "Engines"',
    'urn:example:other:userName eq "ada@example.com"',
    'password eq "anything"',
    'emails ne "ada@home.example"',
    'name.middleName co ""',
  ])("does not fit: %s", (filter) => {
    expect(fits(filter)).toBe(false);
  });

  test.each([
    ["active gt true", "order"],
    ["active ge 1", "order"],
    ['x509Certificates gt "a"', "order"],
    ["userName gt null", "order"],
    ["userName co 5", "text"],
    ["active sw true", "text"],
    ['meta.created gt "yesterday"', "time"],
    ['emails[primary lt "x"]', "order"],
  ])("is refused where the attribute has no such comparison: %s", (filter, why) => {
    expect(() => fits(filter)).toThrow(
      expect.objectContaining({
        status: 400,
        scimType: "invalidFilter",
        message: expect.stringContaining(why) as string,
      }),
    );
  });

  propertyTest.prop([fc.string({ unit: "binary" }), fc.string({ unit: "binary" })])(
    "an equality fits whoever has the value, whatever characters are in it, and ne is its opposite",
    (value, other) => {
      const person = { ...ada, externalId: value };
      const judge = (text: string) => compileFilter(parseFilter(text), resourceScope(USER_TYPE))(person);
      expect(judge(`externalId eq ${JSON.stringify(value)}`)).toBe(true);
      expect(judge(`externalId eq ${JSON.stringify(other)}`)).toBe(value === other);
      expect(judge(`externalId ne ${JSON.stringify(other)}`)).toBe(value !== other);
      expect(judge(`not (externalId eq ${JSON.stringify(other)})`)).toBe(value !== other);
    },
  );
});
