import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { isNothing } from "../scim/patch/patch-object.js";
import { attributeNamed, coreAttributesOf, extensionOf, type ResourceType } from "../scim/schema/resource-type.js";

/**
 * What a target does with attributes that its schemas do not have: RFC 7644 3.3 lets a server ignore them; a vendor's target
 * whose guide asks for attributes of its own keeps them.
 */
export type UnknownAttributes = "kept" | "ignored";

/**
 * The attributes of a body that the resource type does not have, as they were sent: those at the top, and whole objects under
 * URNs of other schemas. What says that there is no value is left out.
 */
export function unknownIn(body: JsonValue | undefined, type: ResourceType): JsonObject {
  if (!isJsonObject(body)) return {};
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => isUnknown(name, type) && !isNothing(value)));
}

/** The URNs among the keys of a resource that are of no schema of its type. */
export function unknownSchemasIn(resource: JsonObject, type: ResourceType): readonly string[] {
  return Object.keys(resource).filter((name) => isUrn(name) && isUnknown(name, type));
}

/**
 * What the operations of a PATCH make of such attributes: `add` and `replace` set one whole value, `remove` takes it away; for
 * a value without path, and one at a URN, each of its keys counts. Other paths than an attribute, or a URN with one, lead
 * nowhere.
 *
 * @param body - a PATCH message that has been read without a refusal
 * @returns the resource itself when nothing is different
 */
export function withUnknown(resource: JsonObject, body: JsonValue | undefined, type: ResourceType): JsonObject {
  let after = resource;
  for (const { op, path, value } of operationsIn(body)) {
    if (path !== undefined) after = changed(after, path, op === "remove" ? undefined : value, type);
    else if (isJsonObject(value))
      for (const [key, one] of Object.entries(value)) after = changed(after, key, one, type);
  }
  return after;
}

interface Operation {
  readonly op: string;
  readonly path: string | undefined;
  readonly value: JsonValue | undefined;
}

function operationsIn(body: JsonValue | undefined): readonly Operation[] {
  const operations = isJsonObject(body) ? inAnyCase(body, "operations") : undefined;
  if (!Array.isArray(operations)) return [];
  return (operations as readonly JsonValue[]).filter(isJsonObject).map((operation) => {
    const [op, path] = [inAnyCase(operation, "op"), inAnyCase(operation, "path")];
    return {
      op: typeof op === "string" ? op.toLowerCase() : "",
      path: typeof path === "string" ? path : undefined,
      value: inAnyCase(operation, "value"),
    };
  });
}

function changed(resource: JsonObject, path: string, value: JsonValue | undefined, type: ResourceType): JsonObject {
  if (!isUrn(path)) return /^[\w$-]+$/.test(path) && isUnknown(path, type) ? put(resource, path, value) : resource;
  if (isJsonObject(value) || keyOf(resource, path) !== undefined) {
    return isUnknown(path, type)
      ? put(resource, path, merged(resource[keyOf(resource, path) ?? path], value))
      : resource;
  }
  const colon = path.lastIndexOf(":");
  const [schema, name] = [path.slice(0, colon), path.slice(colon + 1)];
  if (schema.toLowerCase() === type.schema.id.toLowerCase()) return changed(resource, name, value, type);
  if (!isUnknown(schema, type) || !isUrn(schema)) return resource;
  const before = resource[keyOf(resource, schema) ?? schema];
  return put(resource, schema, put(isJsonObject(before) ? before : {}, name, value));
}

function merged(before: JsonValue | undefined, value: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(before) && isJsonObject(value) ? { ...before, ...value } : value;
}

/** The object with a key's value, whatever the key's case; without the key when the value says nothing. */
function put(from: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  const key = keyOf(from, name) ?? name;
  const isEmpty = isNothing(value) || (isJsonObject(value) && Object.keys(value).length === 0);
  if (!isEmpty) return isDeepStrictEqual(from[key], value) ? from : { ...from, [key]: value };
  return Object.hasOwn(from, key) ? Object.fromEntries(Object.entries(from).filter(([one]) => one !== key)) : from;
}

function isUnknown(name: string, type: ResourceType): boolean {
  if (isUrn(name)) return extensionOf(type, name) === undefined && name.toLowerCase() !== type.schema.id.toLowerCase();
  return name.toLowerCase() !== "schemas" && attributeNamed(coreAttributesOf(type), name) === undefined;
}

function isUrn(name: string): boolean {
  return /^urn:/i.test(name);
}

function keyOf(from: JsonObject, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.hasOwn(from, name) ? name : Object.keys(from).find((one) => one.toLowerCase() === wanted);
}

function inAnyCase(from: JsonObject, name: string): JsonValue | undefined {
  const key = keyOf(from, name);
  return key === undefined ? undefined : from[key];
}
