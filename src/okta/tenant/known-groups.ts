import type { OktaGroup } from "../api/schemas.js";

/** The org's groups found so far: a search lags behind, so a group that was found once is known by its id. */
export interface KnownGroups {
  /** The group that the template means by this name. */
  get(name: string): OktaGroup | undefined;
  keep(name: string, group: OktaGroup): void;
  /** The name of a group; app groups included. */
  nameOf(id: string): string | undefined;
  keepName(id: string, name: string): void;
  /** Whether this step creates the group: the first step that asks does. */
  isMaker(name: string, step: object): boolean;
}

/** No group is known yet. */
export function noGroups(): KnownGroups {
  const groups = new Map<string, OktaGroup>();
  const names = new Map<string, string>();
  const makers = new Map<string, object>();
  return {
    get: (name) => groups.get(name),
    keep: (name, group) => {
      groups.set(name, group);
    },
    nameOf: (id) => names.get(id),
    keepName: (id, name) => {
      names.set(id, name);
    },
    isMaker: (name, step) => {
      if (!makers.has(name)) makers.set(name, step);
      return makers.get(name) === step;
    },
  };
}
