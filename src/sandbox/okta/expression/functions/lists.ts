import { notSimulated } from "../../../expression/evaluation.js";
import { isList, type Call, type LanguageFunction } from "../values/call.js";
import type { Value } from "../values/tree.js";

const MANY = Number.POSITIVE_INFINITY;

/** `Arrays.…` Source: Okta developer docs, Okta Expression Language, array functions. */
export const LISTS: Readonly<Record<string, LanguageFunction>> = {
  "Arrays.add": { takes: [2, 2], gives: "list", apply: ({ list, value }) => [...list(0), value(1)] },
  "Arrays.clear": { takes: [1, 1], gives: "list", apply: ({ list }) => list(0).slice(0, 0) },
  "Arrays.contains": { takes: [2, 2], gives: "boolean", apply: ({ list, value }) => list(0).includes(value(1)) },
  "Arrays.flatten": { takes: [1, MANY], gives: "list", apply: ({ values }) => flat(values) },
  "Arrays.get": { takes: [2, 2], gives: "unknown", apply: get },
  // The two for which the reference says what they make of NULL.
  "Arrays.isEmpty": {
    takes: [1, 1],
    gives: "boolean",
    apply: ({ value, list }) => value(0) === null || list(0).length === 0,
  },
  "Arrays.size": {
    takes: [1, 1],
    gives: "number",
    apply: ({ value, list }) => (value(0) === null ? 0 : list(0).length),
  },
  "Arrays.remove": {
    takes: [2, 2],
    gives: "list",
    apply: ({ list, value }) => list(0).filter((item) => item !== value(1)),
  },
  "Arrays.toCsvString": { takes: [1, 1], gives: "text", apply: toCsv },
};

function flat(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => (isList(value) ? flat(value) : [value]));
}

function get({ list, integer }: Call): Value {
  return list(0)[integer(1)] ?? notSimulated("Arrays.get with an index beyond the last value");
}

function toCsv({ list }: Call): string {
  const items = list(0).map((item) =>
    typeof item === "string" ? item : notSimulated("Arrays.toCsvString on values that are not texts"),
  );
  return items.join(",");
}
