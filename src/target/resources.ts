import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { ScimError, invalidValue, notUnique } from "../scim/errors.js";
import { acceptResource } from "../scim/incoming.js";
import { projectionOf } from "../scim/projection.js";
import { list } from "./listing.js";
import type { Locate, Represent } from "./representation.js";
import { answer, methodNotAllowed, type ServiceRequest, type ServiceResponse } from "./request.js";
import type { Store } from "./store.js";
import type { StoredResource, Table } from "./table.js";

/** What handling people and groups stands on. */
export interface ResourceParts {
  readonly store: Store;
  readonly represent: Represent;
  readonly locate: Locate;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Answers requests to one resource type's endpoint. */
export interface ResourceEndpoint {
  /** A request to `/Users`. */
  all(request: ServiceRequest): ServiceResponse;
  /** A request to `/Users/{id}`. */
  one(request: ServiceRequest, id: string): ServiceResponse;
}

/** Serves a table as RFC 7644 section 3 says. PATCH is not offered yet: 501, as /ServiceProviderConfig tells. */
export function resourceEndpoint(table: Table, parts: ResourceParts): ResourceEndpoint {
  const { type } = table;

  function shown(status: number, stored: StoredResource, query: URLSearchParams): ServiceResponse {
    const projection = projectionOf(type, query.get("attributes"), query.get("excludedAttributes"));
    const body = parts.represent(type, stored, projection);
    return answer(status, body, status === 201 ? { location: parts.locate(type, stored.id) } : {});
  }

  function existing(id: string): StoredResource {
    const stored = table.get(id);
    if (stored === undefined) throw new ScimError(404, `There is no ${type.name} "${id}".`);
    return stored;
  }

  function save(id: string, body: JsonValue | undefined, created: number | undefined): StoredResource {
    const accepted = acceptResource(body, type);
    checkUnique(table, accepted, id);
    const now = parts.now();
    const times = { created: created ?? now, lastModified: now };
    if (table !== parts.store.groups) return table.put({ id, resource: { id, ...accepted }, ...times });
    const { members, ...attributes } = accepted;
    const memberIds = memberIdsIn(members, parts.store, id);
    parts.store.memberships.replace(id, memberIds);
    return table.put({ id, resource: { id, ...attributes }, ...times });
  }

  return {
    all(request) {
      if (request.method === "GET") return list(table, request.query, parts.represent);
      if (request.method === "POST") return shown(201, save(parts.newId(), request.body, undefined), request.query);
      return methodNotAllowed(request, ["GET", "POST"]);
    },
    one(request, id) {
      switch (request.method) {
        case "GET":
          return shown(200, existing(id), request.query);
        case "PUT":
          return shown(200, save(id, request.body, existing(id).created), request.query);
        case "PATCH":
          throw new ScimError(501, "PATCH is not supported; replace the whole resource by PUT.");
        case "DELETE":
          existing(id);
          table.remove(id);
          parts.store.memberships.forget(id);
          return answer(204);
        default:
          return methodNotAllowed(request, ["GET", "PUT", "DELETE"]);
      }
    },
  };
}

function checkUnique(table: Table, attributes: JsonObject, id: string): void {
  for (const { name, uniqueness } of table.type.schema.attributes) {
    const value = attributes[name];
    if (uniqueness === "none" || typeof value !== "string") continue;
    if (table.find(name, value)?.some((other) => other.id !== id) === true) throw notUnique(name, value);
  }
}

function memberIdsIn(members: JsonValue | undefined, store: Store, groupId: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [index, member] of Array.isArray(members) ? (members as readonly JsonValue[]).entries() : []) {
    const id = isJsonObject(member) ? member["value"] : undefined;
    const place = `members[${String(index)}].value`;
    if (typeof id !== "string") throw invalidValue(`${place} must be a string.`);
    if (store.member(id) === undefined) throw invalidValue(`${place} is "${id}", and there is nobody of that id.`);
    if (id === groupId) throw invalidValue(`${place} is the group itself.`);
    ids.add(id);
  }
  return ids;
}
