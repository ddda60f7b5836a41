import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { holdsRoles, ROLE_TYPE, roleResource } from "./roles.js";
import { targetAttribute, toBoolean, type TargetAttribute } from "./target-attribute.js";

/**
 * What an object is to have on the target: value by target attribute, named as a synchronization schema names it. Null, an
 * empty text and an empty list mean "no value", which Entra never sends.
 */
export type TargetValues = ReadonlyMap<string, JsonValue>;

type Draft = Record<string, JsonValue | undefined>;

/** True for what Entra does not send. Source: Microsoft Learn, how-provisioning-works (null attributes). */
export function isNothing(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * The resource that holds these values: sub-attributes together, elements of a multi-valued attribute made from their
 * filters, extensions under their URN and named in `schemas` besides those given.
 * The work e-mail is the primary one, as in the samples of Microsoft Learn, use-scim-to-provision-users-and-groups.
 */
export function resourceOf(values: TargetValues, ...schemas: readonly string[]): JsonObject {
  const resource: Draft = {};
  const named = [...schemas];
  for (const [name, value] of values) {
    if (isNothing(value)) continue;
    const target = targetAttribute(name);
    const { extension } = target;
    if (extension === undefined) {
      place(resource, target, value);
      continue;
    }
    if (!named.some((urn) => sameName(urn, extension))) named.push(extension);
    place(objectAt(resource, extension), target, value);
  }
  return named.length === 0 ? resource : { schemas: named, ...resource };
}

/** The value of a target attribute in what a GET returned, attribute names in any case; undefined when there is none. */
export function valueAt(resource: JsonObject, name: string): JsonValue | undefined {
  const { extension, attribute, selector, sub } = targetAttribute(name);
  const holder = extension === undefined ? resource : memberNamed(resource, extension);
  if (!isJsonObject(holder)) return undefined;
  const value = memberNamed(holder, attribute);
  if (selector.length === 0 && sub === undefined) return isNothing(value) ? undefined : value;

  const candidates: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value ?? null];
  const elements = candidates.filter(isJsonObject);
  const element = elements.find((candidate) => selector.every(([key, wanted]) => fits(candidate, key, wanted)));
  const found = element === undefined || sub === undefined ? element : memberNamed(element, sub);
  return isNothing(found) ? undefined : found;
}

/** The value as a resource holds it: Entra's expressions give texts where SCIM has booleans and roles. */
export function resourceValue(name: string, value: JsonValue): JsonValue {
  const { extension, attribute, sub } = targetAttribute(name);
  if (extension !== undefined) return value;
  if (attribute.toLowerCase() === "active" || sub?.toLowerCase() === "primary") return toBoolean(value);
  if (!holdsRoles(name) || !Array.isArray(value)) return value;
  return (value as readonly JsonValue[]).map((role) => (typeof role === "string" ? roleResource(role) : role));
}

function place(holder: Draft, target: TargetAttribute, value: JsonValue): void {
  const { attribute, selector, sub } = target;
  if (selector.length > 0) {
    elementFor(holder, target)[sub ?? "value"] = value;
  } else if (sub === undefined) {
    holder[attribute] = value;
  } else {
    objectAt(holder, attribute)[sub] = value;
  }
}

function objectAt(holder: Draft, key: string): Draft {
  const present = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const object: Draft = isJsonObject(present) ? present : {};
  holder[key] = object;
  return object;
}

function elementFor(holder: Draft, { attribute, selector }: TargetAttribute): Draft {
  const present = Object.hasOwn(holder, attribute) ? holder[attribute] : undefined;
  const list: readonly JsonValue[] = Array.isArray(present) ? (present as readonly JsonValue[]) : [];
  const known = list.filter(isJsonObject).find((item) => selector.every(([key, wanted]) => item[key] === wanted));
  if (known !== undefined) return known;
  const element: Draft = { ...implied(attribute, selector), ...Object.fromEntries(selector) };
  holder[attribute] = [...list, element];
  return element;
}

/** What Entra adds by itself to an element that a filter describes. */
function implied(attribute: string, selector: TargetAttribute["selector"]): Draft {
  const [first, ...others] = selector;
  if (first === undefined || others.length > 0) return {};
  const [key, value] = first;
  if (attribute === "emails" && key === "type" && value === "work") return { primary: true };
  if (attribute === "roles" && key === "primary" && value === true) return { primary: true, type: ROLE_TYPE };
  return {};
}

function fits(element: JsonObject, key: string, wanted: string | boolean): boolean {
  const actual = memberNamed(element, key);
  if (typeof wanted === "boolean") return toBoolean(actual) === wanted;
  return typeof actual === "string" && sameName(actual, wanted);
}

function memberNamed(object: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const key = Object.keys(object).find((candidate) => sameName(candidate, name));
  return key === undefined ? undefined : object[key];
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
