import type { JsonObject, JsonValue } from "../base/json.js";
import { applyPatch } from "../scim/patch/patch.js";
import { parsePatch, type PatchChange } from "../scim/patch/patch-message.js";
import { memberChanges, type MemberChanges } from "./member-changes.js";
import type { Locate } from "./representation.js";
import type { Store } from "./store.js";
import type { StoredResource, Table } from "./table.js";
import { withUnknown, type UnknownAttributes } from "./unknown-attributes.js";
import { notUnique } from "../scim/message/errors.js";

interface PatchParts {
  readonly store: Store;
  readonly locate: Locate;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly unknownAttributes: UnknownAttributes;
}

/**
 * Carries out a PATCH body: all of it, or nothing when it is refused. A resource that is the same afterwards keeps its
 * `lastModified`.
 *
 * @returns the resource as it stands now
 * @throws ScimError 400, 409 `uniqueness`, 413
 */
export function patchStored(
  table: Table,
  stored: StoredResource,
  body: JsonValue | undefined,
  parts: PatchParts,
): StoredResource {
  const changes = parsePatch(body, table.type);
  const ofMembers = table === parts.store.groups ? changes.filter(isOfMembers) : [];
  const others = ofMembers.length === 0 ? changes : changes.filter((change) => !isOfMembers(change));
  const patched = applyPatch(stored.resource, others);
  const resource = parts.unknownAttributes === "kept" ? withUnknown(patched, body, table.type) : patched;
  const members = memberChanges(ofMembers, stored.id, parts.store, parts.locate);
  if (resource !== stored.resource) checkUnique(table, resource, stored.id);
  return save(table, stored, resource, members, parts.now);
}

function save(
  table: Table,
  stored: StoredResource,
  resource: JsonObject,
  members: MemberChanges,
  now: () => number,
): StoredResource {
  if (resource === stored.resource && !members.any) return stored;
  if (members.any) members.commit();
  const { id, created } = stored;
  return table.put({ id, resource, created, lastModified: now() });
}

/** A group's members are kept beside it, since there can be very many. */
function isOfMembers({ place }: PatchChange): boolean {
  return place.attribute.name === "members";
}

/**
 * Refuses attributes whose value only one resource may have while another has it.
 *
 * @throws ScimError 409 `uniqueness`
 */
export function checkUnique(table: Table, attributes: JsonObject, id: string): void {
  for (const { name, uniqueness } of table.type.schema.attributes) {
    const value = attributes[name];
    if (uniqueness === "none" || typeof value !== "string") continue;
    if (table.find(name, value)?.some((other) => other.id !== id) === true) throw notUnique(name, value);
  }
}
