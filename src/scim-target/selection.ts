import type { JsonObject } from "../base/json.js";
import type { Filter } from "../scim/filter/filter.js";
import { compileFilter } from "../scim/filter/predicate.js";
import { USER_TYPE } from "../scim/schema/resource-type.js";
import { resourceScope } from "../scim/filter/scope.js";
import type { StoredResource, Table } from "./table.js";

/** Attributes that are not stored with a resource but computed from elsewhere. */
const COMPUTED: ReadonlySet<string> = new Set(["members", "groups", "meta", "schemas"]);

/**
 * The resources that fit a filter, in the order of their creation. An `eq` on an indexed attribute, alone or as one part of an
 * `and`, is looked up; everything else looks at each resource.
 *
 * @param asked - the filter; `email`, which SCIM does not have, means the value of an e-mail address: Okta filters by what an
 *   app's "Unique identifier field for users" holds, and vendors' guides have `email` entered there
 * @param show - the whole of a resource, for filters about computed attributes
 * @throws ScimError 400 `invalidFilter` for a comparison that its attribute does not allow
 */
export function select(
  table: Table,
  asked: Filter,
  show: (stored: StoredResource) => JsonObject,
): readonly StoredResource[] {
  const filter = table.type === USER_TYPE ? withEmailMeant(asked) : asked;
  const fits = compileFilter(filter, resourceScope(table.type));
  const whole = lookUp(table, filter);
  if (whole !== undefined) return whole;
  const candidates = filter.kind === "and" ? fewest(table, filter.parts) : table.all();
  const seen = mentionsComputed(filter) ? show : (stored: StoredResource): JsonObject => stored.resource;
  return candidates.filter((stored) => fits(seen(stored)));
}

function lookUp(table: Table, filter: Filter): readonly StoredResource[] | undefined {
  if (filter.kind !== "compare" || filter.op !== "eq" || typeof filter.value !== "string") return undefined;
  const { schema, attribute, filter: brackets, sub } = filter.path;
  if (brackets !== undefined) return undefined;
  if (schema !== undefined && schema.toLowerCase() !== table.type.schema.id.toLowerCase()) return undefined;
  return table.find(sub === undefined ? attribute : `${attribute}.${sub}`, filter.value);
}

function withEmailMeant(filter: Filter): Filter {
  switch (filter.kind) {
    case "and":
    case "or":
      return { kind: filter.kind, parts: filter.parts.map(withEmailMeant) };
    case "not":
      return { kind: "not", part: withEmailMeant(filter.part) };
    default: {
      const { attribute, sub, filter: brackets } = filter.path;
      const isMeant = attribute.toLowerCase() === "email" && sub === undefined && brackets === undefined;
      return isMeant ? { ...filter, path: { ...filter.path, attribute: "emails", sub: "value" } } : filter;
    }
  }
}

/** The smallest set of resources that an index gives for one of these parts; all resources when no index knows one. */
function fewest(table: Table, parts: readonly Filter[]): readonly StoredResource[] {
  let best: readonly StoredResource[] | undefined;
  for (const part of parts) {
    const found = part.kind === "and" ? fewest(table, part.parts) : lookUp(table, part);
    if (found !== undefined && (best === undefined || found.length < best.length)) best = found;
  }
  return best ?? table.all();
}

function mentionsComputed(filter: Filter): boolean {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.parts.some(mentionsComputed);
    case "not":
      return mentionsComputed(filter.part);
    default:
      return COMPUTED.has(filter.path.attribute.toLowerCase());
  }
}
