import type { JsonObject, JsonValue } from "../base/json.js";
import { ScimError } from "../scim/message/errors.js";
import { errorMessage } from "../scim/message/messages.js";

/** A request to the service, without any transport. */
export interface ServiceRequest {
  readonly method: string;
  /** Under the base URL, still encoded: `/Users/2819c223`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The parsed body; undefined when there was none. */
  readonly body: JsonValue | undefined;
}

/** The service's answer. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | undefined;
}

/** An answer without headers of its own. */
export function answer(
  status: number,
  body?: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse {
  return { status, headers, body };
}

/** The refusal of a method that an address does not have. */
export function methodNotAllowed({ method, path }: ServiceRequest, allowed: readonly string[]): ServiceResponse {
  const error = new ScimError(405, `${method} is not possible at ${path}.`);
  return answer(405, errorMessage(error), { allow: allowed.join(", ") });
}
