import type { EntraGroup } from "../api/schemas.js";

/** The tenant's groups as far as they were found, under the names they were asked for and their own. */
export interface KnownGroups {
  get(name: string): EntraGroup | undefined;
  withId(id: string): EntraGroup | undefined;
  keep(name: string, group: EntraGroup): void;
}

/** No group is known yet. */
export function noGroups(): KnownGroups {
  const groups = new Map<string, EntraGroup>();
  return {
    get: (name) => groups.get(name),
    withId: (id) => [...groups.values()].find((one) => one.id === id),
    keep: (name, group) => {
      groups.set(name, group);
      groups.set(group.displayName, group);
    },
  };
}
