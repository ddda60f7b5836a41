import { isDeepStrictEqual } from "node:util";
import type { JsonObject, JsonValue } from "../../base/json.js";
import type { Attribute } from "../schema/attribute.js";
import { invalidValue, mutability } from "../message/errors.js";
import { acceptValue } from "../schema/incoming.js";
import { attributeNamed } from "../schema/resource-type.js";

/** True for what says that there is no value: as a replacement it removes. */
export function isNothing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * The object with another value of one attribute, as far as the attribute allows it; what is never returned is not kept.
 *
 * @param value - as {@link acceptValue} gives it; undefined to remove the attribute
 * @param path - names the attribute in a refusal
 * @throws ScimError 400 `mutability` (RFC 7644 3.5.2.2 for what is required, RFC 7643 2.2 for what is immutable) or
 * `invalidValue`
 */
export function withAttribute(
  from: JsonObject,
  attribute: Attribute,
  value: JsonValue | undefined,
  path: string,
): JsonObject {
  const before = from[attribute.name];
  if (attribute.required && value === undefined) throw mutability(`${path} is required and cannot be removed.`);
  if (attribute.required && typeof value === "string" && value.trim() === "") {
    throw invalidValue(`${path} is required and has no value.`);
  }
  if (attribute.mutability === "immutable" && before !== undefined && !isDeepStrictEqual(before, value)) {
    throw mutability(`${path} is immutable.`);
  }
  if (value === undefined) return without(from, attribute.name);
  return attribute.returned === "never" ? from : withKey(from, attribute.name, value);
}

/**
 * A complex value with other sub-attributes put over it: null and an empty string remove one, unknown and readOnly ones are
 * left out (RFC 7644 3.5.2.3: the others stay).
 *
 * @throws ScimError 400 `invalidValue` or `mutability`
 */
export function merged(before: JsonObject, parts: JsonObject, attribute: Attribute, path: string): JsonObject {
  let after = before;
  for (const [key, value] of Object.entries(parts)) {
    const sub = attributeNamed(attribute.subAttributes ?? [], key);
    if (sub === undefined || sub.mutability === "readOnly") continue;
    const subPath = `${path}.${sub.name}`;
    const accepted = value === undefined || isNothing(value) ? undefined : acceptValue(value, sub, subPath);
    after = withAttribute(after, sub, accepted, subPath);
  }
  return after;
}

/** The object with a key's value in the place of the one it had, or at its end. */
export function withKey(from: JsonObject, key: string, value: JsonValue): JsonObject {
  return { ...from, [key]: value };
}

/** The object without a key. */
export function without(from: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([one]) => one !== key));
}
