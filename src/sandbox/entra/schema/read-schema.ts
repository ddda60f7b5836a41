import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";

/** The objects of a list; empty for what is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isJsonObject) : [];
}

/** The synchronization rules of a schema. */
export function rulesOf(schema: JsonObject): readonly JsonObject[] {
  return objectsIn(schema["synchronizationRules"]);
}

/** A property that is a text; empty otherwise. */
export function nameIn(object: JsonObject, property: string): string {
  const value = object[property];
  return typeof value === "string" ? value : "";
}

/** The target attribute by which users are looked up first; undefined when there is none. */
export function matchingAttributeOf(schema: JsonObject): string | undefined {
  const mappings = rulesOf(schema)
    .flatMap((rule) => objectsIn(rule["objectMappings"]))
    .find((mapping) => mapping["enabled"] === true && mapping["sourceObjectName"] === "User");
  const matching = objectsIn(mappings?.["attributeMappings"])
    .map((mapping) => ({ name: nameIn(mapping, "targetAttributeName"), priority: priorityOf(mapping) }))
    .filter(({ priority }) => priority > 0)
    .sort((a, b) => a.priority - b.priority);
  return matching[0]?.name;
}

/** 0 for an attribute that does not match. */
export function priorityOf({ matchingPriority }: JsonObject): number {
  return typeof matchingPriority === "number" ? matchingPriority : 0;
}
