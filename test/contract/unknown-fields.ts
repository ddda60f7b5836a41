import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";

/**
 * The fields of a request's body that its schema does not name. OpenAPI lets every object carry more than it names, so that a
 * misspelt optional field is valid, and without effect. An object that names no field at all, or says that there may be others, is free.
 *
 * @param schema - without references
 * @returns JSON pointers
 */
export function unknownFields(value: JsonValue, schema: JsonValue | undefined): readonly string[] {
  return schema === undefined ? [] : look(value, [schema], "");
}

function look(value: JsonValue, schemas: readonly JsonValue[], at: string): readonly string[] {
  const parts = schemas.flatMap((schema) => partsOf(schema, value));
  if (Array.isArray(value)) {
    const items = parts.flatMap(({ items }) => items ?? []);
    return items.length === 0 ? [] : value.flatMap((item: JsonValue, i) => look(item, items, `${at}/${String(i)}`));
  }
  if (!isJsonObject(value) || parts.some(isFree)) return [];
  const properties = parts.map(({ properties }) => properties).filter(isJsonObject);
  if (properties.every((one) => Object.keys(one).length === 0)) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const known = properties.flatMap((one) => one[name] ?? []);
    const path = `${at}/${name}`;
    return known.length === 0 ? [path] : look(field ?? null, known, path);
  });
}

/** A schema with all that it is put together from, as far as it holds for this value. */
function partsOf(schema: JsonValue, value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(schema)) return [];
  const { allOf, anyOf, oneOf, then } = schema;
  const together = [allOf, anyOf, oneOf].flatMap((some) => (Array.isArray(some) ? (some as readonly JsonValue[]) : []));
  const conditional = then === undefined || !holds(schema["if"], value) ? [] : [then];
  return [schema, ...[...together, ...conditional].flatMap((part) => partsOf(part, value))];
}

/** Whether a condition of `withSubtypes` holds: a field has the one value it asks for. */
function holds(condition: JsonValue | undefined, value: JsonValue): boolean {
  if (!isJsonObject(condition) || !isJsonObject(condition["properties"]) || !isJsonObject(value)) return false;
  return Object.entries(condition["properties"]).every(
    ([name, asked]) => isJsonObject(asked) && value[name] === asked["const"],
  );
}

function isFree({ additionalProperties }: JsonObject): boolean {
  return additionalProperties === true || isJsonObject(additionalProperties);
}
