import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";

/** A person as the app sees them: the app user profile, the Okta user id and whether the assignment is on. */
export interface AppProfile {
  readonly userName: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email?: string;
  readonly displayName?: string;
  /** Okta's user id, which arrives as `externalId`. */
  readonly externalId: string;
  readonly active: boolean;
  /** Custom attributes of the app user profile. */
  readonly custom?: JsonObject;
}

/** One attribute of the SCIM resource and where its value comes from. */
export interface MappedAttribute {
  /** Path in the SCIM resource: the parts of `name.givenName`. */
  readonly to: readonly [string] | readonly [string, string];
  /** The value; undefined sends nothing. `current` is what the target holds now, absent on create. */
  readonly value: (profile: AppProfile, current: JsonValue | undefined) => JsonValue | undefined;
}

/**
 * The mapping of a custom app as Okta makes it, in the order in which the attributes stand in the body.
 * Source: Okta developer docs, reference/scim/scim-20 (create user).
 */
export const DEFAULT_MAPPING: readonly MappedAttribute[] = [
  { to: ["userName"], value: (profile) => profile.userName },
  { to: ["name", "givenName"], value: (profile) => profile.givenName },
  { to: ["name", "familyName"], value: (profile) => profile.familyName },
  { to: ["emails"], value: primaryWorkEmail },
  { to: ["displayName"], value: (profile) => profile.displayName },
  { to: ["locale"], value: () => "en-US" },
  { to: ["externalId"], value: (profile) => profile.externalId },
];

/** The resource with every mapped attribute overwritten; everything else, and the order, is kept. */
export function overwriteMapped(
  resource: JsonObject,
  profile: AppProfile,
  mapping: readonly MappedAttribute[],
): JsonObject {
  const result: Record<string, JsonValue | undefined> = { ...resource };
  for (const { to, value } of mapping) {
    const [first, second] = to;
    const before = result[first];
    if (second === undefined) {
      const after = value(profile, before);
      if (after !== undefined) result[first] = after;
    } else {
      const parent = isJsonObject(before) ? before : {};
      const after = value(profile, parent[second]);
      if (after === undefined) continue;
      result[first] = { ...parent, [second]: after };
      if (first.startsWith("urn:")) result["schemas"] = withSchema(result["schemas"], first);
    }
  }
  return result;
}

/** An extension that holds a value is named in `schemas` (RFC 7643 3.3). */
function withSchema(schemas: JsonValue | undefined, urn: string): JsonValue {
  const present = Array.isArray(schemas) ? (schemas as readonly JsonValue[]) : [];
  return present.includes(urn) ? present : [...present, urn];
}

/** Sets the primary address and leaves the target's other addresses and sub-attributes alone. */
function primaryWorkEmail(profile: AppProfile, current: JsonValue | undefined): JsonValue | undefined {
  if (profile.email === undefined) return undefined;
  const ours = { primary: true, value: profile.email, type: "work" };
  const present: readonly JsonValue[] = Array.isArray(current) ? (current as readonly JsonValue[]) : [];
  const primary = present.findIndex((entry) => isJsonObject(entry) && entry["primary"] === true);
  if (primary === -1) return [ours, ...present];
  return present.map((entry, index) => (index === primary && isJsonObject(entry) ? { ...entry, ...ours } : entry));
}
