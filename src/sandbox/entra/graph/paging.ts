import type { FastifyRequest } from "fastify";
import type { JsonObject } from "../../../base/json.js";
import { badRequest, unsupportedQuery } from "./errors.js";
import { isEventual, queryValue } from "./request.js";

interface PageOptions<T> {
  /** The Graph root, `http://127.0.0.1:PORT`. */
  readonly root: string;
  /** What stands after `$metadata#`. */
  readonly context: string;
  readonly usual: number;
  readonly max: number;
  readonly view: (item: T) => JsonObject;
}

/** The address that says what an answer holds. */
export function contextOf(root: string, context: string): string {
  return `${root}/v1.0/$metadata#${context}`;
}

/** The same for one object, with what `$select` chose: `users(id,displayName)/$entity`. */
export function entityContext(request: FastifyRequest, root: string, set: string): string {
  return contextOf(root, `${set}${chosenBy(request)}/$entity`);
}

function chosenBy(request: FastifyRequest): string {
  const select = queryValue(request, "$select");
  return select === undefined ? "" : `(${select.replaceAll(" ", "")})`;
}

/**
 * One page of a list, with a link to the next. `$count=true` counts for nothing without its header, as in reality.
 * Source: Microsoft Graph docs, paging; aad-advanced-queries.
 *
 * @throws GraphError (400) for a page size out of bounds or a token that is none
 */
export function page<T>(request: FastifyRequest, items: readonly T[], options: PageOptions<T>): JsonObject {
  const size = pageSize(queryValue(request, "$top"), options);
  const start = startOf(queryValue(request, "$skiptoken"));
  const end = start + size;
  const next = new URL(request.originalUrl, options.root);
  next.searchParams.set("$skiptoken", tokenOf(end));
  const counted = queryValue(request, "$count") === "true" && isEventual(request);
  return {
    "@odata.context": contextOf(options.root, options.context + chosenBy(request)),
    ...(counted ? { "@odata.count": items.length } : {}),
    ...(end < items.length ? { "@odata.nextLink": next.href } : {}),
    value: items.slice(start, end).map(options.view),
  };
}

function pageSize(top: string | undefined, { usual, max }: { readonly usual: number; readonly max: number }): number {
  if (top === undefined) return usual;
  const size = Number(top);
  if (!/^\d+$/.test(top) || size < 1 || size > max) {
    throw unsupportedQuery(
      `Invalid page size specified: '${top.slice(0, 20)}'. Must be between 1 and ${String(max)} inclusive.`,
    );
  }
  return size;
}

function tokenOf(position: number): string {
  return Buffer.from(`s:${String(position)}`).toString("base64url");
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, position] = /^s:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  if (position === undefined) throw badRequest("This service did not issue the skip token.");
  return Number(position);
}
