import { isJsonObject, type JsonValue } from "../../../src/base/json.js";

/** Paths at which two JSON values differ, the order of keys included: `a.b[2].c`. */
export function differences(one: JsonValue | undefined, other: JsonValue | undefined, path = ""): string[] {
  if (isList(one) && isList(other)) {
    return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => index).flatMap((index) =>
      differences(one[index], other[index], `${path}[${String(index)}]`),
    );
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const keys = Object.keys(one);
    if (JSON.stringify(keys) !== JSON.stringify(Object.keys(other))) return [`${path} (keys)`];
    return keys.flatMap((key) => differences(one[key], other[key], `${path}.${key}`));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
