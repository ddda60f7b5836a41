import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { isAsAdded, restoreMappings, type FormerMapping } from "../../../src/entra/mapping/schema-restore.js";
import { expressionFor, planMappings, sourceFor } from "../../../src/entra/mapping/schema-surgery.js";
import { defaultSchema, type SchemaVariant } from "../../../src/sandbox/entra/schema/default-schema.js";
import { mapped, olderSchema, schemaOf } from "../support/schemas.js";

const VARIANTS: readonly SchemaVariant[] = ["default", "older", "other-ids"];
/** Some of them are mapped by default, some are not, and the last ones no schema knows. */
const TARGETS = ["externalId", "title", "nickName", "displayName", "locale", "costCode", "badge"];
const SOURCES = ["objectId", "jobTitle", "mailNickname", "department", "displayName"];

function formerOf(schema: JsonObject, targets: readonly string[], defines: readonly string[]): FormerMapping[] {
  return targets.map((target) => ({ target, source: sourceFor(schema, target), defined: defines.includes(target) }));
}

test.prop(
  [
    fc.constantFrom(...VARIANTS),
    fc.uniqueArray(fc.record({ target: fc.constantFrom(...TARGETS), source: fc.constantFrom(...SOURCES) }), {
      selector: ({ target }) => target,
      minLength: 1,
      maxLength: 4,
    }),
  ],
  { numRuns: 60, seed: 6 },
)("whatever mappings are exchanged or added, putting them back gives the schema of before", (variant, wanted) => {
  const before = defaultSchema("scim.job", variant);
  const { after, fields, defines } = planMappings(before, wanted);
  const targets = fields.map(({ path }) => path);
  expect(targets.every((target) => expressionFor(before, target) !== undefined || isAsAdded(after, target))).toBe(true);
  expect(restoreMappings(after, formerOf(before, targets, defines))).toEqual(before);
});

test("an attribute's definition stays as long as somebody else maps or changed it", () => {
  const before = olderSchema();
  const { after, defines } = planMappings(before, [{ target: "badge", source: "objectId" }]);
  expect(defines).toEqual(["badge"]);
  const changed = JSON.stringify(after).replace(
    '"caseExact":false,"defaultValue":null',
    '"caseExact":true,"defaultValue":null',
  );
  const other = JSON.parse(changed) as JsonObject;
  const restored = restoreMappings(other, formerOf(before, ["badge"], defines));
  expect(expressionFor(restored, "badge")).toBeUndefined();
  expect(restored["directories"]).toEqual(other["directories"]);
});

test("an added mapping that somebody gave other settings is not as it was added", () => {
  const people = [
    mapped("userName", "[userPrincipalName]", 1),
    { ...mapped("badge", "[objectId]"), flowType: "ObjectAddOnly" },
  ];
  expect(isAsAdded(schemaOf({ people }), "badge")).toBe(false);
});
