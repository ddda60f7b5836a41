import type { JsonValue } from "../../base/json.js";

/** A user as read from a tenant. */
export interface SlicePerson {
  /** The tenant's own id. */
  readonly id: string;
  /** The sign-in name. */
  readonly userName: string;
  /** False for a user that the IdP does not provision because of the account's state. */
  readonly active: boolean;
  /** The state in the IdP's own word, if it has more states than `active` distinguishes. */
  readonly status?: string;
  /** The profile by the names of the IdP's own API, without empty values. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** The tenant's id of the manager. */
  readonly manager?: string;
  /** Empty: the groups of a slice have their members. */
  readonly groups: readonly string[];
}

/** A group as read from a tenant. */
export interface SliceGroup {
  readonly id: string;
  readonly name: string;
  /** The IdP's own properties of the group, by its names. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Ids of its direct members, users and groups, in the IdP's order. */
  readonly members: readonly string[];
}

/** The part of a tenant that a rehearsal copies: groups and their members. Plain data. */
export interface Slice {
  /** Every user once. */
  readonly people: readonly SlicePerson[];
  /** Names of the requested groups that exist. */
  readonly groups: readonly string[];
  readonly imported: {
    readonly groups: readonly SliceGroup[];
    readonly tenant?: { readonly id?: string; readonly name?: string; readonly domain?: string };
  };
}

/** Which part of a tenant to read. */
export interface SliceRequest {
  /** Exact names of groups. */
  readonly groups: readonly string[];
  readonly signal: AbortSignal;
  /** Called with the number of users read so far. */
  readonly onRead: (people: number) => void;
}
