import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Attribute } from "../schema/attribute.js";
import { compareWith } from "./comparison.js";
import type { AttributePath, Filter } from "./filter.js";
import { attributeNamed } from "../schema/resource-type.js";
import type { Scope } from "./scope.js";

/** Says whether a resource, or one value of an attribute, fits a filter. */
export type Predicate = (candidate: JsonObject) => boolean;

/**
 * Compiles a filter once, so that judging many resources costs little. Strings are compared as the attribute's `caseExact`
 * says, without case where nothing is known. An attribute with several values fits when one of them does; `ne` is the
 * opposite of `eq`; null stands for "has no value" (RFC 7644 3.4.2.2, RFC 7643 2.5).
 *
 * @throws ScimError 400 `invalidFilter` for a comparison that its attribute does not allow
 */
export function compileFilter(filter: Filter, scope: Scope): Predicate {
  switch (filter.kind) {
    case "and": {
      const parts = filter.parts.map((part) => compileFilter(part, scope));
      return (candidate) => parts.every((part) => part(candidate));
    }
    case "or": {
      const parts = filter.parts.map((part) => compileFilter(part, scope));
      return (candidate) => parts.some((part) => part(candidate));
    }
    case "not": {
      const part = compileFilter(filter.part, scope);
      return (candidate) => !part(candidate);
    }
    case "present":
    case "match":
      return present(filter.path, scope);
    case "compare":
      return comparison(filter, scope);
  }
}

/** Visits the values at a path until `visit` says true; that is then the result. */
type Visitor = (from: JsonObject, visit: (value: JsonValue) => boolean) => boolean;

/**
 * Compiles the way to the values at a path: each value of a multi-valued attribute by itself, absent and null ones left out.
 *
 * @throws ScimError 400 `invalidFilter` for a filter in brackets that its attribute does not allow
 */
export function compileValues(path: AttributePath, scope: Scope): Visitor {
  const { top, attribute, sub } = scope.resolve(path);
  const fits = path.filter === undefined ? undefined : compileFilter(path.filter, scope.within(attribute));
  const subName = path.sub;
  return (from, visit) =>
    someOf(top(from), (element) => {
      if (fits !== undefined && !fits(isJsonObject(element) ? element : { value: element })) return false;
      if (subName === undefined) return visit(element);
      return isJsonObject(element) && someOf(sub(element, subName), visit);
    });
}

function present(path: AttributePath, scope: Scope): Predicate {
  const values = compileValues(path, scope);
  return (candidate) => values(candidate, isSomething);
}

function comparison(filter: Extract<Filter, { kind: "compare" }>, scope: Scope): Predicate {
  const { path, op, value } = filter;
  const values = compileValues(path, scope);
  const definition = comparedAttribute(path, scope);
  if (value === null && (op === "eq" || op === "ne")) {
    return (candidate) => values(candidate, isSomething) === (op === "ne");
  }
  const fits = compareWith(op === "ne" ? "eq" : op, value, definition);
  const any: Predicate = (candidate) => values(candidate, (actual) => fits(simple(actual)));
  return op === "ne" ? (candidate) => !any(candidate) : any;
}

/** The attribute whose type and case rule a comparison follows: for a complex one its `value`. */
function comparedAttribute(path: AttributePath, scope: Scope): Attribute | undefined {
  const { attribute } = scope.resolve(path);
  const subAttributes = attribute?.subAttributes;
  if (subAttributes === undefined) return attribute;
  return attributeNamed(subAttributes, path.sub ?? "value");
}

/** A complex value stands for its `value`, as in `emails eq "x"`. */
function simple(value: JsonValue): JsonValue | undefined {
  return isJsonObject(value) ? value["value"] : value;
}

function someOf(value: JsonValue | undefined, visit: (value: JsonValue) => boolean): boolean {
  if (value === undefined || value === null) return false;
  if (!Array.isArray(value)) return visit(value);
  return (value as readonly JsonValue[]).some((element) => element !== null && visit(element));
}

function isSomething(value: JsonValue): boolean {
  if (isJsonObject(value)) return Object.values(value).some((item) => item !== undefined && item !== null);
  return value !== "";
}
