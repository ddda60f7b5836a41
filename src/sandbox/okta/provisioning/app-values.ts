import type { JsonObject, JsonValue } from "../../../base/json.js";
import { notSimulated } from "../../expression/evaluation.js";
import { evaluateExpression, type Attributes, type Evaluation } from "../expression/evaluate.js";
import type { Value } from "../expression/values/tree.js";
import { baseAttributes } from "../org/app-schema.js";
import type { OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import { fitted } from "../org/attributes/attribute-types.js";
import { shownName, type OktaUser } from "../org/user.js";
import { attributeOf } from "../org/user-profile.js";

/** What a user's app user profile holds, and what is missing from it for a reason. */
export interface AppValues {
  readonly values: JsonObject;
  /** Noun phrases: mappings that this sandbox cannot evaluate, whose attributes therefore have no value. */
  readonly notSimulated: readonly string[];
  /** Values that do not fit their attribute and are left out. */
  readonly unfit: readonly string[];
}

/**
 * A user's values in an app: what is mapped, over it what the assigned group gives all users, over it their own. Which of
 * a mapping and a group's value wins at Okta is not recorded: a vendor's guide sets both, to the same value. A later change
 * of the Okta profile wins over both. Source: Okta help, "Automatic user attribute updates".
 *
 * @param includes - tells the properties that count: an update leaves out what is mapped for creation only
 */
export function valuesIn(
  app: OktaApp,
  appUser: AppUser,
  includes: (name: string, pushStatus: "PUSH" | "DONT_PUSH") => boolean,
): AppValues {
  const values: Record<string, JsonValue> = {};
  const unknown: string[] = [];
  const unfit: string[] = [];
  const attributes = attributesOf(app, appUser);
  const set = givenValues(app, appUser);
  for (const [name, { expression, pushStatus }] of app.toApp.properties) {
    if (name in set || !includes(name, pushStatus)) continue;
    const found = evaluateExpression(expression, attributes);
    if (found.kind !== "value") unknown.push(noteOf(name, app, found));
    else if (found.value !== null) {
      const fit = fitted(found.value, app.schema.custom.get(name));
      if (fit.ok) values[name] = fit.value;
      else unfit.push(`${name}: ${fit.reason}`);
    }
  }
  return { values: { ...values, ...set }, notSimulated: unknown, unfit };
}

/** Where {@link valuesIn} takes a value from: the mapping's expression, or an assignment in words. */
export function sourceOf(app: OktaApp, appUser: AppUser, name: string): string | undefined {
  const given = givenValues(app, appUser);
  if (name in given && name in appUser.own) return "the user's own assignment to the app";
  if (name in given) return "the assignment of the user's group to the app";
  return app.toApp.properties.get(name)?.expression;
}

/** The value that the mapping gives an attribute of the app user; undefined when it gives none. */
export function mappedValue(app: OktaApp, user: OktaUser, name: string): JsonValue | undefined {
  const property = app.toApp.properties.get(name);
  if (property === undefined) return undefined;
  const found = evaluateExpression(property.expression, { user: userAttributes(user), appUser: unknownHere });
  return found.kind === "value" && found.value !== null ? found.value : undefined;
}

/** What is evaluated for a user: their own attributes, null where they have none. */
export function userAttributes(user: OktaUser): Attributes["user"] {
  return (name) => {
    if (!user.attributes.has(name)) return undefined;
    // A user without a display name is shown by their given and family name.
    if (name === "displayName") return shownName(user);
    return (attributeOf(user, name) ?? null) as Value;
  };
}

/** What the assignments of a user say beside the mapping, and still holds. */
function givenValues(app: OktaApp, { groupId, own, superseded }: AppUser): JsonObject {
  const assigned = groupId === undefined ? undefined : app.assignments.get(groupId)?.profile;
  const given = { ...assigned, ...own };
  if (superseded === undefined) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => !superseded.has(name)));
}

/**
 * The mapped values behind what the assignments give, of mappings for create and update: as one of them changes, it takes the
 * place of the given value.
 */
export function valuesBehind(app: OktaApp, appUser: AppUser): ReadonlyMap<string, JsonValue | undefined> {
  const names = Object.keys(givenValues(app, appUser));
  const followed = names.filter((name) => app.toApp.properties.get(name)?.pushStatus === "PUSH");
  return new Map(followed.map((name) => [name, mappedValue(app, appUser.user, name)]));
}

function attributesOf(app: OktaApp, appUser: AppUser): Attributes {
  const set = givenValues(app, appUser);
  return {
    user: userAttributes(appUser.user),
    appUser: (name) => {
      if (name === "userName") return appUser.userName;
      if (name in set) return (set[name] ?? null) as Value;
      // In which order Okta evaluates the mappings of one app is not documented.
      if (app.toApp.properties.has(name)) return notSimulated(`the mapped attribute appuser.${name}`);
      const isKnown = app.schema.custom.get(name) !== undefined || baseAttributes(app).includes(name);
      return isKnown ? null : undefined;
    },
  };
}

function unknownHere(name: string): Value {
  return notSimulated(`the attribute appuser.${name}`);
}

function noteOf(name: string, app: OktaApp, found: Exclude<Evaluation, { kind: "value" }>): string {
  const what = found.kind === "invalid" ? found.reason : found.what;
  return `the mapping of ${name} in "${app.written.label}": ${what}`;
}
