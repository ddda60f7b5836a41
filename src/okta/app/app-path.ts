import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { OktaApp } from "../api/schemas.js";

/** A value of an app by its path in the API, for example `settings.signOn.ssoAcsUrl`; undefined when the app shows none. */
export function readPath(app: OktaApp, path: string): JsonValue | undefined {
  // What an app shows came as JSON.
  return path
    .split(".")
    .reduce<JsonValue | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), app as JsonObject);
}
