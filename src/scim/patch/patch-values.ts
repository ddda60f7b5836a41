import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { Attribute } from "../schema/attribute.js";
import { fold } from "../filter/comparison.js";
import { invalidValue, noTarget } from "../message/errors.js";
import type { Filter } from "../filter/filter.js";
import { acceptValue, acceptValues } from "../schema/incoming.js";
import type { PatchChange } from "./patch-message.js";
import { isNothing, merged, withAttribute } from "./patch-object.js";
import { attributeNamed } from "../schema/resource-type.js";

type Values = readonly JsonValue[];

/**
 * The values of a multi-valued attribute after a change. A value that is there already is not added again, and one that
 * becomes the primary one takes that from the others (RFC 7644 3.5.2).
 *
 * @throws ScimError 400 `invalidValue`, `mutability`, or `noTarget` when nothing is chosen and nothing can be made from the filter
 */
export function patchedValues(before: Values, change: PatchChange): Values {
  const { chosen, sub } = change.place;
  return chosen === undefined && sub === undefined ? changedWhole(before, change) : changedChosen(before, change);
}

function changedWhole(before: Values, change: PatchChange): Values {
  const { op, value } = change;
  const { attribute, name } = change.place;
  // Microsoft Entra removes members by naming them in the value, where RFC 7644 3.5.2.2 knows only the path.
  if (op === "remove" && (value === undefined || value === null)) return [];
  const given = givenValues(change);
  if (op === "remove") return before.filter((one) => !given.some((other) => isSame(one, other, attribute)));
  const after = op === "replace" ? [] : [...before];
  const claims = new Set<number>();
  for (const one of given) {
    const found = after.findIndex((other) => isSame(other, one, attribute));
    const at = found === -1 ? after.length : found;
    const there = after[at];
    after[at] = isJsonObject(there) && isJsonObject(one) ? merged(there, one, attribute, name) : one;
    if (isPrimary(one)) claims.add(at);
  }
  return withOnePrimary(after, claims, name);
}

/**
 * The values a change gives for all of a multi-valued attribute; one may stand without its array.
 *
 * @throws ScimError 400 `invalidValue`
 */
export function givenValues({ op, place, value }: PatchChange): Values {
  if (value === undefined || (op !== "remove" && isNothing(value))) return [];
  return acceptValues(Array.isArray(value) ? (value as Values) : [value], place.attribute, place.name);
}

function changedChosen(before: Values, change: PatchChange): Values {
  const { op, place, value } = change;
  const { attribute, chosen, sub, name } = place;
  const given = op === "remove" || isNothing(value) ? undefined : givenFor(change);
  const after: JsonValue[] = [];
  const claims = new Set<number>();
  let found = false;

  function put(element: JsonObject, claimsPrimary = given?.["primary"] === true): void {
    if (Object.keys(element).length === 0) return;
    if (claimsPrimary) claims.add(after.length);
    after.push(element);
  }

  for (const element of before) {
    if (!isJsonObject(element) || chosen?.fits(element) === false) {
      after.push(element);
      continue;
    }
    found = true;
    if (sub !== undefined) put(withAttribute(element, sub, given?.[sub.name], name));
    else if (given !== undefined) put(op === "add" ? merged(element, given, attribute, name) : given);
  }
  if (!found && given !== undefined) {
    const made = chosen === undefined ? undefined : elementOf(chosen.filter, attribute, name);
    const whole = made === undefined ? undefined : { ...made, ...given };
    if (whole === undefined || chosen?.fits(whole) === false) {
      throw noTarget(`No value of ${attribute.name} is meant by the path, and none can be made from it.`);
    }
    put(whole, isPrimary(whole));
  }
  return withOnePrimary(after, claims, name);
}

/** What is written into each chosen value. */
function givenFor({ place, value }: PatchChange): JsonObject {
  const { attribute, sub, name } = place;
  if (sub !== undefined) {
    const accepted = acceptValue(value ?? null, sub, name);
    return accepted === undefined ? {} : { [sub.name]: accepted };
  }
  const [one, ...more] = Array.isArray(value) ? (value as Values) : [value ?? null];
  if (!isJsonObject(one) || more.length > 0) throw invalidValue(`${name} needs one object for the values it chooses.`);
  return merged({}, one, attribute, name);
}

/** The value a filter describes by `eq` alone, joined by `and`; undefined for any other filter. */
function elementOf(filter: Filter, attribute: Attribute, path: string): JsonObject | undefined {
  if (filter.kind === "and") {
    let whole: JsonObject = {};
    for (const part of filter.parts) {
      const described = elementOf(part, attribute, path);
      if (described === undefined) return undefined;
      whole = { ...whole, ...described };
    }
    return whole;
  }
  if (filter.kind !== "compare" || filter.op !== "eq" || filter.path.sub !== undefined) return undefined;
  const sub = attributeNamed(attribute.subAttributes ?? [], filter.path.attribute);
  if (sub === undefined || sub.mutability === "readOnly") return undefined;
  const value = acceptValue(filter.value, sub, `${path}.${sub.name}`);
  return value === undefined ? undefined : { [sub.name]: value };
}

/**
 * True when both are the same value: by `value` and, where both have one, `type` (RFC 7643 2.4); without a `value`, when one has
 * all that the other has.
 */
function isSame(there: JsonValue, given: JsonValue, attribute: Attribute): boolean {
  if (!isJsonObject(there) || !isJsonObject(given)) return isDeepStrictEqual(there, given);
  const keys =
    given["value"] === undefined ? Object.keys(given) : ["value", ...(sharesType(there, given) ? ["type"] : [])];
  return keys.every((key) => {
    const [one, other] = [there[key], given[key]];
    const exact = attributeNamed(attribute.subAttributes ?? [], key)?.caseExact ?? true;
    if (!exact && typeof one === "string" && typeof other === "string") return fold(one) === fold(other);
    return isDeepStrictEqual(one, other);
  });
}

function sharesType(one: JsonObject, other: JsonObject): boolean {
  return one["type"] !== undefined && other["type"] !== undefined;
}

/** @param claims - where values stand that have just become the primary one */
function withOnePrimary(values: Values, claims: ReadonlySet<number>, path: string): Values {
  if (claims.size > 1) throw invalidValue(`${path}: at most one value can be the primary one.`);
  if (claims.size === 0) return values;
  return values.map((one, at) => (isPrimary(one) && !claims.has(at) ? { ...one, primary: false } : one));
}

function isPrimary(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && value["primary"] === true;
}
