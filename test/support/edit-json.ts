import { fc } from "@fast-check/vitest";
import { isJsonObject, type JsonValue } from "../../src/base/json.js";

type Path = readonly (string | number)[];

/** One edit of a JSON document: which of its places, and what becomes of it. */
export interface JsonEdit {
  /** Counts the places of the document from its root, over and over. */
  readonly place: number;
  readonly what: "remove" | "replace" | "add";
  readonly value: JsonValue;
}

/** Edits that a schema may or may not take. */
export const anyEdit: fc.Arbitrary<JsonEdit> = fc.record({
  place: fc.nat(),
  what: fc.constantFrom("remove", "replace", "add"),
  value: fc.constantFrom<JsonValue>(null, true, 0, 1, -1, 1.5, "", "okta", "failed", [], {}, [{}], [null], { id: "1" }),
});

/** A copy of the document with one thing at one place removed, replaced or added. */
export function edited(document: JsonValue, { place, what, value }: JsonEdit): JsonValue {
  const paths = placesIn(document);
  const path = paths[place % paths.length] ?? [];
  return at(document, path, (there) => {
    if (what === "replace") return value;
    if (Array.isArray(there)) {
      const items = there as readonly JsonValue[];
      return what === "add" ? [...items, value] : items.slice(1);
    }
    if (!isJsonObject(there)) return value;
    if (what === "add") return { ...there, surplus: value };
    const keys = Object.keys(there);
    const gone = keys[place % Math.max(1, keys.length)];
    return Object.fromEntries(Object.entries(there).filter(([key]) => key !== gone));
  });
}

function placesIn(value: JsonValue | undefined, path: Path = []): Path[] {
  if (Array.isArray(value))
    return [path, ...(value as readonly JsonValue[]).flatMap((item, index) => placesIn(item, [...path, index]))];
  if (!isJsonObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

function at(value: JsonValue, [first, ...rest]: Path, change: (there: JsonValue) => JsonValue): JsonValue {
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item, index) => (index === first ? at(item, rest, change) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === first && item !== undefined ? at(item, rest, change) : item,
    ]),
  );
}
