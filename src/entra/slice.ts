import { isJsonObject, type JsonValue } from "../base/json.js";
import type { Slice, SliceGroup, SlicePerson, SliceRequest } from "../setup/step/slice.js";
import type { DirectoryCalls } from "./api/graph-api.js";
import type { EntraGroup, EntraProfile } from "./api/schemas.js";
import { isMicrosoft365 } from "./people/directory-people.js";
import { resolveGroups } from "./groups/resolve-groups.js";
import type { EntraTenant } from "./tenant/tenant.js";

/**
 * Reads these groups, the groups within them however deep, and all their users with every property that attribute mappings can
 * read. Nothing but GET is sent.
 *
 * @throws SetupError `group-not-found`, `group-ambiguous` or `group-not-security` (exit 1), as a run that names such a group
 */
export async function readSlice(tenant: Pick<EntraTenant, "api" | "groups">, request: SliceRequest): Promise<Slice> {
  const { directory } = tenant.api;
  const wanted = await resolveGroups(tenant, request.groups);
  const profiles = new Map<string, EntraProfile>();
  const groups = await readGroups(directory, wanted, profiles, request);
  const managers = await directory.managers([...profiles.keys()]);
  return {
    people: [...profiles.values()].map((profile) => personOf(profile, managers.get(profile.id))),
    groups: wanted.map(({ displayName }) => displayName),
    imported: { groups },
  };
}

/** Groups may be within each other in a circle: each is read once. */
async function readGroups(
  directory: DirectoryCalls,
  wanted: readonly EntraGroup[],
  profiles: Map<string, EntraProfile>,
  request: SliceRequest,
): Promise<readonly SliceGroup[]> {
  const groups = new Map<string, SliceGroup>();
  const open = [...wanted];
  for (const group of open) {
    if (groups.has(group.id)) continue;
    const members: string[] = [];
    for await (const page of directory.profiles(group.id)) {
      request.signal.throwIfAborted();
      for (const profile of page) {
        profiles.set(profile.id, profile);
        members.push(profile.id);
      }
      request.onRead(profiles.size);
    }
    const inner = isMicrosoft365(group) ? [] : await directory.nestedGroups(group.id);
    groups.set(group.id, sliceGroup(group, [...members, ...inner.map(({ id }) => id)]));
    open.push(...inner);
  }
  return [...groups.values()];
}

function sliceGroup(group: EntraGroup, members: readonly string[]): SliceGroup {
  return { id: group.id, name: group.displayName, attributes: withoutEmpty(group), members };
}

function personOf(profile: EntraProfile, manager: string | undefined): SlicePerson {
  return {
    id: profile.id,
    userName: profile.userPrincipalName,
    active: profile["accountEnabled"] !== false,
    attributes: withoutEmpty(profile),
    ...(manager === undefined ? {} : { manager }),
    groups: [],
  };
}

/** Microsoft Graph writes null, or an empty list, for what is not there, and notes of its own with an `@` between. */
function withoutEmpty(object: Readonly<Record<string, unknown>>): Record<string, JsonValue> {
  const kept: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(object)) {
    if (name.includes("@")) continue;
    const inner = isJsonObject(value) ? withoutEmpty(value) : value;
    if (isValue(inner)) kept[name] = inner;
  }
  return kept;
}

function isValue(value: unknown): value is JsonValue {
  if (value === null || value === undefined || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
