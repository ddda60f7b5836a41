import { isJsonObject, type JsonValue } from "../base/json.js";
import { invalidValue } from "../scim/message/errors.js";
import type { Store } from "./store.js";

/**
 * The ids in a group's `members`, each once.
 *
 * @throws ScimError 400 `invalidValue` for an id that nobody has, and for the group's own
 */
export function memberIdsIn(members: JsonValue | undefined, store: Store, groupId: string): ReadonlySet<string> {
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
