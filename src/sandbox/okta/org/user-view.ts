import type { JsonObject, JsonValue } from "../../../base/json.js";
import { shownBy } from "./org-kind.js";
import type { Org } from "./org.js";
import { resourceTime } from "./time.js";
import type { OktaUser, UserStatus } from "./user.js";
import { toProfile } from "./user-profile.js";

const USABLE: readonly UserStatus[] = ["ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"];
const STARTED: readonly UserStatus[] = [...USABLE, "PROVISIONED"];

/** The realm in which users are who were put into no other. */
const DEFAULT_REALM = "guo0000000000000000a";

/** Something that can be done to a user, as `_links` offers it. */
interface UserLink {
  /** After the user's own address. */
  readonly path: string;
  readonly method: "POST" | "DELETE";
  /** Absent: in every status. */
  readonly statuses?: readonly UserStatus[];
}

/**
 * What a single user's `_links` offer by status. Source: recorded traffic of 2025 and 2026 for STAGED, PROVISIONED, ACTIVE and
 * DEPROVISIONED; the other statuses are a guess.
 */
const LINKS: Readonly<Record<string, UserLink>> = {
  activate: { path: "/lifecycle/activate", method: "POST", statuses: ["STAGED", "DEPROVISIONED"] },
  reactivate: { path: "/lifecycle/reactivate", method: "POST", statuses: ["PROVISIONED"] },
  suspend: { path: "/lifecycle/suspend", method: "POST", statuses: STARTED },
  unsuspend: { path: "/lifecycle/unsuspend", method: "POST", statuses: ["SUSPENDED"] },
  unlock: { path: "/lifecycle/unlock", method: "POST", statuses: ["LOCKED_OUT"] },
  deactivate: { path: "/lifecycle/deactivate", method: "POST", statuses: [...STARTED, "SUSPENDED"] },
  delete: { path: "", method: "DELETE", statuses: ["DEPROVISIONED"] },
  resetPassword: { path: "/lifecycle/reset_password", method: "POST", statuses: STARTED },
  expirePassword: { path: "/lifecycle/expire_password", method: "POST", statuses: USABLE },
  resetFactors: { path: "/lifecycle/reset_factors", method: "POST" },
  forgotPassword: { path: "/credentials/forgot_password", method: "POST", statuses: USABLE },
  changePassword: { path: "/credentials/change_password", method: "POST", statuses: USABLE },
  changeRecoveryQuestion: { path: "/credentials/change_recovery_question", method: "POST", statuses: USABLE },
};

/** A single user as the Users API shows it: what Okta always shows is null when absent. */
export function renderUser(user: OktaUser, org: Org): JsonObject {
  const self = `${org.url()}/api/v1/users/${user.id}`;
  const meta = `${org.url()}/api/v1/meta`;
  const offered = Object.entries(LINKS).filter(([, { statuses }]) => statuses?.includes(user.status) ?? true);
  return shownBy(org.kind, "user", {
    ...allOf(user, org),
    _links: {
      ...Object.fromEntries(offered.map(([name, { path, method }]) => [name, { href: self + path, method }])),
      schema: { href: `${meta}/schemas/user/${org.userTypes.get(user.typeId)?.schemaId ?? ""}` },
      self: { href: self },
      type: { href: `${meta}/types/user/${user.typeId}` },
    },
  });
}

/** A user in a list: the same with one link only. Source: recorded traffic. */
export function renderListedUser(user: OktaUser, org: Org): JsonObject {
  return shownBy(org.kind, "user", allOf(user, org));
}

function allOf(user: OktaUser, org: Org): JsonObject {
  return {
    id: user.id,
    status: user.status,
    created: resourceTime(user.created),
    activated: timeOrNull(user.activated),
    statusChanged: timeOrNull(user.statusChanged),
    lastLogin: null,
    lastUpdated: resourceTime(user.lastUpdated),
    passwordChanged: timeOrNull(user.credentials.passwordChanged),
    type: { id: user.typeId },
    realmId: DEFAULT_REALM,
    profile: Object.fromEntries(Object.entries(toProfile(user)).filter(([name]) => user.attributes.has(name))),
    credentials: { ...renderCredentials(user), emails: addressesOf(user) },
    _links: { self: { href: `${org.url()}/api/v1/users/${user.id}` } },
  };
}

/** Addresses to which Okta sends mail. Source: recorded traffic of two orgs, 2020 and 2025. */
function addressesOf({ person }: OktaUser): JsonValue {
  return [{ value: person.email ?? person.userName, status: "VERIFIED", type: "PRIMARY" }];
}

/** What a user signs in with, without any secret: an empty object stands for a password. */
export function renderCredentials({ credentials: { hasPassword, recovery, provider } }: OktaUser): JsonObject {
  return {
    ...(hasPassword ? { password: {} } : {}),
    ...(recovery === undefined ? {} : { recovery_question: { question: recovery.question } }),
    provider: { type: provider, name: provider },
  };
}

function timeOrNull(time: number | undefined): string | null {
  return time === undefined ? null : resourceTime(time);
}
