import { readOnce } from "../../base/read-once.js";
import type { Named } from "../../setup/plan/look-alikes.js";
import type { EntraApi } from "../api/graph-api.js";
import type { EntraGroup, EntraUser } from "../api/schemas.js";

/** A group that is a member of another one, with all users it would bring if Entra expanded it. */
export interface NestedGroup {
  readonly group: EntraGroup;
  readonly people: readonly EntraUser[];
}

/** What is read once a run, so that a plan does not change by itself. */
export interface EntraCache {
  /** All applications of the tenant by their names. */
  apps(): Promise<readonly Named[]>;
  /** A group's direct members. */
  members(groupId: string): Promise<readonly EntraUser[]>;
  /** The same, as far as they were read; undefined otherwise. */
  knownMembers(groupId: string): readonly EntraUser[] | undefined;
  /** The groups within a group. */
  nested(groupId: string): Promise<readonly NestedGroup[]>;
}

/** A cache of which nothing was read yet. */
export function emptyCache({
  directory,
  servicePrincipals,
}: Pick<EntraApi, "directory" | "servicePrincipals">): EntraCache {
  const apps = readOnce(() => servicePrincipals.names());
  const members = readOnce<readonly EntraUser[]>((groupId) => directory.members(groupId));
  const nested = readOnce(async (groupId) => {
    const groups: NestedGroup[] = [];
    for (const group of await directory.nestedGroups(groupId))
      groups.push({ group, people: await directory.transitiveMembers(group.id) });
    return groups;
  });
  return {
    apps: () => apps.read("all"),
    members: (groupId) => members.read(groupId),
    knownMembers: (groupId) => members.known(groupId),
    nested: (groupId) => nested.read(groupId),
  };
}
