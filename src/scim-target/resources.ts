import type { JsonValue } from "../base/json.js";
import { ScimError } from "../scim/message/errors.js";
import { acceptResource } from "../scim/schema/incoming.js";
import { projectionOf } from "../scim/filter/projection.js";
import { list } from "./listing.js";
import { memberIdsIn } from "./member-changes.js";
import { patchStored, checkUnique } from "./patching.js";
import type { Locate, Represent } from "./representation.js";
import { answer, methodNotAllowed, type ServiceRequest, type ServiceResponse } from "./request.js";
import type { Store } from "./store.js";
import type { StoredResource, Table } from "./table.js";
import { unknownIn, type UnknownAttributes } from "./unknown-attributes.js";

/** What handling people and groups stands on. */
export interface ResourceParts {
  readonly store: Store;
  readonly represent: Represent;
  readonly locate: Locate;
  readonly now: () => number;
  readonly newId: () => string;
  readonly patchAnswers: PatchAnswers;
  readonly unknownAttributes: UnknownAttributes;
}

/**
 * The status of a successful PATCH, by the name of the resource type: 200 shows the resource, 204 does not. RFC 7644 3.5.2
 * allows both.
 */
export interface PatchAnswers {
  readonly User: 200 | 204;
  readonly Group: 200 | 204;
}

/** Answers requests to one resource type's endpoint. */
export interface ResourceEndpoint {
  /** A request to `/Users`. */
  all(request: ServiceRequest): ServiceResponse;
  /** A request to `/Users/{id}`. */
  one(request: ServiceRequest, id: string): ServiceResponse;
}

/** Serves a table as RFC 7644 section 3 says. */
export function resourceEndpoint(table: Table, parts: ResourceParts): ResourceEndpoint {
  const { type } = table;

  function shown(status: number, stored: StoredResource, query: URLSearchParams): ServiceResponse {
    const projection = projectionOf(type, query.get("attributes"), query.get("excludedAttributes"));
    const body = parts.represent(type, stored, projection);
    return answer(status, body, status === 201 ? { location: parts.locate(type, stored.id) } : {});
  }

  /** RFC 7644 3.5.2: whoever names `attributes` is shown them. */
  function patched(stored: StoredResource, query: URLSearchParams): ServiceResponse {
    const silent = type.name === "Group" ? parts.patchAnswers.Group : parts.patchAnswers.User;
    return silent === 204 && !query.has("attributes") ? answer(204) : shown(200, stored, query);
  }

  function existing(id: string): StoredResource {
    const stored = table.get(id);
    if (stored === undefined) throw new ScimError(404, `There is no ${type.name} "${id}".`);
    return stored;
  }

  function save(id: string, body: JsonValue | undefined, created: number | undefined): StoredResource {
    const known = acceptResource(body, type);
    const accepted = parts.unknownAttributes === "kept" ? { ...known, ...unknownIn(body, type) } : known;
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
          return patched(patchStored(table, existing(id), request.body, parts), request.query);
        case "DELETE":
          existing(id);
          table.remove(id);
          parts.store.memberships.forget(id);
          return answer(204);
        default:
          return methodNotAllowed(request, ["GET", "PUT", "PATCH", "DELETE"]);
      }
    },
  };
}
