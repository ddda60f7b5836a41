import type { JsonValue } from "../../base/json.js";

/** Somebody as read from a tenant. */
export interface SlicePerson {
  /** The tenant's own id. */
  readonly id: string;
  /** The sign-in name. */
  readonly userName: string;
  /** False for somebody whom the IdP does not provision because of the account's state. */
  readonly active: boolean;
  /** The state in the IdP's own word, where it has more of them than `active` tells apart. */
  readonly status?: string;
  /** The profile by the names of the IdP's own API, without what is empty. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** The tenant's id of the manager. */
  readonly manager?: string;
  /** Empty: the groups of a slice know their members. */
  readonly groups: readonly string[];
}

/** A group as read from a tenant. */
export interface SliceGroup {
  readonly id: string;
  readonly name: string;
  /** The IdP's own properties of the group, by its names. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Ids of its direct members, people and groups, in the IdP's order. */
  readonly members: readonly string[];
}

/** The part of a tenant that a rehearsal copies: groups and whoever is in them. Plain data. */
export interface Slice {
  /** Everybody once. */
  readonly people: readonly SlicePerson[];
  /** Names of the groups that were asked for and exist. */
  readonly groups: readonly string[];
  readonly imported: {
    readonly groups: readonly SliceGroup[];
    readonly tenant?: { readonly id?: string; readonly name?: string; readonly domain?: string };
  };
}

/** Which part of a tenant is read. */
export interface SliceRequest {
  /** Exact names of groups. */
  readonly groups: readonly string[];
  readonly signal: AbortSignal;
  /** Told how many people were read so far. */
  readonly onRead: (people: number) => void;
}
