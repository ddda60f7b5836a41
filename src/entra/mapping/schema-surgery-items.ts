import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";

/** Whether a source is nothing but this attribute; an expression that says otherwise is believed. */
export function isPlain(source: JsonObject, name: string): boolean {
  if (source["type"] !== "Attribute" || source["name"] !== name) return false;
  const said =
    typeof source["expression"] === "string" ? /^\s*\[([^[\]]*)\]\s*$/.exec(source["expression"])?.[1] : undefined;
  return said === undefined || said.trim() === name;
}

/** A source as the portal writes it: `[mailNickname]`; null when there is none. */
export function expressionOf(source: JsonValue | undefined): string | null {
  if (!isJsonObject(source)) return null;
  const { expression, name, type } = source;
  if (typeof expression === "string" && expression !== "") return expression;
  if (typeof name !== "string") return null;
  return type === "Attribute" ? `[${name}]` : name;
}

/** The three members say the same in three ways, and must agree. */
export function plain(source: string): JsonObject {
  return { expression: `[${source}]`, name: source, type: "Attribute", parameters: [] };
}

/** As the portal adds it with "Add New Mapping". */
export function newMapping(target: string, source: string): JsonObject {
  return {
    defaultValue: "",
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
    matchingPriority: 0,
    targetAttributeName: target,
    source: plain(source),
  };
}

const SCALARS: ReadonlySet<JsonValue | undefined> = new Set(["String", "Boolean", "Integer", "DateTime"]);

/** A target attribute as it is defined before it is mapped. */
export function newDefinition(name: string, type: JsonValue | undefined): JsonObject {
  return {
    anchor: false,
    apiExpressions: [],
    caseExact: false,
    defaultValue: null,
    flowNullValues: false,
    metadata: [],
    multivalued: false,
    mutability: "ReadWrite",
    name,
    referencedObjects: [],
    required: false,
    type: SCALARS.has(type) ? (type ?? "String") : "String",
  };
}
