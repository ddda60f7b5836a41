import { parseAttributePath } from "../../scim/filter/filter-parser.js";
import type { Filter } from "../../scim/filter/filter.js";

/** A target attribute as a synchronization schema names it, taken apart. */
export interface TargetAttribute {
  /** The extension's URN; undefined for an attribute of the core schema. */
  readonly extension: string | undefined;
  readonly attribute: string;
  /** What tells the element of a multi-valued attribute: `[["type", "work"]]`; empty when nothing does. */
  readonly selector: readonly (readonly [name: string, value: string | boolean])[];
  readonly sub: string | undefined;
}

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group)$/i;

/** A schema names some dozens of attributes, and each is asked for once per person. */
const parsed = new Map<string, TargetAttribute>();
const MOST_REMEMBERED = 1_000;

/**
 * Takes a target attribute's name apart: `userName`, `name.givenName`, `emails[type eq "work"].value`,
 * `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`. A name that is no SCIM path stands for itself.
 */
export function targetAttribute(name: string): TargetAttribute {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_REMEMBERED) parsed.clear();
  const result = parse(name) ?? { extension: undefined, attribute: name, selector: [], sub: undefined };
  parsed.set(name, result);
  return result;
}

function parse(name: string): TargetAttribute | undefined {
  try {
    const { schema, attribute, filter, sub } = parseAttributePath(name);
    const selector = filter === undefined ? [] : selectorOf(filter);
    if (selector === undefined) return undefined;
    return { extension: schema === undefined || CORE.test(schema) ? undefined : schema, attribute, selector, sub };
  } catch {
    return undefined;
  }
}

/** The equalities of a filter; undefined when it asks for anything else, for an element cannot be made from that. */
function selectorOf(filter: Filter): TargetAttribute["selector"] | undefined {
  if (filter.kind === "and") {
    const parts = filter.parts.map(selectorOf);
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  if (filter.kind !== "compare" || filter.op !== "eq") return undefined;
  const { attribute, sub } = filter.path;
  if (sub !== undefined || (typeof filter.value !== "string" && typeof filter.value !== "boolean")) return undefined;
  return [[attribute, attribute.toLowerCase() === "primary" ? toBoolean(filter.value) : filter.value]];
}

/** The boolean that Entra writes as `"True"` or `"False"`; any other value as it is. */
export function toBoolean<T>(value: T): T | boolean {
  const text = typeof value === "string" ? value.toLowerCase() : undefined;
  return text === "true" ? true : text === "false" ? false : value;
}
