import type { JsonValue } from "../../base/json.js";
import type { JournalledChange } from "../model/journalled-change.js";

/**
 * A field's value after newer changes of the same resource are undone.
 *
 * @param actual - the value in the tenant; null when absent
 * @param newer - changes of the same resource that count as undone, newest first
 */
export function valueAfterUndo(actual: JsonValue, path: string, newer: readonly JournalledChange[]): JsonValue {
  return newer.reduce<JsonValue>((value, { fields }) => {
    const field = fields.find((one) => one.path === path);
    return field !== undefined && isSameValue(value, field.after ?? null) ? field.before : value;
  }, actual);
}

/** True for changes of the same resource, by type, name and id. */
export function isSameResource(one: JournalledChange, other: JournalledChange): boolean {
  return (
    one.resource.type === other.resource.type &&
    one.resource.name === other.resource.name &&
    one.resource.id === other.resource.id
  );
}

/** True for equal values, in any order of an object's keys. */
export function isSameValue(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(sortedKeys(one ?? null)) === JSON.stringify(sortedKeys(other ?? null));
}

function sortedKeys(value: JsonValue): JsonValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((one: JsonValue) => sortedKeys(one));
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sortedKeys(one ?? null)]));
}
