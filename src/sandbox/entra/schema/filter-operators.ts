import type { FilterOperatorSchema } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../base/json.js";

const TEXTS = ["Integer", "String"] as const;

/** What scoping filters can compare with. Source: Microsoft Graph docs, synchronizationSchema: filterOperators. */
export const FILTER_OPERATORS: readonly JsonObject[] = [
  operator("EQUALS", "Binary", TEXTS),
  operator("IS FALSE", "Unary", ["Boolean"]),
  operator("IS NOT NULL", "Unary", [...TEXTS, "Binary", "Boolean"]),
  operator("IS NULL", "Unary", [...TEXTS, "Binary", "Boolean"]),
  operator("IS TRUE", "Unary", ["Boolean"]),
  operator("NOT EQUALS", "Binary", TEXTS),
  operator("NOT REGEX MATCH", "Binary", TEXTS),
  operator("REGEX MATCH", "Binary", TEXTS),
];

function operator(
  name: string,
  arity: "Binary" | "Unary",
  supportedAttributeTypes: readonly ("Integer" | "String" | "Binary" | "Boolean")[],
): JsonObject {
  return {
    name,
    arity,
    multivaluedComparisonType: "All",
    supportedAttributeTypes: [...supportedAttributeTypes],
  } satisfies FilterOperatorSchema & JsonObject;
}
