import type { FastifyRequest } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";
import { badRequest } from "./errors.js";

/**
 * A query parameter, as `$filter`; undefined when it is absent or given twice. Letters of either case are alike: Microsoft's own
 * examples write `$orderBy` and `$orderby`.
 */
export function queryValue(request: FastifyRequest, name: string): string | undefined {
  if (!isJsonObject(request.query)) return undefined;
  const value =
    request.query[name] ?? Object.entries(request.query).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  return typeof value === "string" ? value : undefined;
}

/** A part of the path, as `:id`. */
export function pathValue(request: FastifyRequest, name: string): string {
  const value = isJsonObject(request.params) ? request.params[name] : undefined;
  return typeof value === "string" ? value : "";
}

/**
 * The body as a JSON object; an empty body counts as `{}`.
 *
 * @throws GraphError (400) when it is something else
 */
export function bodyObject(request: FastifyRequest): JsonObject {
  if (request.body === undefined || request.body === null) return {};
  if (!isJsonObject(request.body)) throw malformedBody();
  return request.body;
}

export function malformedBody() {
  return badRequest(
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    "BadRequest",
  );
}

/** A text of a body; undefined when it is absent or no text. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A list of a body; empty when it is none. */
export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isJsonObject) : [];
}

/** True for a query with the header and the parameter that advanced queries need. Source: Microsoft Graph docs, aad-advanced-queries. */
export function isAdvanced(request: FastifyRequest): boolean {
  return isEventual(request) && queryValue(request, "$count") === "true";
}

/** True with the header `ConsistencyLevel: eventual`. */
export function isEventual(request: FastifyRequest): boolean {
  return request.headers["consistencylevel"] === "eventual";
}
