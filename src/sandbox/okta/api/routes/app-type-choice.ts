import type { JsonObject, JsonValue } from "../../../../base/json.js";
import { isSignOnMode, type AppType, type SignOnMode } from "../../org/app-types/app-type.js";
import { CATALOG, CUSTOM } from "../../org/app-types/catalog.js";
import { unsupportedOperation, validationFailed } from "../errors.js";

/**
 * The type of app that `name` asks for: a custom one without a name.
 *
 * @throws OktaApiError: 400 when the name is not a string, 501 when the app is not in this sandbox's catalog
 */
export function chooseType(name: JsonValue | undefined): AppType {
  if (name === undefined) return CUSTOM;
  if (typeof name !== "string") throw validationFailed("name", "name: must be a string");
  const type = Object.hasOwn(CATALOG, name) ? CATALOG[name] : undefined;
  if (type !== undefined) return type;
  throw unsupportedOperation(
    `The catalog of this sandbox does not have ${name}.`,
    `It has: ${Object.keys(CATALOG).join(", ")}. To create a custom app, leave out the name.`,
  );
}

/**
 * The sign-on mode that an app gets: the one that it is asked for is not always the one that it has.
 *
 * @throws OktaApiError: 400 where none is given and a custom app needs one, or where the app refuses it; 501 for a mode that this
 *   sandbox does not simulate for the app
 */
export function chooseMode(type: AppType, { signOnMode: asked }: JsonObject): SignOnMode | null {
  const offered = Object.keys(type.modes).filter(isSignOnMode);
  const [first] = offered;
  if (asked === undefined && type.kind !== "custom" && first !== undefined) return type.modes[first] ?? null;
  if (typeof asked !== "string" || asked === "")
    throw validationFailed("signOnMode", "signOnMode: The field cannot be left blank");
  const refusal = type.refused?.[asked];
  if (refusal !== undefined) throw validationFailed("settings", refusal);
  const mode = isSignOnMode(asked) ? type.modes[asked] : undefined;
  if (mode !== undefined) return mode;
  throw unsupportedOperation(
    `The sandbox does not simulate the sign-on mode ${asked} for ${type.title}.`,
    `It simulates: ${offered.join(", ")}.`,
  );
}
