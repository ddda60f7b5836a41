import { isJsonObject, type JsonObject, type JsonValue } from "../../../../src/base/json.js";
import { objectsIn, rulesOf } from "../../../../src/sandbox/entra/schema/read-schema.js";

/** The enabled attribute mappings of people or groups. */
export function mappingsOf(schema: JsonObject, kind: "User" | "Group"): readonly JsonObject[] {
  const mapping = rulesOf(schema)
    .flatMap((rule) => objectsIn(rule["objectMappings"]))
    .find((one) => one["enabled"] === true && one["sourceObjectName"] === kind);
  return objectsIn(mapping?.["attributeMappings"]);
}

/** The source of an attribute mapping; empty when it has none. */
export function sourceOf({ source }: JsonObject): JsonObject {
  return isJsonObject(source) ? source : {};
}

/** A copy in which the attribute mappings of people are others. */
export function withUserMappings(
  schema: JsonObject,
  change: (mappings: readonly JsonObject[]) => readonly JsonObject[],
): JsonObject {
  return withObjectMappings(schema, (mapping) =>
    mapping["enabled"] === true && mapping["sourceObjectName"] === "User"
      ? { ...mapping, attributeMappings: change(objectsIn(mapping["attributeMappings"])) }
      : mapping,
  );
}

/** A copy in which each object mapping is another one. */
export function withObjectMappings(schema: JsonObject, change: (mapping: JsonObject) => JsonObject): JsonObject {
  const rules = rulesOf(schema).map((rule) => ({
    ...rule,
    objectMappings: objectsIn(rule["objectMappings"]).map(change),
  }));
  return { ...schema, synchronizationRules: rules };
}

/** A copy in which one target attribute of people has another source. */
export function withSource(schema: JsonObject, target: string, source: JsonValue): JsonObject {
  return withUserMappings(schema, (mappings) =>
    mappings.map((one) => (one["targetAttributeName"] === target ? { ...one, source } : one)),
  );
}

/** The source that reads one attribute. */
export function attributeSource(name: string): JsonObject {
  return { expression: `[${name}]`, name, type: "Attribute", parameters: [] };
}
