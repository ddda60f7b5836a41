import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Attribute } from "../schema/attribute.js";
import type { AttributePath } from "./filter.js";
import { attributeNamed, coreAttributesOf, extensionOf, type ResourceType } from "../schema/resource-type.js";

/** Where a path begins: what is known about the object it is read from. */
export interface Scope {
  /** Where the path leads at first, as far as it is known. */
  resolve(path: AttributePath): ResolvedPath;
  /** The scope within one value of this attribute. */
  within(attribute: Attribute | undefined): Scope;
}

/** A path bound to a scope. */
export interface ResolvedPath {
  /** The value of the path's attribute, without its filter and sub-attribute. */
  readonly top: (from: JsonObject) => JsonValue | undefined;
  /** The definition of that attribute. */
  readonly attribute: Attribute | undefined;
  /** Reads a sub-attribute of one of its values. */
  readonly sub: (value: JsonObject, name: string) => JsonValue | undefined;
}

/** The scope of a resource that keeps to its type's schemas, its attribute names spelt as there. */
export function resourceScope(type: ResourceType): Scope {
  return {
    resolve(path) {
      const extension = extensionMeant(type, path);
      if (extension === "whole") return known((from) => from[wholeUrn(type, path)], undefined);
      if (extension !== undefined) {
        const attribute = attributeNamed(extension.attributes, path.attribute);
        return known((from) => inside(from[extension.id], attribute?.name ?? path.attribute), attribute);
      }
      if (path.schema !== undefined && path.schema.toLowerCase() !== type.schema.id.toLowerCase()) {
        return known(() => undefined, undefined);
      }
      const attribute = attributeNamed(coreAttributesOf(type), path.attribute);
      if (attribute !== undefined) return known((from) => from[attribute.name], attribute);
      return unqualified(type, path) ?? plain(path);
    },
    within: (attribute) => valueScope(attribute?.subAttributes ?? []),
  };
}

/** RFC 7644 3.10 only recommends the URN before an extension's attribute: Microsoft Entra asks for `manager eq "id"`. */
function unqualified(type: ResourceType, { schema, attribute: name }: AttributePath): ResolvedPath | undefined {
  if (schema !== undefined) return undefined;
  for (const extension of type.extensions) {
    const attribute = attributeNamed(extension.attributes, name);
    if (attribute !== undefined) return known((from) => inside(from[extension.id], attribute.name), attribute);
  }
  return undefined;
}

function plain({ attribute }: AttributePath): ResolvedPath {
  const name = attribute.toLowerCase() === "schemas" ? "schemas" : attribute;
  return known((from) => from[name], undefined);
}

function valueScope(attributes: readonly Attribute[]): Scope {
  return {
    resolve({ attribute: name }) {
      const attribute = attributeNamed(attributes, name);
      const spelt = attribute?.name ?? name;
      return known((from) => from[spelt], attribute);
    },
    within: (attribute) => valueScope(attribute?.subAttributes ?? []),
  };
}

/** The scope of anybody's resource: names in any case, nothing known about what they mean. */
export const FOREIGN_SCOPE: Scope = {
  resolve({ schema, attribute: name }) {
    const top = (from: JsonObject): JsonValue | undefined => {
      if (schema === undefined) return inAnyCase(from, name);
      const extension = inAnyCase(from, schema);
      if (isJsonObject(extension)) return inAnyCase(extension, name);
      // The URN may name the extension itself, or the core schema, whose attributes stand at the top.
      return inAnyCase(from, `${schema}:${name}`) ?? (isOwnCore(from, schema) ? inAnyCase(from, name) : undefined);
    };
    return { top, attribute: undefined, sub: inAnyCase };
  },
  within: () => FOREIGN_SCOPE,
};

/** A person can carry attributes under the core URN of groups: those do not stand at the top. */
function isOwnCore(from: JsonObject, urn: string): boolean {
  return /:core:/i.test(urn) && !(/:group$/i.test(urn) && inAnyCase(from, "userName") !== undefined);
}

function known(top: ResolvedPath["top"], attribute: Attribute | undefined): ResolvedPath {
  return {
    top,
    attribute,
    sub: (value, name) => value[attributeNamed(attribute?.subAttributes ?? [], name)?.name ?? name],
  };
}

function extensionMeant(type: ResourceType, path: AttributePath) {
  if (path.schema === undefined) return undefined;
  const extension = extensionOf(type, path.schema);
  if (extension !== undefined) return extension;
  return extensionOf(type, `${path.schema}:${path.attribute}`) === undefined ? undefined : "whole";
}

function wholeUrn(type: ResourceType, path: AttributePath): string {
  const urn = `${path.schema ?? ""}:${path.attribute}`;
  return extensionOf(type, urn)?.id ?? urn;
}

function inside(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

function inAnyCase(from: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(from, name)) return from[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(from).find((one) => one.toLowerCase() === wanted);
  return key === undefined ? undefined : from[key];
}
