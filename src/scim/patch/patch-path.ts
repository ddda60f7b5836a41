import type { Attribute, Schema } from "../schema/attribute.js";
import { ScimError, invalidPath } from "../message/errors.js";
import { parseAttributePath } from "../filter/filter-parser.js";
import type { AttributePath, Filter } from "../filter/filter.js";
import { compileFilter, type Predicate } from "../filter/predicate.js";
import { attributeNamed, coreAttributesOf, extensionOf, type ResourceType } from "../schema/resource-type.js";
import { resourceScope } from "../filter/scope.js";

/** What a path of a PATCH operation leads to, by the definitions of the schema. */
export interface PatchTarget {
  /** The path as the schema spells it, without its filter: for messages. */
  readonly name: string;
  /** The extension that has the attribute; absent for an attribute at the top of the resource. */
  readonly extension?: Schema;
  readonly attribute: Attribute;
  /** Which values of a multi-valued attribute are meant; absent when all are. */
  readonly chosen?: { readonly filter: Filter; readonly fits: Predicate };
  readonly sub?: Attribute;
}

/**
 * Reads the `path` of an operation (RFC 7644 3.5.2): attribute names and URNs in any case, the core URN or none for what the
 * core schema has.
 *
 * @returns undefined for an attribute that the resource type does not have
 * @throws ScimError 400 `invalidPath` when it is no path or does not fit its attribute, `invalidFilter` for what is wrong in
 * its brackets (RFC 7644 table 9)
 */
export function patchPlace(text: string, type: ResourceType): PatchTarget | undefined {
  const path = parsed(text);
  const extension = path.schema === undefined ? undefined : extensionOf(type, path.schema);
  if (path.schema !== undefined && extension === undefined && !isCore(path.schema, type)) return undefined;
  const attribute = attributeNamed(extension?.attributes ?? coreAttributesOf(type), path.attribute);
  if (attribute === undefined) return undefined;
  const name = extension === undefined ? attribute.name : `${extension.id}:${attribute.name}`;
  const place = {
    name,
    attribute,
    ...(extension === undefined ? {} : { extension }),
    ...choice(path, attribute, type),
  };
  if (path.sub === undefined) return place;
  if (attribute.subAttributes === undefined) throw invalidPath(`${name} has no sub-attributes.`);
  const sub = attributeNamed(attribute.subAttributes, path.sub);
  return sub === undefined ? undefined : { ...place, name: `${name}.${sub.name}`, sub };
}

/** True for the URN of the type's own schema, in any case. */
export function isCore(urn: string, type: ResourceType): boolean {
  return urn.toLowerCase() === type.schema.id.toLowerCase();
}

function choice({ filter }: AttributePath, attribute: Attribute, type: ResourceType): Pick<PatchTarget, "chosen"> {
  if (filter === undefined) return {};
  if (!attribute.multiValued) throw invalidPath(`${attribute.name} has one value, and brackets choose among several.`);
  return { chosen: { filter, fits: compileFilter(filter, resourceScope(type).within(attribute)) } };
}

function parsed(text: string): AttributePath {
  try {
    return parseAttributePath(text);
  } catch (error) {
    if (error instanceof ScimError && !text.includes("[")) throw invalidPath(`"${text}": ${error.detail}`);
    throw error;
  }
}
