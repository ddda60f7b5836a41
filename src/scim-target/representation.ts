import type { JsonObject, JsonValue } from "../base/json.js";
import type { Projection } from "../scim/filter/projection.js";
import type { ResourceType } from "../scim/schema/resource-type.js";
import type { Store } from "./store.js";
import type { StoredResource } from "./table.js";
import { unknownSchemasIn } from "./unknown-attributes.js";

/** Makes of a stored resource what an answer shows. */
export type Represent = (type: ResourceType, stored: StoredResource, projection: Projection) => JsonObject;

/** The address of a resource. */
export type Locate = (type: ResourceType, id: string) => string;

/** Addresses under a base URL, which is asked for each time since a server knows its own only once it listens. */
export function locationsUnder(baseUrl: () => string): Locate {
  return (type, id) => `${baseUrl()}${type.endpoint}/${encodeURIComponent(id)}`;
}

/** Completes stored resources with what the server says: schemas, meta, a group's members, a person's groups. */
export function representations(store: Store, locate: Locate): Represent {
  return (type, stored, projection) => {
    const { resource } = stored;
    const schemas = [type.schema.id];
    for (const { id } of type.extensions) if (resource[id] !== undefined) schemas.push(id);
    schemas.push(...unknownSchemasIn(resource, type));
    const whole: Record<string, JsonValue | undefined> = { schemas, ...resource };
    if (type === store.groups.type && projection.shows("members"))
      whole["members"] = shownMembers(store.memberships.membersOf(stored.id), store, locate);
    if (type === store.users.type && projection.shows("groups")) {
      const groups = groupsOf(store, locate, stored.id);
      if (groups.length > 0) whole["groups"] = groups;
    }
    whole["meta"] = {
      resourceType: type.name,
      created: new Date(stored.created).toISOString(),
      lastModified: new Date(stored.lastModified).toISOString(),
      location: locate(type, stored.id),
    };
    return projection.apply(whole);
  };
}

/** Members of a group as they are shown: `value`, `$ref`, `display` and `type`, whatever a client said. */
export function shownMembers(ids: Iterable<string>, store: Store, locate: Locate): readonly JsonObject[] {
  const members: JsonObject[] = [];
  for (const id of ids) {
    const member = store.member(id);
    if (member === undefined) continue;
    const { type } = member.table;
    members.push({ value: id, $ref: locate(type, id), display: nameOf(member.stored), type: type.name });
  }
  return members;
}

function groupsOf(store: Store, locate: Locate, userId: string): JsonObject[] {
  const groups: JsonObject[] = [];
  for (const id of store.memberships.groupsOf(userId)) {
    const group = store.groups.get(id);
    if (group === undefined) continue;
    groups.push({ value: id, $ref: locate(store.groups.type, id), display: nameOf(group), type: "direct" });
  }
  return groups;
}

function nameOf({ resource }: StoredResource): JsonValue | undefined {
  return resource["displayName"] ?? resource["userName"];
}
