import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Attribute } from "./attribute.js";
import { ScimError, invalidSyntax, invalidValue } from "../message/errors.js";
import { attributeNamed, coreAttributesOf, extensionOf, type ResourceType } from "./resource-type.js";

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** Far more addresses or roles than anybody has. */
const MOST_VALUES = 1_000;

type Writable = Record<string, JsonValue>;

/**
 * What a server keeps of a resource that a client sent: attributes by the names of the schema, checked; without what the
 * client cannot set (readOnly: ignored, RFC 7644 3.3), without unknown attributes, without empty values (RFC 7643 2.5) and
 * without the password, which nobody can read back. `schemas` is left out: it follows from what is kept.
 *
 * @throws ScimError 400 `invalidSyntax` or `invalidValue`, with the attribute
 */
export function acceptResource(body: JsonValue | undefined, type: ResourceType): JsonObject {
  if (!isJsonObject(body)) throw invalidSyntax("The body must be a JSON object.");
  checkSchemas(body, type);
  const kept = acceptAttributes(body, coreAttributesOf(type), "");
  for (const [name, value] of Object.entries(body)) {
    const extension = name.includes(":") ? extensionOf(type, name) : undefined;
    if (extension === undefined || value === null || value === undefined) continue;
    if (!isJsonObject(value)) throw invalidValue(`${name} must be an object.`);
    const accepted = acceptAttributes(value, extension.attributes, `${extension.id}:`);
    if (Object.keys(accepted).length > 0) kept[extension.id] = accepted;
  }
  return kept;
}

function checkSchemas(body: JsonObject, type: ResourceType): void {
  const key = Object.keys(body).find((name) => name.toLowerCase() === "schemas");
  const schemas = key === undefined ? undefined : body[key];
  const wanted = type.schema.id.toLowerCase();
  if (!Array.isArray(schemas) || !schemas.every((one): one is string => typeof one === "string")) {
    throw invalidSyntax(`"schemas" must be an array of URNs, ${type.schema.id} among them.`);
  }
  if (!schemas.some((one) => one.toLowerCase() === wanted)) {
    throw invalidSyntax(`"schemas" must contain ${type.schema.id}.`);
  }
}

function acceptAttributes(from: JsonObject, attributes: readonly Attribute[], prefix: string): Writable {
  const kept: Writable = {};
  for (const [name, value] of Object.entries(from)) {
    const attribute = attributeNamed(attributes, name);
    if (attribute === undefined || attribute.mutability === "readOnly" || value === undefined) continue;
    const accepted = acceptValue(value, attribute, prefix + attribute.name);
    if (accepted !== undefined && attribute.returned !== "never") kept[attribute.name] = accepted;
  }
  for (const { required, mutability, name } of attributes) {
    if (!required || mutability === "readOnly") continue;
    const value = kept[name];
    if (value === undefined || (typeof value === "string" && value.trim() === "")) {
      throw invalidValue(`${prefix}${name} is required and has no value.`);
    }
  }
  return kept;
}

/**
 * The value of one attribute as it is kept; undefined when it says that there is none. Beyond RFC 7643, as Microsoft Entra needs
 * it: `"True"` and `"False"`, in any case, for a boolean, and a manager as the plain id.
 *
 * @param path - names the attribute in a refusal
 * @throws ScimError 400 `invalidValue`
 */
export function acceptValue(value: JsonValue, attribute: Attribute, path: string): JsonValue | undefined {
  if (value === null) return undefined;
  if (!attribute.multiValued) return acceptSingle(value, attribute, path);
  if (!Array.isArray(value)) throw invalidValue(`${path} must be an array.`);
  const kept = acceptValues(value as readonly JsonValue[], attribute, path);
  return kept.length === 0 ? undefined : kept;
}

/**
 * The values of a multi-valued attribute as they are kept, those left out that say nothing.
 *
 * @throws ScimError 400 `invalidValue`, 413 for more than a thousand, of which only a group has as many: its members
 */
export function acceptValues(values: readonly JsonValue[], attribute: Attribute, path: string): readonly JsonValue[] {
  if (values.length > MOST_VALUES && attribute.name !== "members")
    throw new ScimError(413, `${path} has more than ${String(MOST_VALUES)} values.`);
  const kept: JsonValue[] = [];
  let primaries = 0;
  for (const [index, item] of values.entries()) {
    const accepted = item === null ? undefined : acceptSingle(item, attribute, `${path}[${String(index)}]`);
    if (accepted === undefined) continue;
    if (isJsonObject(accepted) && accepted["primary"] === true) primaries += 1;
    kept.push(accepted);
  }
  // RFC 7643 2.4: at most one value is the preferred one.
  if (primaries > 1) throw invalidValue(`${path} has more than one primary value.`);
  return kept;
}

function acceptSingle(value: JsonValue, attribute: Attribute, path: string): JsonValue | undefined {
  switch (attribute.type) {
    case "complex": {
      if (typeof value === "string" && !attribute.multiValued && hasValue(attribute)) {
        return value === "" ? undefined : { value };
      }
      if (!isJsonObject(value)) throw invalidValue(`${path} must be an object.`);
      const accepted = acceptAttributes(value, attribute.subAttributes ?? [], `${path}.`);
      return Object.keys(accepted).length === 0 ? undefined : accepted;
    }
    case "boolean": {
      const accepted = typeof value === "string" ? BOOLEANS.get(value.toLowerCase()) : value;
      if (typeof accepted !== "boolean") throw invalidValue(`${path} must be true or false.`);
      return accepted;
    }
    case "integer":
      if (!Number.isInteger(value)) throw invalidValue(`${path} must be a whole number.`);
      return value;
    case "decimal":
      if (typeof value !== "number") throw invalidValue(`${path} must be a number.`);
      return value;
    case "dateTime":
      if (typeof value !== "string" || Number.isNaN(Date.parse(value))) throw invalidValue(`${path} must be a time.`);
      return value;
    default:
      if (typeof value !== "string") throw invalidValue(`${path} must be a string.`);
      return value;
  }
}

function hasValue({ subAttributes }: Attribute): boolean {
  return attributeNamed(subAttributes ?? [], "value") !== undefined;
}
