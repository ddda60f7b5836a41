import type { OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import type { OktaGroup } from "../org/group.js";
import { appTarget, appUserTargets, groupTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { LogTarget } from "../org/system-log.js";
import type { OktaUser } from "../org/user.js";
import { waitAfter429 } from "./back-off.js";
import type { Pump } from "./pump.js";
import { RemoteFailure, TooManyRequests } from "./remote-failure.js";
import { creatingConnection } from "./settings.js";
import { deactivate, missingAttributes, provision } from "./user-tasks.js";

/** What Okta takes from an administrator's action to the first request. Source: recorded traffic, October 2026. */
export const REACTION_MS = 2_000;

/** Makes app users out of assigned groups and provisions them in the background. */
export interface Assigner {
  assign(app: OktaApp, group: OktaGroup): void;
  unassign(app: OktaApp, group: OktaGroup): void;
}

export function createAssigner(org: Org, pump: Pump): Assigner {
  /**
   * Whoever is assigned while the app does not create users stays unprovisioned, also when it does so later.
   * Source: Okta help, "Provision User"; recorded traffic, October 2026.
   */
  function addUser(app: OktaApp, user: OktaUser, groupId: string): void {
    const now = org.scheduler.now();
    const isCreating = creatingConnection(app.provisioning) !== undefined;
    const appUser: AppUser = {
      user,
      groupId,
      created: now,
      lastUpdated: now,
      status: isCreating ? "STAGED" : "ACTIVE",
      syncState: isCreating ? "OUT_OF_SYNC" : "DISABLED",
    };
    app.users.add(appUser);
    write("application.user_membership.add", "Add user to application membership", app, appUserTargets(user));
    if (isCreating) pump.add(REACTION_MS, () => provisionOnce(app, appUser, 1));
  }

  async function provisionOnce(app: OktaApp, appUser: AppUser, attempt: number): Promise<void> {
    const connection = creatingConnection(app.provisioning);
    if (connection === undefined || app.users.get(appUser.user.id) !== appUser) return;
    const missing = missingAttributes(appUser.user.person);
    if (missing.length > 0) {
      fail(app, appUser, `Required attribute missing: ${missing.join(", ")}`);
      return;
    }
    appUser.syncState = "SYNCING";
    try {
      appUser.externalId = await provision(appUser.user, connection, org.random);
    } catch (error) {
      if (error instanceof TooManyRequests) {
        const waitMs = waitAfter429(attempt, error.retryAfter);
        if (waitMs === undefined) fail(app, appUser, "Too Many Requests. The task was tried 10 times.");
        else pump.add(waitMs, () => provisionOnce(app, appUser, attempt + 1));
        return;
      }
      if (!(error instanceof RemoteFailure)) throw error;
      fail(app, appUser, error.message);
      return;
    }
    appUser.status = "PROVISIONED";
    appUser.syncState = "SYNCHRONIZED";
    appUser.lastUpdated = org.scheduler.now();
    write(
      "application.provision.user.push",
      "Push new user to external application",
      app,
      appUserTargets(appUser.user),
    );
  }

  function fail(app: OktaApp, appUser: AppUser, why: string): void {
    appUser.syncState = "ERROR";
    appUser.lastUpdated = org.scheduler.now();
    const reason = `Automatic provisioning of user ${appUser.user.person.userName} to app ${app.written.label} failed: ${why}`;
    write(
      "application.provision.user.push",
      "Push new user to external application",
      app,
      appUserTargets(appUser.user),
      reason,
    );
  }

  function removeUser(app: OktaApp, appUser: AppUser): void {
    app.users.remove(appUser.user.id);
    write(
      "application.user_membership.remove",
      "Remove user's application membership",
      app,
      appUserTargets(appUser.user),
    );
    if (appUser.externalId !== undefined) pump.add(REACTION_MS, () => deactivateOnce(app, appUser, 1));
  }

  async function deactivateOnce(app: OktaApp, appUser: AppUser, attempt: number): Promise<void> {
    const { connection, toApp } = app.provisioning;
    const { user, externalId } = appUser;
    // Assigned again in the meantime: the new task has linked the person, who must stay active.
    if (
      connection === undefined ||
      !toApp.deactivate ||
      externalId === undefined ||
      app.users.get(user.id) !== undefined
    )
      return;
    try {
      await deactivate(externalId, connection);
      write(
        "application.provision.user.deactivate",
        "Deactivate user in external application",
        app,
        appUserTargets(user),
      );
    } catch (error) {
      const waitMs = error instanceof TooManyRequests ? waitAfter429(attempt, error.retryAfter) : undefined;
      if (waitMs !== undefined) {
        pump.add(waitMs, () => deactivateOnce(app, appUser, attempt + 1));
        return;
      }
      if (!(error instanceof RemoteFailure) && !(error instanceof TooManyRequests)) throw error;
      const message = "Deactivate user in external application";
      write("application.provision.user.deactivate", message, app, appUserTargets(user), error.message);
    }
  }

  function write(
    eventType: string,
    displayMessage: string,
    app: OktaApp,
    about: readonly LogTarget[],
    failure?: string,
  ): void {
    org.log.write({
      eventType,
      displayMessage,
      actor: "system",
      targets: [appTarget(app), ...about],
      ...(failure === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: failure }),
    });
  }

  return {
    assign(app, group) {
      write("group.application_assignment.add", "Add assigned application to group", app, [groupTarget(group)]);
      for (const user of group.members) {
        if (user.person.active && app.users.get(user.id) === undefined) addUser(app, user, group.id);
      }
    },
    unassign(app, group) {
      write("group.application_assignment.remove", "Remove assigned application from group", app, [groupTarget(group)]);
      const stillAssigned = new Set(
        [...app.assignments.keys()].flatMap((groupId) => org.groups.get(groupId)?.members.map(({ id }) => id) ?? []),
      );
      for (const user of group.members) {
        const appUser = app.users.get(user.id);
        if (appUser !== undefined && !stillAssigned.has(user.id)) removeUser(app, appUser);
      }
    },
  };
}
