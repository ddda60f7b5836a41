import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { invalidValue } from "../message/errors.js";
import { parseAttributePath } from "./filter-parser.js";
import { attributeNamed, coreAttributesOf, extensionOf, type ResourceType } from "../schema/resource-type.js";

/** What of a resource an answer shows (RFC 7644 3.9). `id` and `schemas` are always shown. */
export interface Projection {
  /** False when this attribute at the top of a resource is not shown at all: then it need not be computed. */
  shows(attribute: string): boolean;
  apply(resource: JsonObject): JsonObject;
}

/** Shows everything. */
export const WHOLE: Projection = { shows: () => true, apply: (resource) => resource };

const ALWAYS: ReadonlySet<string> = new Set(["id", "schemas"]);

/** For a top-level key: `whole`, or the sub-attributes that are named. */
type Choice = ReadonlyMap<string, "whole" | ReadonlySet<string>>;

/**
 * The projection that a request's `attributes` or `excludedAttributes` asks for; `attributes` decides when both are there.
 *
 * @param attributes - names separated by commas, as in the query; null when nothing was asked
 * @throws ScimError 400 `invalidValue` when a name cannot be one
 */
export function projectionOf(
  type: ResourceType,
  attributes: string | null,
  excludedAttributes: string | null,
): Projection {
  if (attributes !== null && attributes.trim() !== "") {
    const chosen = choiceOf(attributes, type);
    return {
      shows: (name) => ALWAYS.has(name) || chosen.has(name),
      apply: (resource) => keep(resource, chosen),
    };
  }
  if (excludedAttributes !== null && excludedAttributes.trim() !== "") {
    const left = choiceOf(excludedAttributes, type);
    return {
      shows: (name) => ALWAYS.has(name) || left.get(name) !== "whole",
      apply: (resource) => leaveOut(resource, left),
    };
  }
  return WHOLE;
}

function choiceOf(list: string, type: ResourceType): Choice {
  const choice = new Map<string, "whole" | Set<string>>();
  for (const name of list.split(",").map((one) => one.trim())) {
    if (name === "") continue;
    const [key, sub] = placeOf(name, type);
    const before = choice.get(key);
    if (sub === undefined) choice.set(key, "whole");
    else if (before === undefined) choice.set(key, new Set([sub]));
    else if (before !== "whole") before.add(sub);
  }
  return choice;
}

/** Where an attribute stands in a resource: the key at the top, and the key in it. */
function placeOf(name: string, type: ResourceType): readonly [key: string, sub: string | undefined] {
  const whole = extensionOf(type, name);
  if (whole !== undefined) return [whole.id, undefined];
  const path = pathOf(name);
  const extension = path.schema === undefined ? undefined : extensionOf(type, path.schema);
  if (extension !== undefined) {
    return [extension.id, attributeNamed(extension.attributes, path.attribute)?.name ?? path.attribute];
  }
  const attribute = attributeNamed(coreAttributesOf(type), path.attribute);
  const sub = path.sub === undefined ? undefined : attributeNamed(attribute?.subAttributes ?? [], path.sub)?.name;
  return [attribute?.name ?? path.attribute, sub ?? path.sub];
}

function pathOf(name: string): ReturnType<typeof parseAttributePath> {
  try {
    return parseAttributePath(name);
  } catch {
    throw invalidValue(`"${name}" is not the name of an attribute.`);
  }
}

function keep(resource: JsonObject, chosen: Choice): JsonObject {
  const shown: Record<string, JsonValue | undefined> = {};
  for (const [key, value] of Object.entries(resource)) {
    const choice = ALWAYS.has(key) ? "whole" : chosen.get(key);
    if (choice === "whole") shown[key] = value;
    else if (choice !== undefined) shown[key] = eachObject(value, (one) => pick(one, (sub) => choice.has(sub)));
  }
  return shown;
}

function leaveOut(resource: JsonObject, left: Choice): JsonObject {
  const shown: Record<string, JsonValue | undefined> = {};
  for (const [key, value] of Object.entries(resource)) {
    const choice = ALWAYS.has(key) ? undefined : left.get(key);
    if (choice === undefined) shown[key] = value;
    else if (choice !== "whole") shown[key] = eachObject(value, (one) => pick(one, (sub) => !choice.has(sub)));
  }
  return shown;
}

function eachObject(value: JsonValue | undefined, change: (one: JsonObject) => JsonObject): JsonValue | undefined {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((one) => (isJsonObject(one) ? change(one) : one));
  }
  return isJsonObject(value) ? change(value) : value;
}

function pick(value: JsonObject, wanted: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => wanted(key)));
}
