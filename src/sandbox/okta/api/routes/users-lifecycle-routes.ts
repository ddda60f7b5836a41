import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { Org } from "../../org/org.js";
import type { OktaUser, UserStatus } from "../../org/user.js";
import type { Assigner } from "../../provisioning/assign.js";
import { OktaApiError, validationFailed, wrongStatus } from "../errors.js";
import { pathValue, queryValue } from "../request.js";
import { findUser, logLifecycle } from "./users-routes.js";

/** A change of a user's status. */
interface Transition {
  readonly action: string;
  readonly from: readonly UserStatus[];
  readonly to: (user: OktaUser) => UserStatus;
  readonly refusal: (user: OktaUser) => OktaApiError;
  readonly event: string;
  readonly message: string;
  /** Whether the answer without an e-mail holds an activation link. */
  readonly hasLink?: boolean;
}

/** Source: Okta developer docs, Users API, user lifecycle operations. */
const TRANSITIONS: readonly Transition[] = [
  {
    action: "activate",
    from: ["STAGED", "DEPROVISIONED"],
    to: ({ hasPassword }) => (hasPassword ? "ACTIVE" : "PROVISIONED"),
    refusal: () => new OktaApiError(403, "E0000016", "Activation failed because the user is already active"),
    event: "activate",
    message: "Activate Okta user",
    hasLink: true,
  },
  {
    action: "reactivate",
    from: ["PROVISIONED"],
    to: () => "PROVISIONED",
    refusal: wrongStatus,
    event: "reactivate",
    message: "Reactivate Okta user",
    hasLink: true,
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
      const hasLink = transition.hasLink === true && queryValue(request, "sendEmail") === "false";
      return hasLink ? activationLink(user) : {};
    });
  }

  // The first DELETE of a user who is not deactivated only deactivates.
  server.delete("/api/v1/users/:id", (request, reply) => {
    const user = findUser(org, pathValue(request, "id"));
    const deactivation = TRANSITIONS.find(({ action }) => action === "deactivate");
    if (user.status === "DEPROVISIONED") remove(user);
    else if (deactivation !== undefined) carryOut(user, "DEPROVISIONED", deactivation);
    return reply.code(204).send();
  });

  function carryOut(user: OktaUser, status: UserStatus, { event, message }: Transition): void {
    user.status = status;
    user.statusChanged = org.scheduler.now();
    user.lastUpdated = user.statusChanged;
    if (event === "activate") user.activated = user.statusChanged;
    if (status === "DEPROVISIONED") user.hasPassword = false;
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

  function activationLink(user: OktaUser): JsonObject {
    const activationToken = `activation-${user.id}`;
    return { activationUrl: `${org.url()}/welcome/${activationToken}`, activationToken };
  }
}
