import { parseFilter } from "../scim/filter/filter-parser.js";
import { invalidValue } from "../scim/message/errors.js";
import { listResponse } from "../scim/message/messages.js";
import { WHOLE, projectionOf } from "../scim/filter/projection.js";
import type { Represent } from "./representation.js";
import { answer, type ServiceResponse } from "./request.js";
import { select } from "./selection.js";
import type { Table } from "./table.js";

/** Resources of a page when nobody says how many. */
const DEFAULT_COUNT = 100;
/** Most resources of a page, whatever is asked for; also told in /ServiceProviderConfig. */
export const MAX_COUNT = 1_000;

/**
 * Answers a query (RFC 7644 3.4.2): filter, page, projection. Sorting is not offered, and a `sortBy` is ignored as 3.4.2.3 allows.
 *
 * @throws ScimError 400
 */
export function list(table: Table, query: URLSearchParams, represent: Represent): ServiceResponse {
  const { type } = table;
  const filter = query.get("filter");
  const projection = projectionOf(type, query.get("attributes"), query.get("excludedAttributes"));
  const startIndex = Math.max(1, numberIn(query, "startIndex") ?? 1);
  const count = Math.min(Math.max(0, numberIn(query, "count") ?? DEFAULT_COUNT), MAX_COUNT);
  const found =
    filter === null ? table.all() : select(table, parseFilter(filter), (stored) => represent(type, stored, WHOLE));
  const resources = found
    .slice(startIndex - 1, startIndex - 1 + count)
    .map((stored) => represent(type, stored, projection));
  return answer(200, listResponse({ totalResults: found.length, startIndex, resources }));
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw invalidValue(`"${name}" must be a whole number.`);
  return Number(text);
}
