import type { OktaApp } from "../org/app.js";
import type { AppUser } from "../org/app-user.js";
import { appTarget, appUserTarget, appUserTargets } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import { shownName } from "../org/user.js";
import { missingAttributes, profileFor, type PushedProfile } from "./app-profile.js";
import type { Pump } from "./pump.js";
import { creatingConnection, deactivatingConnection, updatingConnection } from "../org/settings.js";
import { REACTION_MS, schedule } from "./task.js";
import { deactivate, overwrite, provision } from "./user-tasks.js";

/** Brings single users of an app to its target, in the background. */
export interface UserProvisioner {
  /** Creates or links the user, if the app creates users at that moment. */
  create(app: OktaApp, appUser: AppUser): void;
  /** Pushes the user's profile, if the app updates users at that moment and the user is at the target. */
  update(app: OktaApp, appUser: AppUser): void;
  /** Deactivates a user who has left the app, if the app deactivates users at that moment. */
  deactivate(app: OktaApp, appUser: AppUser): void;
}

/** What an attempt is called in the System Log, and how its failure begins. */
interface LogEvent {
  readonly event: string;
  readonly message: string;
  readonly automatic: string;
}

const CREATE: LogEvent = {
  event: "application.provision.user.push",
  message: "Push new user to external application",
  automatic: "Automatic provisioning",
};
const REACTIVATE: LogEvent = {
  event: "application.provision.user.reactivate",
  message: "Reactivate user in external application",
  automatic: "Automatic reactivation",
};
const UPDATE: LogEvent = {
  event: "application.provision.user.push_profile",
  message: "Push user's profile to external application",
  automatic: "Automatic profile push",
};
const DEACTIVATE: LogEvent = {
  event: "application.provision.user.deactivate",
  message: "Deactivate user in external application",
  automatic: "Automatic deactivation",
};

export function createUserProvisioner(org: Org, pump: Pump): UserProvisioner {
  const tellsReasons = org.habits.failureReasons !== "none";

  async function createNow(app: OktaApp, appUser: AppUser): Promise<void> {
    const connection = creatingConnection(app);
    if (connection === undefined || !isStillThere(app, appUser)) return;
    const pushed = profileOf(app, appUser, "create");
    const missing = missingAttributes(pushed);
    if (missing.length > 0) {
      failed(app, appUser, CREATE, `Required attribute missing: ${missing.join(", ")}`);
      return;
    }
    appUser.syncState = "SYNCING";
    const { id, was } = await provision(shownName(appUser.user), pushed, connection, org.random);
    appUser.externalId = id;
    appUser.status = "PROVISIONED";
    synchronized(appUser);
    log(app, appUser, was === "reactivated" ? REACTIVATE : CREATE);
    reportUnfit(app, appUser, CREATE, pushed);
  }

  async function updateNow(app: OktaApp, appUser: AppUser): Promise<void> {
    const connection = updatingConnection(app);
    const { externalId } = appUser;
    if (connection === undefined || externalId === undefined || !isStillThere(app, appUser)) return;
    appUser.syncState = "SYNCING";
    const pushed = profileOf(app, appUser, "update");
    await overwrite(externalId, pushed, connection);
    synchronized(appUser);
    log(app, appUser, UPDATE);
    reportUnfit(app, appUser, UPDATE, pushed);
  }

  async function deactivateNow(app: OktaApp, appUser: AppUser): Promise<void> {
    const connection = deactivatingConnection(app);
    const { externalId } = appUser;
    // Assigned again in the meantime: the new task has linked the user, who must stay active.
    if (connection === undefined || externalId === undefined || app.users.get(appUser.user.id) !== undefined) return;
    await deactivate(externalId, connection);
    log(app, appUser, DEACTIVATE);
  }

  function profileOf(app: OktaApp, appUser: AppUser, occasion: "create" | "update"): PushedProfile {
    const pushed = profileFor(app, appUser, occasion);
    for (const what of pushed.notSimulated) org.notSimulated.add(what);
    return pushed;
  }

  /** What Okta says of a value that does not fit its attribute is not recorded: event and text are guesses. */
  function reportUnfit(app: OktaApp, appUser: AppUser, deed: LogEvent, { unfit }: PushedProfile): void {
    if (unfit.length === 0) return;
    const { userName } = appUser.user.person;
    const why = `${deed.automatic} of user ${userName} to app ${app.written.label} left out a value`;
    log(app, appUser, deed, `${why}: ${unfit.join("; ")}`);
  }

  function isStillThere(app: OktaApp, appUser: AppUser): boolean {
    return app.users.get(appUser.user.id) === appUser;
  }

  function synchronized(appUser: AppUser): void {
    appUser.syncState = "SYNCHRONIZED";
    appUser.lastUpdated = org.scheduler.now();
  }

  function failed(app: OktaApp, appUser: AppUser, deed: LogEvent, why: string): void {
    if (deed !== DEACTIVATE) appUser.syncState = tellsReasons ? "ERROR" : "OUT_OF_SYNC";
    appUser.lastUpdated = org.scheduler.now();
    const { userName } = appUser.user.person;
    logFailure(app, appUser);
    if (tellsReasons)
      log(app, appUser, deed, `${deed.automatic} of user ${userName} to app ${app.written.label} failed: ${why}`);
  }

  /** As real orgs write it (support.okta.com 0D54z0000A4i091CQA): without a reason, and about the app user alone. */
  function logFailure(app: OktaApp, { user }: AppUser): void {
    org.log.write({
      eventType: "application.provision.user.sync",
      displayMessage: "Sync user in external application",
      actor: "system",
      targets: [appTarget(app), appUserTarget(user)],
      result: "FAILURE",
      severity: "ERROR",
      appName: app.name,
    });
  }

  function log(app: OktaApp, appUser: AppUser, { event, message }: LogEvent, failure?: string): void {
    org.log.write({
      eventType: event,
      displayMessage: message,
      actor: "system",
      targets: [appTarget(app), ...appUserTargets(appUser.user)],
      ...(failure === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: failure }),
    });
  }

  function later(
    app: OktaApp,
    appUser: AppUser,
    deed: LogEvent,
    run: (app: OktaApp, appUser: AppUser) => Promise<void>,
  ): void {
    schedule(pump, REACTION_MS, {
      run: () => run(app, appUser),
      failed: (reason) => {
        failed(app, appUser, deed, reason);
      },
    });
  }

  return {
    create: (app, appUser) => {
      later(app, appUser, CREATE, createNow);
    },
    update: (app, appUser) => {
      later(app, appUser, UPDATE, updateNow);
    },
    deactivate: (app, appUser) => {
      later(app, appUser, DEACTIVATE, deactivateNow);
    },
  };
}
