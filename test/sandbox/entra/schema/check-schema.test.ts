import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/base/json.js";
import { checkSchema } from "../../../../src/sandbox/entra/schema/check-schema.js";
import { defaultSchema } from "../../../../src/sandbox/entra/schema/default-schema.js";
import { nameIn, objectsIn } from "../../../../src/sandbox/entra/schema/read-schema.js";
import { attributeSource, mappingsOf, withObjectMappings, withSource, withUserMappings } from "./schema-parts.js";

const SCHEMA = defaultSchema("scim.x", "default");
const OLDER = defaultSchema("scim.x", "older");

function extra(targetAttributeName: string, more: JsonObject = {}): JsonObject {
  const rest = {
    defaultValue: "",
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
  };
  return { ...rest, matchingPriority: 0, targetAttributeName, source: attributeSource("objectId"), ...more };
}

test("the guide's change is taken: externalId from the object id", () => {
  expect(checkSchema(SCHEMA, withSource(SCHEMA, "externalId", attributeSource("objectId")))).toBeUndefined();
});

test("a mapping that was missing can be added, also one whose source is no more than a default value", () => {
  expect(
    checkSchema(
      OLDER,
      withUserMappings(OLDER, (all) => [...all, extra("externalId")]),
    ),
  ).toBeUndefined();
  const constant = extra("userType", { source: null, defaultValue: "Employee" });
  expect(
    checkSchema(
      OLDER,
      withUserMappings(OLDER, (all) => [...all, constant]),
    ),
  ).toBeUndefined();
});

test.each(["synchronizationRules", "directories"])("a schema without %s is refused: the whole is replaced", (name) => {
  expect(checkSchema(SCHEMA, { ...SCHEMA, [name]: undefined })).toEqual({
    code: "RequestMissingRequiredParameter",
    message: `The required property '${name}' is missing.`,
  });
});

test.each([
  [
    "a target attribute mapped twice",
    withUserMappings(SCHEMA, (all) => [...all, extra("externalId")]),
    "more than once",
  ],
  [
    "a target attribute mapped twice in other letters",
    withUserMappings(SCHEMA, (all) => [...all, extra("EXTERNALID")]),
    "more than once",
  ],
  [
    "a source attribute nobody knows",
    withSource(SCHEMA, "externalId", attributeSource("oid")),
    "source attribute 'oid'",
  ],
  [
    "an unknown source attribute within a function",
    withSource(SCHEMA, "externalId", {
      expression: "ToLower([nobody])",
      name: "ToLower",
      type: "Function",
      parameters: [],
    }),
    "source attribute 'nobody'",
  ],
  [
    "a target attribute that the directory does not define",
    withUserMappings(SCHEMA, (all) => [...all, extra("badgeNumber")]),
    "target attribute 'badgeNumber'",
  ],
  [
    "no matching attribute",
    withUserMappings(SCHEMA, (all) => all.map((one) => ({ ...one, matchingPriority: 0 }))),
    "no matching attribute",
  ],
  [
    "an expression that says another attribute than the name",
    withSource(SCHEMA, "externalId", { ...attributeSource("objectId"), name: "mail" }),
    "do not agree",
  ],
  [
    "a type that is not the expression's",
    withSource(SCHEMA, "externalId", { ...attributeSource("objectId"), type: "Function" }),
    "do not agree",
  ],
  [
    "an expression that cannot be read",
    withSource(SCHEMA, "externalId", { ...attributeSource("objectId"), expression: "[objectId" }),
    "cannot be read",
  ],
  [
    "an expression of more than 10,000 characters",
    withSource(SCHEMA, "externalId", { expression: `"${"x".repeat(10_000)}"`, name: "x", type: "Constant" }),
    "longer than 10000",
  ],
  [
    "people switched off",
    withObjectMappings(SCHEMA, (one) => (one["sourceObjectName"] === "User" ? { ...one, enabled: false } : one)),
    "cannot be disabled",
  ],
  [
    "what the target requires no longer mapped",
    withUserMappings(SCHEMA, (all) =>
      all
        .filter((one) => one["targetAttributeName"] !== "userName")
        .map((one) => ({ ...one, matchingPriority: one["targetAttributeName"] === "externalId" ? 1 : 0 })),
    ),
    "required attribute 'userName'",
  ],
])("%s is refused", (_what, after, words) => {
  expect(checkSchema(SCHEMA, after)?.message).toContain(words);
});

test("groups can be switched off, and what is switched off may be unfinished", () => {
  const off = withObjectMappings(SCHEMA, (one) =>
    one["sourceObjectName"] === "Group" ? { ...one, enabled: false } : one,
  );
  expect(checkSchema(SCHEMA, off)).toBeUndefined();
  expect(checkSchema(OLDER, OLDER)).toBeUndefined();
});

test("an attribute becomes a target once the schema defines it", () => {
  const mapped = withUserMappings(SCHEMA, (all) => [...all, extra("badgeNumber")]);
  const directories = objectsIn(mapped["directories"]).map((directory) => ({
    ...directory,
    objects: objectsIn(directory["objects"]).map((object) =>
      nameIn(object, "name").endsWith("2.0:User")
        ? { ...object, attributes: [...objectsIn(object["attributes"]), { name: "badgeNumber", type: "String" }] }
        : object,
    ),
  }));
  expect(checkSchema(SCHEMA, { ...mapped, directories })).toBeUndefined();
});

const targets = mappingsOf(SCHEMA, "User").map((one) => nameIn(one, "targetAttributeName"));
const sources = objectsIn(objectsIn(objectsIn(SCHEMA["directories"])[0]?.["objects"])[0]?.["attributes"]).map((one) =>
  nameIn(one, "name"),
);

property.prop([fc.constantFrom(...targets), fc.constantFrom(...sources)])(
  "any known source can be put to any mapped target, and one letter more makes it unknown",
  (target, source) => {
    expect(checkSchema(SCHEMA, withSource(SCHEMA, target, attributeSource(source)))).toBeUndefined();
    expect(checkSchema(SCHEMA, withSource(SCHEMA, target, attributeSource(`${source}_`)))?.code).toBe(
      "SchemaAttributeNotFound",
    );
  },
);
