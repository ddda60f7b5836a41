import { expect, test } from "vitest";
import { checkSchema } from "../../../../src/sandbox/entra/schema/check-schema.js";
import { defaultSchema, type SchemaVariant } from "../../../../src/sandbox/entra/schema/default-schema.js";
import { matchingAttributeOf, objectsIn, rulesOf } from "../../../../src/sandbox/entra/schema/read-schema.js";
import { mappingsOf, sourceOf } from "./schema-parts.js";

const VARIANTS: readonly SchemaVariant[] = ["default", "older", "other-ids"];
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

test("a new job maps 22 attributes of people in the portal's order, externalId wrongly, and 3 of groups", () => {
  const schema = defaultSchema("scim.x", "default");
  const people = mappingsOf(schema, "User").map((one) => [one["targetAttributeName"], sourceOf(one)["expression"]]);
  expect(people).toEqual([
    ["userName", "[userPrincipalName]"],
    ["active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'],
    ["displayName", "[displayName]"],
    ["title", "[jobTitle]"],
    ['emails[type eq "work"].value', "[mail]"],
    ["preferredLanguage", "[preferredLanguage]"],
    ["name.givenName", "[givenName]"],
    ["name.familyName", "[surname]"],
    ["name.formatted", 'Join(" ", [givenName], [surname])'],
    ['addresses[type eq "work"].formatted', "[physicalDeliveryOfficeName]"],
    ['addresses[type eq "work"].streetAddress', "[streetAddress]"],
    ['addresses[type eq "work"].locality', "[city]"],
    ['addresses[type eq "work"].region', "[state]"],
    ['addresses[type eq "work"].postalCode', "[postalCode]"],
    ['addresses[type eq "work"].country', "[country]"],
    ['phoneNumbers[type eq "work"].value', "[telephoneNumber]"],
    ['phoneNumbers[type eq "mobile"].value', "[mobile]"],
    ['phoneNumbers[type eq "fax"].value', "[facsimileTelephoneNumber]"],
    ["externalId", "[mailNickname]"],
    [`${ENTERPRISE}:employeeNumber`, "[employeeId]"],
    [`${ENTERPRISE}:department`, "[department]"],
    [`${ENTERPRISE}:manager`, "[manager]"],
  ]);
  const groups = mappingsOf(schema, "Group").map((one) => [one["targetAttributeName"], sourceOf(one)["name"]]);
  expect(groups).toEqual([
    ["displayName", "displayName"],
    ["externalId", "objectId"],
    ["members", "members"],
  ]);
});

test.each(VARIANTS)("the schema of the variant %s can be saved as it is and matches people by userName", (variant) => {
  const schema = defaultSchema("scim.x", variant);
  expect(checkSchema(schema, schema)).toBeUndefined();
  expect(matchingAttributeOf(schema)).toBe("userName");
});

test("objectId is the anchor and the first of the source's attributes of people", () => {
  const [source] = objectsIn(defaultSchema("scim.x", "default")["directories"]);
  const [user] = objectsIn(source?.["objects"]);
  expect(user?.["name"]).toBe("User");
  expect(objectsIn(user?.["attributes"])[0]).toMatchObject({ name: "objectId", anchor: true, type: "String" });
});

test("an older tenant has old names, a rule id that is no GUID, a nameless mapping in front, and no externalId", () => {
  const schema = defaultSchema("scim.x", "older");
  const [rule] = rulesOf(schema);
  expect(rule).toMatchObject({
    id: expect.stringMatching(/#V2$/) as string,
    sourceDirectoryName: "Azure Active Directory",
  });
  const [nameless] = objectsIn(rule?.["objectMappings"]);
  expect(nameless).toMatchObject({ enabled: false, name: null, sourceObjectName: "" });
  expect(objectsIn(nameless?.["attributeMappings"])[0]).toMatchObject({ source: null });
  const targets = mappingsOf(schema, "User").map((one) => one["targetAttributeName"]);
  expect(targets).toHaveLength(21);
  expect(targets).not.toContain("externalId");
});

test("rule ids, directory ids and names of mappings differ between the variants", () => {
  const marks = VARIANTS.map((variant) => {
    const schema = defaultSchema("scim.x", variant);
    const [rule] = rulesOf(schema);
    const names = objectsIn(rule?.["objectMappings"]).map(({ name }) => name);
    return [rule?.["id"], ...objectsIn(schema["directories"]).map(({ id }) => id), ...names];
  });
  const all = marks.flat().filter((one) => one !== null);
  expect(new Set(all).size).toBe(all.length);
});
