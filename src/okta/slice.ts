import { isJsonObject, type JsonValue } from "../base/json.js";
import { memoryJournal } from "../setup/journal/journal.js";
import type { Slice, SliceGroup, SlicePerson, SliceRequest } from "../setup/step/slice.js";
import type { OktaGroup, OktaUser } from "./api/schemas.js";
import { personOf } from "./people/people.js";
import { resolveGroups } from "./groups/resolve-groups.js";
import { readGroups } from "./access/step-access.js";
import type { OktaTenant } from "./tenant/tenant.js";

/** The rights to read a slice: a group's members come with their whole profiles (Okta: OpenAPI description, `listGroupUsers`). */
export const SLICE_ACCESS = [readGroups];

/**
 * Reads groups and their members, page by page. Sends only GET; a missing group is left out where the run may create it.
 *
 * @throws SetupError like a run with these groups: `group-not-found` or `group-not-okta` (exit 1)
 */
export async function readOktaSlice(
  tenant: OktaTenant,
  { groups: names, signal, onRead }: SliceRequest,
): Promise<Slice> {
  const journal = memoryJournal(() => "");
  await resolveGroups({ tenant, journal }, names, {});
  const people = new Map<string, SlicePerson>();
  const groups: SliceGroup[] = [];
  for (const name of new Set(names)) {
    const group = tenant.groups.get(name);
    if (group === undefined) continue;
    const members: string[] = [];
    await tenant.api.groups.eachMembers(group.id, (page) => {
      signal.throwIfAborted();
      for (const user of page) {
        members.push(user.id);
        if (!people.has(user.id)) people.set(user.id, slicePerson(user));
      }
      onRead(people.size);
    });
    groups.push({ id: group.id, name, attributes: propertiesOf(group), members });
  }
  return { people: [...people.values()], groups: groups.map(({ name }) => name), imported: { groups } };
}

function slicePerson(user: OktaUser): SlicePerson {
  const { id, status, profile } = user;
  const { name, inactive } = personOf(user);
  return { id, userName: name, status, active: inactive === undefined, attributes: given(profile), groups: [] };
}

function propertiesOf({ type, profile }: OktaGroup): Record<string, JsonValue> {
  return { type, ...given({ description: profile["description"] }) };
}

/** The values that are not empty. */
function given(profile: Readonly<Record<string, unknown>>): Record<string, JsonValue> {
  const entries = Object.entries(profile).filter(
    (entry): entry is [string, JsonValue] => isJson(entry[1]) && entry[1] !== null && entry[1] !== "",
  );
  return Object.fromEntries(entries);
}

function isJson(value: unknown): value is JsonValue {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  return Array.isArray(value) ? value.every(isJson) : isJsonObject(value);
}
