import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../../base/json.js";
import type { Org } from "../../../org/org.js";
import type { OktaUser, UserStatus } from "../../../org/user.js";
import { renderUser } from "../../../org/user-view.js";
import type { Assigner } from "../../../provisioning/assign.js";
import { OktaApiError, validationFailed, wrongStatus } from "../../errors.js";
import { pathValue, queryValue } from "../../request.js";
import { NO_CREDENTIALS, readCredentials } from "./read-credentials.js";
import { findUser, logLifecycle } from "./users-routes.js";

/** A change of a user's status. */
interface Transition {
  readonly action: string;
  readonly from: readonly UserStatus[];
  readonly to: (user: OktaUser) => UserStatus;
  readonly refusal: (user: OktaUser) => OktaApiError;
  readonly event: string;
  readonly message: string;
  /** What the answer holds when no e-mail is sent. */
  readonly link?: (user: OktaUser, orgUrl: string) => JsonObject;
}

const activationLink = ({ id }: OktaUser, orgUrl: string): JsonObject => ({
  activationUrl: `${orgUrl}/welcome/activation-${id}`,
  activationToken: `activation-${id}`,
});

const resetLink = ({ id }: OktaUser, orgUrl: string): JsonObject => ({
  resetPasswordUrl: `${orgUrl}/reset_password/reset-${id}`,
});

/** Source: Okta developer docs, Users API, user lifecycle operations. */
const TRANSITIONS: readonly Transition[] = [
  {
    action: "activate",
    from: ["STAGED", "DEPROVISIONED"],
    to: ({ credentials }) => (credentials.hasPassword ? "ACTIVE" : "PROVISIONED"),
    refusal: () => new OktaApiError(403, "E0000016", "Activation failed because the user is already active"),
    event: "activate",
    message: "Activate Okta user",
    link: activationLink,
  },
  {
    action: "reactivate",
    from: ["PROVISIONED"],
    to: () => "PROVISIONED",
    refusal: wrongStatus,
    event: "reactivate",
    message: "Reactivate Okta user",
    link: activationLink,
  },
  {
    action: "deactivate",
    from: ["STAGED", "PROVISIONED", "ACTIVE", "SUSPENDED"],
    to: () => "DEPROVISIONED",
    refusal: wrongStatus,
    event: "deactivate",
    message: "Deactivate Okta user",
  },
  {
    action: "reset_password",
    from: ["PROVISIONED", "ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"],
    to: ({ status }) => (status === "PROVISIONED" ? status : "RECOVERY"),
    refusal: wrongStatus,
    event: "account.reset_password",
    message: "Fired when the user's Okta password is reset",
    link: resetLink,
  },
  {
    // Documented for ACTIVE alone, though the links of a PROVISIONED user offer it (recorded).
    action: "suspend",
    from: ["ACTIVE"],
    to: () => "SUSPENDED",
    refusal: () => validationFailed("suspendUser", "Cannot suspend a user that is not active"),
    event: "suspend",
    message: "Suspend Okta user",
  },
  {
    action: "unsuspend",
    from: ["SUSPENDED"],
    to: () => "ACTIVE",
    refusal: () => validationFailed("unsuspendUser", "Cannot unsuspend a user that is not suspended"),
    event: "unsuspend",
    message: "Unsuspend Okta user",
  },
];

const EXPIRABLE: readonly UserStatus[] = ["ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"];

/** What becomes of a user: activate, reactivate, suspend, unsuspend, deactivate, delete. */
export function userLifecycleRoutes(
  server: FastifyInstance,
  { org, assigner }: { readonly org: Org; readonly assigner: Assigner },
): void {
  for (const transition of TRANSITIONS) {
    server.post(`/api/v1/users/:id/lifecycle/${transition.action}`, (request) => {
      const user = findUser(org, pathValue(request, "id"));
      if (!transition.from.includes(user.status)) throw transition.refusal(user);
      carryOut(user, transition.to(user), transition);
      const link = queryValue(request, "sendEmail") === "false" ? transition.link : undefined;
      return link?.(user, org.url()) ?? {};
    });
  }

  for (const [action, hasNewPassword] of [
    ["expire_password", false],
    ["expire_password_with_temp_password", true],
  ] as const)
    server.post(`/api/v1/users/:id/lifecycle/${action}`, (request) => {
      const user = findUser(org, pathValue(request, "id"));
      if (!EXPIRABLE.includes(user.status)) throw wrongStatus();
      carryOut(user, "PASSWORD_EXPIRED", { event: "expire_password", message: "Expire user password" });
      return hasNewPassword ? { tempPassword: newPassword(user) } : renderUser(user, org);
    });

  // The first DELETE of a user who is not deactivated only deactivates.
  server.delete("/api/v1/users/:id", (request, reply) => {
    const user = findUser(org, pathValue(request, "id"));
    const deactivation = TRANSITIONS.find(({ action }) => action === "deactivate");
    if (user.status === "DEPROVISIONED") remove(user);
    else if (deactivation !== undefined) carryOut(user, "DEPROVISIONED", deactivation);
    return reply.code(204).send();
  });

  function newPassword(user: OktaUser): string {
    const value = org.newId("tmp");
    user.credentials = readCredentials({ credentials: { password: { value } } }, user.credentials, org.scheduler.now());
    return value;
  }

  function carryOut(
    user: OktaUser,
    status: UserStatus,
    { event, message }: Pick<Transition, "event" | "message">,
  ): void {
    user.status = status;
    user.statusChanged = org.scheduler.now();
    user.lastUpdated = user.statusChanged;
    if (event === "activate") user.activated = user.statusChanged;
    if (status === "DEPROVISIONED") user.credentials = NO_CREDENTIALS;
    logLifecycle(org, user, event, message);
    assigner.statusChanged(user);
  }

  /** Nothing is sent for a user who was deactivated before. */
  function remove(user: OktaUser): void {
    org.users.delete(user.id);
    for (const { members } of org.groups.values()) {
      const at = members.indexOf(user);
      if (at !== -1) members.splice(at, 1);
    }
    logLifecycle(org, user, "delete.completed", "Delete Okta user completed");
  }
}
