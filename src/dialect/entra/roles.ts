import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import { targetAttribute } from "./target-attribute.js";

/** The type that Entra gives to roles. Source: Microsoft Learn, customize-application-attributes (app roles). */
export const ROLE_TYPE = "WindowsAzureActiveDirectoryRole";

/** True for the attribute that holds all roles of a user, not for one sub-attribute of the primary one. */
export function holdsRoles(name: string): boolean {
  const { extension, attribute, sub, selector } = targetAttribute(name);
  return extension === undefined && attribute.toLowerCase() === "roles" && sub === undefined && selector.length === 0;
}

/**
 * A role as a resource holds it, out of the text that Entra's expressions give: `{"id","value","displayName"}`, or the bare
 * name. None is primary. Source: Microsoft Learn, customize-application-attributes (AssertiveAppRoleAssignmentsComplex).
 */
export function roleResource(text: string): JsonObject {
  const { value, display } = readRole(text);
  return { primary: false, type: ROLE_TYPE, display, value };
}

/** True when the target has all these roles; with `only`, when it has no others either. */
export function hasRoles(actual: JsonValue | undefined, wanted: readonly JsonValue[], only: boolean): boolean {
  const there = new Set(Array.isArray(actual) ? (actual as readonly JsonValue[]).map(roleKey) : []);
  const keys = new Set(wanted.map(roleKey));
  return [...keys].every((key) => there.has(key)) && (!only || there.size === keys.size);
}

/** What tells roles apart: a target may have stored the text that a PATCH carries. */
function roleKey(role: JsonValue): string {
  const value = isJsonObject(role) ? role["value"] : role;
  return typeof value === "string" ? readRole(value).value : JSON.stringify(value ?? null);
}

function readRole(text: string): { readonly value: string; readonly display: string } {
  const { value, displayName } = text.startsWith("{") ? parsed(text) : {};
  const display = typeof displayName === "string" ? displayName : text;
  return { display, value: typeof value === "string" && value !== "" ? value : display };
}

function parsed(text: string): JsonObject {
  try {
    const found: unknown = JSON.parse(text);
    return isJsonObject(found) ? found : {};
  } catch {
    return {};
  }
}
