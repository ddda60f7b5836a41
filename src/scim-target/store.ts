import { GROUP_TYPE, USER_TYPE } from "../scim/schema/resource-type.js";
import { createMemberships, type Memberships } from "./memberships.js";
import { createTable, type StoredResource, type Table } from "./table.js";

/** Everything a target holds, in memory. */
export interface Store {
  readonly users: Table;
  readonly groups: Table;
  readonly memberships: Memberships;
  /** The person or group with this id: both can be members. */
  member(id: string): { readonly table: Table; readonly stored: StoredResource } | undefined;
}

/** An empty store, indexed by what IdPs look for before they create. */
export function createStore(): Store {
  const users = createTable(USER_TYPE, ["userName", "externalId", "displayName", "emails.value"]);
  const groups = createTable(GROUP_TYPE, ["displayName", "externalId"]);
  return {
    users,
    groups,
    memberships: createMemberships(),
    member(id) {
      for (const table of [users, groups]) {
        const stored = table.get(id);
        if (stored !== undefined) return { table, stored };
      }
      return undefined;
    },
  };
}
