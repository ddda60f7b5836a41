import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";

/** A text member; undefined when it is absent, empty or no text. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The objects of a list member; none when it is no list. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}
