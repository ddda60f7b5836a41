import type { OktaApp } from "./app.js";
import type { OktaGroup } from "./group.js";
import type { LogTarget } from "./system-log.js";
import { shownName, type OktaUser } from "./user.js";

/** The app as an event shows it. */
export function appTarget(app: OktaApp): LogTarget {
  return { id: app.id, type: "AppInstance", alternateId: app.written.label, displayName: app.written.label };
}

/** A user of the org as an event shows them. */
export function userTarget(user: OktaUser): LogTarget {
  return { id: user.id, type: "User", alternateId: user.person.userName, displayName: shownName(user) };
}

/** A user within an app, as an event shows them. */
export function appUserTargets(user: OktaUser): LogTarget[] {
  return [{ ...userTarget(user), type: "AppUser" }, userTarget(user)];
}

/** A user of an app as the failures of provisioning show them: by an id of the app user's own, and by no other. */
export function appUserTarget(user: OktaUser): LogTarget {
  return {
    id: user.id.replace(/^00u/, "0ua"),
    alternateId: user.person.userName,
    displayName: shownName(user),
    type: "AppUser",
  };
}

/** A group as an event shows it. */
export function groupTarget(group: OktaGroup): LogTarget {
  const type = group.type === "APP_GROUP" ? "AppGroup" : "UserGroup";
  return { id: group.id, type, alternateId: "unknown", displayName: group.name };
}
