import type { FastifyRequest } from "fastify";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import { malformedBody, validationFailed } from "./errors.js";

/** A query parameter, the last one when it is repeated. */
export function queryValue(request: FastifyRequest, name: string): string | undefined {
  const value = isJsonObject(request.query) ? request.query[name] : undefined;
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === "string" ? last : undefined;
}

/** A part of the path, as `:id`. */
export function pathValue(request: FastifyRequest, name: string): string {
  const value = isJsonObject(request.params) ? request.params[name] : undefined;
  return typeof value === "string" ? value : "";
}

/**
 * The `limit` of a list.
 *
 * @throws OktaApiError (400) when it is outside the documented bounds
 */
export function limitOf(
  request: FastifyRequest,
  bounds: { readonly min?: number; readonly max: number; readonly usual: number },
): number {
  const text = queryValue(request, "limit");
  if (text === undefined || text === "-1") return bounds.usual;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < (bounds.min ?? 1) || limit > bounds.max) {
    throw validationFailed("limit", `limit: must be between ${String(bounds.min ?? 1)} and ${String(bounds.max)}`);
  }
  return limit;
}

/**
 * The body as a JSON object; an empty body counts as `{}`.
 *
 * @throws OktaApiError (400) when it is something else
 */
export function bodyObject(request: FastifyRequest): JsonObject {
  if (request.body === undefined || request.body === null) return {};
  if (!isJsonObject(request.body)) throw malformedBody();
  return request.body;
}
