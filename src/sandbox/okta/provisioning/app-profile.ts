import type { JsonValue } from "../../../base/json.js";
import { DEFAULT_MAPPING, type AppProfile, type MappedAttribute } from "../../../dialect/okta/mapping.js";
import type { OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import { ALWAYS_MAPPED, FURTHER_ATTRIBUTES, pathOf } from "../org/attributes/scim-attributes.js";
import { valuesIn, type AppValues } from "./app-values.js";

/** Attributes that the app user profile of a custom app requires, in its own words. */
const REQUIRED = ["givenName", "familyName", "email"] as const;

/** A user's values for an app, and where each goes in the SCIM resource. */
export interface PushedProfile extends Pick<AppValues, "notSimulated" | "unfit"> {
  readonly profile: AppProfile;
  /** Each with the attribute of the app user profile that it sends, where it is none of the dialect's own. */
  readonly mapping: readonly (MappedAttribute & { readonly attribute?: string })[];
}

/**
 * What the app gets to know of a user: the mapped values, then what was set at the assignment.
 *
 * @param occasion - an update leaves out what is mapped for creation only
 */
export function profileFor(app: OktaApp, appUser: AppUser, occasion: "create" | "update"): PushedProfile {
  const { values, notSimulated, unfit } = valuesIn(
    app,
    appUser,
    (_name, pushStatus) => occasion === "create" || pushStatus === "PUSH",
  );
  const custom: Record<string, JsonValue> = {};
  const mapping: (MappedAttribute & { readonly attribute?: string })[] = [...DEFAULT_MAPPING];
  for (const [name, value] of Object.entries(values)) {
    const to = pathFor(app, name);
    if (to === undefined || value === undefined) continue;
    custom[name] = value;
    mapping.push({ to, value: () => value, attribute: name });
  }
  const known: Partial<Record<(typeof ALWAYS_MAPPED)[number], string>> = {};
  for (const name of ALWAYS_MAPPED) {
    const value = values[name];
    if (typeof value === "string") known[name] = value;
  }
  const profile = { userName: appUser.userName, ...known, externalId: appUser.user.id, active: true, custom };
  return { profile, mapping, notSimulated, unfit };
}

/** What the user lacks and the app requires. */
export function missingAttributes({ profile }: PushedProfile): string[] {
  return REQUIRED.filter((name) => profile[name] === undefined);
}

function pathFor(app: OktaApp, name: string): MappedAttribute["to"] | undefined {
  const base = FURTHER_ATTRIBUTES[name];
  if (base !== undefined) return base;
  const definition = app.schema.custom.get(name);
  if (definition === undefined) return undefined;
  const { externalName, externalNamespace } = definition;
  return pathOf(
    typeof externalName === "string" ? externalName : name,
    typeof externalNamespace === "string" ? externalNamespace : undefined,
  );
}
