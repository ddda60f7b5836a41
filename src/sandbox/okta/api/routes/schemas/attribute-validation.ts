import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../base/json.js";
import { validationFailed } from "../../errors.js";

const TYPES = ["string", "boolean", "number", "integer", "array"];
const KNOWN = new Set([
  "title",
  "type",
  "description",
  "externalName",
  "externalNamespace",
  "scope",
  "required",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "enum",
  "oneOf",
  "items",
  "union",
  "mutability",
  "permissions",
  "master",
  "unique",
  "format",
]);
/** Taken at creation only: later another value is ignored without a word (terraform-provider-okta issue 317). */
const LASTING = ["scope", "type", "items", "externalName", "externalNamespace", "unique"];
/** The two kinds of schemas with custom attributes. */
export type SchemaOwner = "app" | "user";

/** Read and applied, but never shown in an app's schema. Source: recorded traffic. */
const NOT_SHOWN_IN_APPS = ["permissions", "master"];

/** What an attribute of users has when it is not sent, and always shows. Source: recorded traffic. */
const OF_USERS = {
  mutability: "READ_WRITE",
  permissions: [{ principal: "SELF", action: "READ_ONLY" }],
  master: { type: "PROFILE_MASTER" },
};

/**
 * A custom attribute as the schema shows it after it was sent.
 *
 * @param before - how it was shown before; undefined for a new one
 * @throws OktaApiError (400 E0000001)
 */
export function readAttribute(
  name: string,
  sent: JsonValue | undefined,
  before: JsonObject | undefined,
  owner: SchemaOwner,
): JsonObject {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw fail(name, "is not a valid attribute name");
  if (!isJsonObject(sent)) throw fail(name, "must be an object");
  const unknown = Object.keys(sent).find((key) => !KNOWN.has(key));
  if (unknown !== undefined) throw fail(name, `${unknown} is not accepted here`);
  const merged = { ...before, ...sent, ...lasting(before) };
  checkTexts(name, merged);
  const { type, scope, union, items } = merged;
  if (typeof type !== "string" || !TYPES.includes(type)) throw fail(name, `type must be one of ${TYPES.join(", ")}`);
  if (scope !== undefined && scope !== "SELF" && scope !== "NONE") throw fail(name, "scope must be SELF or NONE");
  if (type === "array" && !(isJsonObject(items) && typeof items["type"] === "string"))
    throw fail(name, "an array needs items with a type");
  if (union === "ENABLE" && (scope === "SELF" || type !== "array"))
    throw fail(name, "union ENABLE is only for arrays whose scope is NONE");
  return shownAs(owner, { ...merged, scope: scope ?? "NONE" });
}

/** `required` is shown only where it is true, `union` only of an app's arrays. Source: recorded traffic. */
function shownAs(owner: SchemaOwner, attribute: JsonObject): JsonObject {
  const { union, required, ...rest } = attribute;
  const others = Object.entries(rest).filter(([key]) => owner === "user" || !NOT_SHOWN_IN_APPS.includes(key));
  return {
    ...(owner === "user" ? OF_USERS : {}),
    ...Object.fromEntries(others),
    ...(required === true ? { required } : {}),
    ...(owner === "app" && attribute["type"] === "array" ? { union: union ?? "DISABLE" } : {}),
  };
}

function lasting(before: JsonObject | undefined): JsonObject {
  if (before === undefined) return {};
  const kept = LASTING.map((key) => [key, before[key]] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept);
}

function checkTexts(name: string, attribute: JsonObject): void {
  if (typeof attribute["title"] !== "string" || attribute["title"] === "") throw fail(name, "title is required");
  for (const key of ["description", "externalName", "externalNamespace"]) {
    const value = attribute[key];
    if (value !== undefined && typeof value !== "string") throw fail(name, `${key} must be a string`);
  }
}

function fail(name: string, why: string): Error {
  return validationFailed(name, `${name}: ${why}`);
}
