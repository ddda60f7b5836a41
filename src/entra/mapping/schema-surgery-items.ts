import type { AttributeMappingSource } from "@microsoft/microsoft-graph-types";
import { isJsonObject, type JsonValue } from "../../base/json.js";
import type { Raw } from "../../http/wire-types.js";
import type { AttributeDefinitionBody, AttributeMappingBody, MappingSourceBody } from "../api/vendor/bodies.js";

/** Whether a source is nothing but this attribute; an expression that says otherwise is believed. */
export function isPlain(source: Raw<AttributeMappingSource>, name: string): boolean {
  if (source.type !== "Attribute" || source.name !== name) return false;
  const said = typeof source.expression === "string" ? /^\s*\[([^[\]]*)\]\s*$/.exec(source.expression)?.[1] : undefined;
  return said === undefined || said.trim() === name;
}

/** A source as the portal writes it: `[mailNickname]`; null when there is none. */
export function expressionOf(source: JsonValue | undefined): string | null {
  if (!isJsonObject(source)) return null;
  const { expression, name, type }: Raw<AttributeMappingSource> = source;
  if (typeof expression === "string" && expression !== "") return expression;
  if (typeof name !== "string") return null;
  return type === "Attribute" ? `[${name}]` : name;
}

/** The three members say the same in three ways, and must agree. */
export function plain(source: string): MappingSourceBody {
  return { expression: `[${source}]`, name: source, type: "Attribute", parameters: [] } satisfies MappingSourceBody;
}

/** As the portal adds it with "Add New Mapping". */
export function newMapping(target: string, source: string): AttributeMappingBody {
  return {
    defaultValue: "",
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
    matchingPriority: 0,
    targetAttributeName: target,
    source: plain(source),
  } satisfies AttributeMappingBody;
}

const SCALARS = ["String", "Boolean", "Integer", "DateTime"] as const;

/** An attribute of the SCIM server as it is defined before it is mapped. */
export function newDefinition(name: string, type: JsonValue | undefined): AttributeDefinitionBody {
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
    type: SCALARS.find((scalar) => scalar === type) ?? "String",
  } satisfies AttributeDefinitionBody;
}
