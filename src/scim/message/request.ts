import type { JsonValue } from "../../base/json.js";

/** A SCIM request as data, before any transport: what a dialect gives and a client sends. */
export interface ScimRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the base URL, starting with `/`, query included and already encoded: `/Users?startIndex=1&count=2`. */
  readonly path: string;
  readonly body?: JsonValue;
}
