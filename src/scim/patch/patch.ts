import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { invalidValue } from "../message/errors.js";
import { acceptValue } from "../schema/incoming.js";
import { atOperation, type PatchChange } from "./patch-message.js";
import { isNothing, merged, withAttribute, withKey, without } from "./patch-object.js";
import { patchedValues } from "./patch-values.js";

/**
 * Applies changes one after the other, as RFC 7644 3.5.2.1 to 3.5.2.3 say, with what Microsoft Entra needs beyond them: null and
 * an empty string remove, a value that a filter names and nobody has is made, and a `remove` with values takes away just those.
 * The first refusal ends it, and nothing has happened to `resource`.
 *
 * @param resource - by the names of the schema, as {@link acceptResource} gives it
 * @param changes - as {@link parsePatch} gives them
 * @returns the resource as it is afterwards; the very same object when nothing is different
 * @throws ScimError 400 `invalidValue`, `noTarget`, or `mutability` for the loss of what is required and the change of what is
 * immutable
 */
export function applyPatch(resource: JsonObject, changes: readonly PatchChange[]): JsonObject {
  let after = resource;
  for (const change of changes) after = atOperation(change.operation, () => changed(after, change));
  return isDeepStrictEqual(after, resource) ? resource : after;
}

function changed(resource: JsonObject, change: PatchChange): JsonObject {
  const { extension, attribute, name } = change.place;
  const home = extension === undefined ? resource : objectIn(resource[extension.id]);
  const value = changedValue(home[attribute.name], change);
  const after = withAttribute(home, attribute, value, name);
  if (extension === undefined) return after;
  return Object.keys(after).length === 0 ? without(resource, extension.id) : withKey(resource, extension.id, after);
}

/** What the attribute's value is afterwards; undefined for none. */
function changedValue(before: JsonValue | undefined, change: PatchChange): JsonValue | undefined {
  const { attribute } = change.place;
  if (attribute.multiValued) {
    const values = patchedValues(Array.isArray(before) ? (before as readonly JsonValue[]) : [], change);
    return values.length === 0 ? undefined : values;
  }
  if (attribute.type === "complex") {
    const after = changedComplex(objectIn(before), change);
    return Object.keys(after).length === 0 ? undefined : after;
  }
  const { op, value, place } = change;
  return op === "remove" || value === undefined || isNothing(value)
    ? undefined
    : acceptValue(value, attribute, place.name);
}

function changedComplex(before: JsonObject, { op, place, value }: PatchChange): JsonObject {
  const { attribute, sub, name } = place;
  const given = op === "remove" || value === undefined || isNothing(value) ? undefined : value;
  if (sub !== undefined) {
    return withAttribute(before, sub, given === undefined ? undefined : acceptValue(given, sub, name), name);
  }
  if (given === undefined) return {};
  // A manager may come as the plain id.
  const parts = typeof given === "string" ? acceptValue(given, attribute, name) : given;
  if (!isJsonObject(parts)) throw invalidValue(`${name} must be an object.`);
  return merged(before, parts, attribute, name);
}

function objectIn(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
