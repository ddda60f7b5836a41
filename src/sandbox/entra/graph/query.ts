import type { FastifyRequest } from "fastify";
import { badRequest, unsupportedQuery } from "./errors.js";
import { parseFilter, type FilterTable } from "./filter.js";
import { isAdvanced, isEventual, queryValue } from "./request.js";
import { parseSearch, type SearchTable } from "./search.js";

/** How a list of directory objects can be asked for. */
export interface QueryTable<T> {
  readonly filters: FilterTable<T>;
  readonly search: SearchTable<T>;
  /** The properties by which a list is ordered, each as the text that decides. */
  readonly orders: Readonly<Record<string, (item: T) => string>>;
}

/**
 * The objects that `$filter` and `$search` ask for, in the order of `$orderby`.
 * Source: Microsoft Graph docs, aad-advanced-queries.
 *
 * @throws GraphError (400)
 */
export function queried<T>(request: FastifyRequest, items: readonly T[], table: QueryTable<T>): readonly T[] {
  const filter = queryValue(request, "$filter");
  const search = queryValue(request, "$search");
  const order = queryValue(request, "$orderby");
  if (search !== undefined && !isEventual(request)) throw needsHeader();
  const advanced = isAdvanced(request);
  const compare = order === undefined ? undefined : orderOf(order, table.orders);
  if (order !== undefined && filter !== undefined && !advanced)
    throw unsupportedQuery("Sorting not supported for current query.");
  const filtered = filter === undefined ? undefined : parseFilter(filter, table.filters, { caseless: true, advanced });
  const searched = search === undefined ? undefined : parseSearch(search, table.search);
  const found = items.filter((item) => filtered?.(item) !== false && searched?.(item) !== false);
  return compare === undefined ? found : found.sort(compare);
}

/**
 * How many objects there are, as the text that `/$count` answers.
 *
 * @throws GraphError (400) without the header of advanced queries
 */
export function countText<T>(request: FastifyRequest, items: readonly T[], table: QueryTable<T>): string {
  if (!isEventual(request)) throw badRequest("$count is not currently supported.");
  const filter = queryValue(request, "$filter");
  const test =
    filter === undefined ? () => true : parseFilter(filter, table.filters, { caseless: true, advanced: true });
  const search = queryValue(request, "$search");
  const searched = search === undefined ? () => true : parseSearch(search, table.search);
  return String(items.filter((item) => test(item) && searched(item)).length);
}

function orderOf<T>(text: string, orders: QueryTable<T>["orders"]): (a: T, b: T) => number {
  const [, property = "", direction = "asc"] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  const name = Object.keys(orders).find((one) => one.toLowerCase() === property.toLowerCase());
  const read = name === undefined ? undefined : orders[name];
  if (read === undefined) throw unsupportedQuery();
  const sign = direction.toLowerCase() === "desc" ? -1 : 1;
  return (a, b) => sign * read(a).localeCompare(read(b));
}

function needsHeader() {
  return unsupportedQuery(
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  );
}
