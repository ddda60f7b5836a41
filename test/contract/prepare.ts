import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";

const SCHEMAS = "#/components/schemas/";
const BASE = "WithoutSubtype";

/**
 * The description without references that lead nowhere: Okta's own describes parts of JSON schemas, and writes `#/definitions/base`
 * within an answer where an OpenAPI document has no such place. What they would say is left unchecked.
 */
export function withoutForeignReferences(document: JsonObject): JsonObject {
  return mapObjects(document, (value) =>
    typeof value["$ref"] === "string" && !value["$ref"].startsWith("#/components/") ? {} : value,
  );
}

/** The description with schemas added that it does not have; what it has stays. */
export function withSchemas(document: JsonObject, schemas: JsonObject): JsonObject {
  return replaceSchemas(document, { ...schemas, ...at(document, "components", "schemas") });
}

/**
 * The description with its discriminators spelled out as conditions, which JSON Schema understands: where `signOnMode` is
 * `SAML_2_0`, the schema that the discriminator names for it holds as well (OpenAPI 3.0.3, "Discriminator Object").
 */
export function withSubtypes(document: JsonObject): JsonObject {
  const schemas = at(document, "components", "schemas");
  const changed: Record<string, JsonValue | undefined> = { ...schemas };
  for (const [name, schema] of Object.entries(schemas)) {
    const discriminator = isJsonObject(schema) ? at(schema, "discriminator") : {};
    const mapping = Object.entries(at(discriminator, "mapping")).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].slice(SCHEMAS.length) in schemas,
    );
    const field = discriminator["propertyName"];
    if (typeof field !== "string" || mapping.length === 0) continue;
    changed[name + BASE] = schema;
    changed[name] = { allOf: [{ $ref: SCHEMAS + name + BASE }, ...mapping.map((entry) => conditionOf(field, entry))] };
    for (const [, reference] of mapping) {
      const subtype = reference.slice(SCHEMAS.length);
      // The subtype builds on what was said without subtypes; else each would ask for itself again.
      changed[subtype] = mapObjects(changed[subtype] ?? {}, (value) =>
        value["$ref"] === SCHEMAS + name ? { $ref: SCHEMAS + name + BASE } : value,
      );
    }
  }
  return replaceSchemas(document, changed);
}

function conditionOf(field: string, [value, reference]: readonly [string, string]): JsonObject {
  return { if: { properties: { [field]: { const: value } }, required: [field] }, then: { $ref: reference } };
}

function replaceSchemas(document: JsonObject, schemas: JsonObject): JsonObject {
  return { ...document, components: { ...at(document, "components"), schemas } };
}

function at(value: JsonObject, ...path: readonly string[]): JsonObject {
  return path.reduce<JsonObject>((here, name) => {
    const next = here[name];
    return isJsonObject(next) ? next : {};
  }, value);
}

function mapObjects<T extends JsonValue>(value: T, change: (value: JsonObject) => JsonObject): T {
  const map = (here: JsonValue | undefined): JsonValue | undefined => {
    if (Array.isArray(here)) return here.map((item: JsonValue) => map(item) ?? null);
    if (!isJsonObject(here)) return here;
    return change(Object.fromEntries(Object.entries(here).map(([key, item]) => [key, map(item)])));
  };
  return map(value) as T;
}
