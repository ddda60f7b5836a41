import type { JsonObject } from "../../../base/json.js";
import { resourceTime } from "./time.js";
import type { OktaUser } from "./user.js";

/** A user assigned to an app, and how far provisioning is with them. */
export interface AppUser {
  readonly user: OktaUser;
  /** USER for a user assigned one by one, GROUP for a user who is in an assigned group. */
  scope: "USER" | "GROUP";
  /** The assigned group it came from, if it did. */
  groupId?: string;
  /** The name at the app, which does not always follow the user's login. */
  userName: string;
  /** Attributes of the app user profile that were set for this user alone. */
  own: JsonObject;
  /** Attributes given at an assignment, over which the Okta profile has won since: it changed afterwards. */
  superseded?: ReadonlySet<string>;
  readonly created: number;
  lastUpdated: number;
  /**
   * STAGED: queued for provisioning; PROVISIONED: at the target; ACTIVE: assigned while the app did not create users, and
   * not at the target. Source: Okta Management API, AppUserStatus.
   */
  status: "STAGED" | "PROVISIONED" | "ACTIVE";
  syncState: "DISABLED" | "OUT_OF_SYNC" | "SYNCING" | "SYNCHRONIZED" | "ERROR";
  /** The user's id at the target, once they were created or linked. */
  externalId?: string;
}

/** The users of one app, in the order in which they came. */
export interface AppUsers {
  get(userId: string): AppUser | undefined;
  add(appUser: AppUser): void;
  remove(userId: string): void;
  readonly list: readonly AppUser[];
}

export function createAppUsers(): AppUsers {
  const byId = new Map<string, AppUser>();
  const list: AppUser[] = [];
  return {
    get: (userId) => byId.get(userId),
    add(appUser) {
      byId.set(appUser.user.id, appUser);
      list.push(appUser);
    },
    remove(userId) {
      const appUser = byId.get(userId);
      if (appUser === undefined) return;
      byId.delete(userId);
      list.splice(list.indexOf(appUser), 1);
    },
    list,
  };
}

/**
 * An app user as the Apps API shows it.
 *
 * @param profile - what the app user profile holds
 */
export function renderAppUser(appUser: AppUser, appId: string, orgUrl: string, profile: JsonObject): JsonObject {
  const { user } = appUser;
  const created = resourceTime(appUser.created);
  const updated = resourceTime(appUser.lastUpdated);
  return {
    id: user.id,
    externalId: appUser.externalId ?? null,
    created,
    lastUpdated: updated,
    scope: appUser.scope,
    status: appUser.status,
    statusChanged: updated,
    passwordChanged: null,
    syncState: appUser.syncState,
    ...(appUser.syncState === "SYNCHRONIZED" ? { lastSync: updated } : {}),
    credentials: { userName: appUser.userName },
    profile,
    _links: {
      app: { href: `${orgUrl}/api/v1/apps/${appId}` },
      ...(appUser.groupId === undefined
        ? {}
        : { group: { name: appUser.groupId, href: `${orgUrl}/api/v1/groups/${appUser.groupId}` } }),
      user: { href: `${orgUrl}/api/v1/users/${user.id}` },
    },
  };
}
