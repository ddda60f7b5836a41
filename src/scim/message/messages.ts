import type { JsonObject, JsonValue } from "../../base/json.js";
import type { ScimError } from "./errors.js";

/** A SCIM request as data, before any transport: what a dialect gives and a client sends. */
export interface ScimRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the base URL, starting with `/`, query included and already encoded: `/Users?startIndex=1&count=2`. */
  readonly path: string;
  readonly body?: JsonValue;
}

/** The media type of every SCIM body (RFC 7644 3.1). Sent without charset: that is what passes everywhere. */
export const SCIM_CONTENT_TYPE = "application/scim+json";

const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** A page of a list. */
export interface Page {
  /** How many resources match in all. */
  readonly totalResults: number;
  /** Counted from 1. */
  readonly startIndex: number;
  readonly resources: readonly JsonObject[];
}

/** The answer to a query (RFC 7644 3.4.2). */
export function listResponse(page: Page): JsonObject {
  return {
    schemas: [LIST_RESPONSE],
    totalResults: page.totalResults,
    startIndex: page.startIndex,
    itemsPerPage: page.resources.length,
    Resources: page.resources,
  };
}

/** The body of a refusal (RFC 7644 3.12): `status` is a string there. */
export function errorMessage(error: Pick<ScimError, "status" | "detail" | "scimType">): JsonObject {
  return {
    schemas: [ERROR],
    status: String(error.status),
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.detail,
  };
}
