import type { JsonObject, JsonValue } from "../../../base/json.js";
import { DEFAULT_MAPPING, type AppProfile, type MappedAttribute } from "../../../dialect/okta/mapping.js";
import type { OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import { attributeIn, literalIn } from "../org/expression.js";
import type { PropertyMapping } from "../org/profile-mapping.js";
import { ALWAYS_MAPPED, FURTHER_ATTRIBUTES, pathOf } from "../org/scim-attributes.js";
import { shownName, type OktaUser } from "../org/user.js";
import { attributeOf } from "../org/user-profile.js";

/** Attributes that the app user profile of a custom app requires, in its own words. */
const REQUIRED = ["givenName", "familyName", "email"] as const;

/** Somebody's values for an app, and where each goes in the SCIM resource. */
export interface PushedProfile {
  readonly profile: AppProfile;
  readonly mapping: readonly MappedAttribute[];
}

/**
 * What the app gets to know of a person: the mapped values, then what was set at the assignment.
 *
 * @param occasion - an update leaves out what is mapped for creation only
 */
export function profileFor(app: OktaApp, appUser: AppUser, occasion: "create" | "update"): PushedProfile {
  const values = valuesFor(app, appUser, occasion);
  const custom: Record<string, JsonValue> = {};
  const mapping = [...DEFAULT_MAPPING];
  for (const [name, value] of Object.entries(values)) {
    const to = pathFor(app, name);
    if (to === undefined || value === undefined) continue;
    custom[name] = value;
    mapping.push({ to, value: () => value });
  }
  const known: Partial<Record<(typeof ALWAYS_MAPPED)[number], string>> = {};
  for (const name of ALWAYS_MAPPED) {
    const value = values[name];
    if (typeof value === "string") known[name] = value;
  }
  return {
    profile: { userName: appUser.userName, ...known, externalId: appUser.user.id, active: true, custom },
    mapping,
  };
}

/** What the person lacks and the app requires. */
export function missingAttributes({ profile }: PushedProfile): string[] {
  return REQUIRED.filter((name) => profile[name] === undefined);
}

/** The value that the mapping gives an attribute of the app user. */
export function mappedValue(app: OktaApp, user: OktaUser, name: string): JsonValue | undefined {
  const property = app.toApp.properties.get(name);
  return property === undefined ? undefined : evaluate(property, user);
}

function valuesFor(app: OktaApp, appUser: AppUser, occasion: "create" | "update"): JsonObject {
  const values: Record<string, JsonValue | undefined> = {};
  for (const [name, property] of app.toApp.properties) {
    if (occasion === "create" || property.pushStatus === "PUSH") values[name] = evaluate(property, appUser.user);
  }
  const assigned = appUser.groupId === undefined ? undefined : app.assignments.get(appUser.groupId)?.profile;
  return { ...values, ...assigned, ...appUser.own };
}

/** Only a reference to one attribute and a literal have a value here; any other expression sends nothing. */
function evaluate({ expression }: PropertyMapping, user: OktaUser): JsonValue | undefined {
  const attribute = attributeIn(expression);
  if (attribute === undefined) return literalIn(expression);
  // Somebody without a display name is shown by their given and family name.
  if (attribute === "displayName") return shownName(user);
  return attributeOf(user, attribute);
}

function pathFor(app: OktaApp, name: string): MappedAttribute["to"] | undefined {
  const base = FURTHER_ATTRIBUTES[name];
  if (base !== undefined) return base;
  const definition = app.schema.custom.get(name)?.definition;
  if (definition === undefined) return undefined;
  const { externalName, externalNamespace } = definition;
  return pathOf(
    typeof externalName === "string" ? externalName : name,
    typeof externalNamespace === "string" ? externalNamespace : undefined,
  );
}
