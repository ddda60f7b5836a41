import type { Person } from "../../setup/model/expectation.js";
import type { EntraGroup, EntraUser } from "../api/schemas.js";
import type { NestedGroup } from "../tenant/cache.js";
import type { EntraTenant } from "../tenant/tenant.js";

type Reading = Pick<EntraTenant, "api" | "cache" | "groups" | "results">;

/**
 * A user of the tenant as the engine sees users: attributes are the texts of the profile by the names that a
 * synchronization schema uses, in which the id is called `objectId`.
 */
export function personOf(user: EntraUser, inactive?: string): Person {
  const texts = Object.entries(user).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && entry[1] !== "" && !entry[0].startsWith("@odata."),
  );
  const reason = user.accountEnabled === false ? "disabled in Entra" : inactive;
  return {
    id: user.id,
    name: user.userPrincipalName === "" ? user.id : user.userPrincipalName,
    ...(reason === undefined ? {} : { inactive: reason }),
    attributes: { ...Object.fromEntries(texts), id: user.id, objectId: user.id },
  };
}

/** The users who are direct members, as read for the plan: asked once a run. */
export function plannedMembers({ cache }: Pick<Reading, "cache">, groupId: string): Promise<readonly EntraUser[]> {
  return cache.members(groupId);
}

/** True for a group that can have no groups within it, so that asking for some is refused (Microsoft Graph docs, group: list transitiveMembers). */
export function isMicrosoft365({ groupTypes }: EntraGroup): boolean {
  return groupTypes?.includes("Unified") === true;
}

/** The groups within a group, with all users they would bring: asked once a run. */
export async function nestedGroups(
  { cache, groups }: Pick<Reading, "cache" | "groups">,
  groupId: string,
): Promise<readonly NestedGroup[]> {
  const outer = groups.withId(groupId);
  return outer !== undefined && isMicrosoft365(outer) ? [] : cache.nested(groupId);
}

/**
 * All users of a group at this moment: its direct members, and those of groups within it, which Entra leaves out (Entra docs,
 * how-provisioning-works: nested groups are not expanded). A user who comes by another assigned group is not listed as left out.
 */
export async function peopleOf(tenant: Reading, group: EntraGroup): Promise<readonly Person[]> {
  const direct = await tenant.api.directory.members(group.id);
  const seen = new Set([...direct.map(({ id }) => id), ...assignedPeople(tenant)]);
  const people = direct.map((user) => personOf(user));
  for (const { group: inner, people: members } of await nestedGroups(tenant, group.id)) {
    for (const user of members) {
      if (seen.has(user.id)) continue;
      seen.add(user.id);
      people.push(personOf(user, `only in the nested group "${inner.displayName}", which Entra does not expand`));
    }
  }
  return people;
}

/** Ids of the direct members of all groups the template assigns, as far as the plan has read them. */
function assignedPeople({ cache, groups, results }: Reading): string[] {
  return [...results.assigned].flatMap((name) =>
    (cache.knownMembers(groups.get(name)?.id ?? "") ?? []).map(({ id }) => id),
  );
}
