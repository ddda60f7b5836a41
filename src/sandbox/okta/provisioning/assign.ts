import type { JsonValue } from "../../../base/json.js";
import type { GroupAssignment, OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import type { OktaGroup } from "../org/group.js";
import { appTarget, appUserTargets, groupTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { LogTarget } from "../org/system-log.js";
import { getsApps, type OktaUser } from "../org/user.js";
import { profileFor } from "./app-profile.js";
import { valuesBehind } from "./app-values.js";
import { appUserName, followsTemplate } from "./app-user-name.js";
import { creatingConnection, updatingConnection } from "../org/settings.js";
import type { UserProvisioner } from "./user-provisioner.js";

/** Keeps the users of every app in step with assignments, memberships and what becomes of a user. */
export interface Assigner {
  assign(app: OktaApp, group: OktaGroup): void;
  /** The assignment must be gone already. */
  unassign(app: OktaApp, group: OktaGroup): void;
  /** Assigns one user, or makes a user who came by a group a user of their own. */
  assignPerson(app: OktaApp, user: OktaUser, own: AppUser["own"], userName?: string): AppUser;
  /** Undoes `assignPerson`; a user who is in an assigned group stays assigned through that. */
  unassignPerson(app: OktaApp, appUser: AppUser): void;
  /** After a user has come into a group. */
  joined(user: OktaUser, group: OktaGroup): void;
  /** After a user has left a group. */
  left(user: OktaUser, group: OktaGroup): void;
  /** After a user's status has changed. */
  statusChanged(user: OktaUser): void;
  /**
   * Changes what an assigned group gives its users, and pushes their profiles. That Okta pushes them at once is not recorded.
   */
  changeValues(app: OktaApp, group: OktaGroup, change: () => void): void;
  /**
   * Changes a user's profile, and pushes it wherever a mapped value is another one afterwards, also over a value that was
   * given at an assignment. Source: Okta help, "Automatic user attribute updates".
   */
  changeProfile(user: OktaUser, change: () => void): void;
}

export function createAssigner(org: Org, provisioner: UserProvisioner): Assigner {
  /**
   * Whoever is assigned while the app does not create users stays unprovisioned, also when it does so later.
   * Source: Okta help, "Provision User"; recorded traffic, October 2026.
   */
  function addUser(app: OktaApp, user: OktaUser, from: Pick<AppUser, "scope" | "groupId" | "own">): AppUser {
    const now = org.scheduler.now();
    const isCreating = creatingConnection(app) !== undefined;
    const appUser: AppUser = {
      user,
      ...from,
      userName: nameAt(app, user),
      created: now,
      lastUpdated: now,
      status: isCreating ? "STAGED" : "ACTIVE",
      syncState: isCreating ? "OUT_OF_SYNC" : "DISABLED",
    };
    app.users.add(appUser);
    write("application.user_membership.add", "Add user to application membership", app, appUserTargets(user));
    if (isCreating) provisioner.create(app, appUser);
    return appUser;
  }

  function nameAt(app: OktaApp, user: OktaUser): string {
    const { userName, notSimulated } = appUserName(app, user);
    if (notSimulated !== undefined) org.notSimulated.add(notSimulated);
    return userName;
  }

  /** Makes a change, and pushes all users whose profile is another one afterwards. */
  function pushChanged(seen: readonly Seen[], change: () => void): void {
    const before = seen.map(({ app, appUser }) => pushedText(app, appUser));
    change();
    for (const [index, { app, appUser }] of seen.entries()) {
      if (followsTemplate(app)) appUser.userName = nameAt(app, appUser.user);
      const isSame = pushedText(app, appUser) === before[index];
      if (isSame || appUser.externalId === undefined || updatingConnection(app) === undefined) continue;
      appUser.syncState = "OUT_OF_SYNC";
      provisioner.update(app, appUser);
    }
  }

  function addByGroup(app: OktaApp, user: OktaUser, groupId: string): void {
    if (getsApps(user) && app.users.get(user.id) === undefined)
      addUser(app, user, { scope: "GROUP", groupId, own: {} });
  }

  function removeUser(app: OktaApp, appUser: AppUser): void {
    app.users.remove(appUser.user.id);
    const message = "Remove user's application membership";
    write("application.user_membership.remove", message, app, appUserTargets(appUser.user));
    if (appUser.externalId !== undefined) provisioner.deactivate(app, appUser);
  }

  /** A user who came by a group that they are no longer assigned by stays only if they are in another one. */
  function keepByAnotherGroup(app: OktaApp, appUser: AppUser): void {
    const other = assignedGroupOf(app, appUser.user);
    if (other === undefined) removeUser(app, appUser);
    else {
      appUser.scope = "GROUP";
      appUser.groupId = other.groupId;
    }
  }

  function assignedGroupOf(app: OktaApp, user: OktaUser): GroupAssignment | undefined {
    return [...app.assignments.values()].find(
      ({ groupId }) => org.groups.get(groupId)?.members.includes(user) === true,
    );
  }

  function write(eventType: string, displayMessage: string, app: OktaApp, about: readonly LogTarget[]): void {
    org.log.write({
      eventType,
      displayMessage,
      actor: "system",
      targets: [appTarget(app), ...about],
      result: "SUCCESS",
    });
  }

  return {
    assign(app, group) {
      write("group.application_assignment.add", "Add assigned application to group", app, [groupTarget(group)]);
      for (const user of group.members) addByGroup(app, user, group.id);
    },
    unassign(app, group) {
      write("group.application_assignment.remove", "Remove assigned application from group", app, [groupTarget(group)]);
      const others = new Map<OktaUser, string>();
      for (const groupId of app.assignments.keys())
        for (const user of org.groups.get(groupId)?.members ?? []) others.set(user, groupId);
      for (const user of group.members) {
        const appUser = app.users.get(user.id);
        if (appUser?.groupId !== group.id) continue;
        const other = others.get(user);
        if (other !== undefined) appUser.groupId = other;
        else if (appUser.scope === "GROUP") removeUser(app, appUser);
        else delete appUser.groupId;
      }
    },
    assignPerson(app, user, own, userName) {
      const appUser = app.users.get(user.id) ?? addUser(app, user, { scope: "USER", own });
      appUser.scope = "USER";
      appUser.own = own;
      delete appUser.superseded;
      if (userName !== undefined) appUser.userName = userName;
      return appUser;
    },
    unassignPerson: keepByAnotherGroup,
    joined(user, group) {
      for (const app of org.apps.values()) if (app.assignments.has(group.id)) addByGroup(app, user, group.id);
    },
    left(user, group) {
      for (const app of org.apps.values()) {
        const appUser = app.users.get(user.id);
        if (appUser?.scope === "GROUP" && appUser.groupId === group.id) keepByAnotherGroup(app, appUser);
      }
    },
    statusChanged(user) {
      for (const app of org.apps.values()) {
        const appUser = app.users.get(user.id);
        const assignment = assignedGroupOf(app, user);
        if (user.status === "DEPROVISIONED" && appUser !== undefined) removeUser(app, appUser);
        else if (assignment !== undefined) addByGroup(app, user, assignment.groupId);
      }
    },
    changeValues(app, group, change) {
      const seen = app.users.list.filter(({ groupId }) => groupId === group.id).map((appUser) => ({ app, appUser }));
      pushChanged(seen, () => {
        change();
        for (const { appUser } of seen) delete appUser.superseded;
      });
    },
    changeProfile(user, change) {
      const seen = [...org.apps.values()].flatMap((app) => {
        const appUser = app.users.get(user.id);
        return appUser === undefined ? [] : [{ app, appUser }];
      });
      pushChanged(seen, () => {
        const before = seen.map(({ app, appUser }) => valuesBehind(app, appUser));
        change();
        for (const [index, one] of seen.entries()) supersede(one, before[index] ?? new Map());
      });
    },
  };
}

/** Lets changed values of the Okta profile take the place of those that an assignment gave. */
function supersede({ app, appUser }: Seen, before: ReadonlyMap<string, JsonValue | undefined>): void {
  const now = valuesBehind(app, appUser);
  const changed = [...before.keys()].filter((name) => now.get(name) !== before.get(name));
  if (changed.length > 0) appUser.superseded = new Set([...(appUser.superseded ?? []), ...changed]);
}

/** An app user with its app. */
interface Seen {
  readonly app: OktaApp;
  readonly appUser: AppUser;
}

function pushedText(app: OktaApp, appUser: AppUser): string {
  return JSON.stringify(profileFor(app, appUser, "update").profile);
}
