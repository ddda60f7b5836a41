import type { JsonValue } from "../../base/json.js";

/** A user in a sandbox's directory, as it stands there: what is absent is absent in the tenant too. */
export interface DirectoryPerson {
  /** The sign-in name. */
  readonly userName: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly title?: string;
  readonly department?: string;
  /** False for a user who was deactivated before the run. */
  readonly active: boolean;
  /** Names of the groups of which the user is a direct member; none in a directory that was imported, whose groups know their members. */
  readonly groups: readonly string[];
  /** The tenant's own id, of a user who was read from a tenant. */
  readonly id?: string;
  /** Where the user stands in the IdP's own word, as `SUSPENDED`, where it has more of them than `active` tells apart. */
  readonly status?: string;
  /** The whole profile by the names of the IdP's own API, as read; it takes the place of the fields above. */
  readonly attributes?: Readonly<Record<string, JsonValue>>;
  /** The tenant's id of the manager. */
  readonly manager?: string;
}

/** A group as it was read from a tenant. */
export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
  /** The IdP's own properties of the group, by its names. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Ids of its direct members, users and groups, in the IdP's order. */
  readonly members: readonly string[];
}

/** What was read from a tenant beside its users. */
export interface ImportedGroups {
  readonly groups: readonly DirectoryGroup[];
  readonly tenant?: { readonly id?: string; readonly name?: string; readonly domain?: string };
}

/** The users and groups a sandbox starts with. */
export interface Directory {
  readonly people: readonly DirectoryPerson[];
  /** Names of all groups, in order; every group of a user is among them. */
  readonly groups: readonly string[];
  /** Only of a directory that was read from a tenant: its groups by their ids. */
  readonly imported?: ImportedGroups;
}
