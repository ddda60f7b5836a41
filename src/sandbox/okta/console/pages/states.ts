import { markup, type Markup } from "../../../web/markup.js";
import { tag } from "../../../web/parts.js";
import type { OktaApp } from "../../org/app.js";
import type { AppUser } from "../../org/app-user.js";
import type { Org } from "../../org/org.js";
import type { PushMapping } from "../../org/push-mapping.js";
import type { OktaUser, UserStatus } from "../../org/user.js";

/** The state of a user in the words of the Admin Console. Source: Okta help, "About user account status". */
const USER_STATES: Readonly<Record<UserStatus, string>> = {
  STAGED: "Staged",
  PROVISIONED: "Pending user action",
  ACTIVE: "Active",
  RECOVERY: "Password reset",
  PASSWORD_EXPIRED: "Password expired",
  LOCKED_OUT: "Locked out",
  SUSPENDED: "Suspended",
  DEPROVISIONED: "Deactivated",
};

export function userState({ status }: OktaUser): Markup {
  const kind = status === "ACTIVE" ? "good" : status === "DEPROVISIONED" || status === "SUSPENDED" ? "soft" : "warn";
  return tag(kind, USER_STATES[status]);
}

/** How far provisioning is with a user of an app. */
export function provisioningState(appUser: AppUser, reason: string | undefined): Markup {
  const { status, syncState, externalId } = appUser;
  if (syncState === "ERROR") return markup`${tag("bad", "Error")} ${reason}`;
  if (externalId !== undefined) return tag("good", "Provisioned");
  if (status === "ACTIVE") return markup`${tag("warn", "Not provisioned")} Assigned before Create Users was enabled.`;
  return tag("warn", "Waiting to be provisioned");
}

/** Why provisioning failed last, by user id, as the System Log has it. */
export function failuresIn({ log }: Org, app: OktaApp): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const { result, reason, targets } of log.entries) {
    if (result !== "FAILURE" || reason === undefined || targets[0]?.id !== app.id) continue;
    const user = targets.find(({ type }) => type === "User");
    if (user !== undefined) reasons.set(user.id, reason);
  }
  return reasons;
}

export function pushState({ status, errorSummary }: PushMapping): Markup {
  if (status === "ERROR") return markup`${tag("bad", "Error")} ${errorSummary}`;
  return status === "ACTIVE" ? tag("good", "Active") : tag("soft", "Inactive");
}
