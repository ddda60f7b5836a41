import type { FastifyInstance } from "fastify";
import { type OktaGroup, renderGroup } from "../../org/group.js";
import { appUserTargets, groupTarget } from "../../org/log-targets.js";
import type { Org } from "../../org/org.js";
import type { OktaUser } from "../../org/user.js";
import type { Assigner } from "../../provisioning/assign.js";
import type { GroupPusher } from "../../provisioning/group-pusher.js";
import { forbidden, wrongStatus } from "../errors.js";
import { findGroup, readGroupProfile } from "./groups-routes.js";
import { bodyObject, pathValue } from "../request.js";
import { findUser } from "./users/users-routes.js";

interface Consequences {
  readonly org: Org;
  readonly assigner: Assigner;
  readonly pusher: GroupPusher;
}

/** Puts a user into a group: into its apps, then into its pushed groups. Nothing happens to a user who is in it already. */
export function joinGroup(user: OktaUser, group: OktaGroup, { org, assigner, pusher }: Consequences): void {
  if (group.members.includes(user)) return;
  group.members.push(user);
  group.joined.set(user.id, org.scheduler.now());
  logMembership(org, user, group, "group.user_membership.add", "Add user to group membership");
  assigner.joined(user, group);
  pusher.membersChanged(group);
}

/** Changes to groups that reach their apps: members, name, end. */
export function membershipRoutes(server: FastifyInstance, consequences: Consequences): void {
  const { org, assigner, pusher } = consequences;
  const member = "/api/v1/groups/:id/users/:userId";

  server.put(member, (request, reply) => {
    const group = ownGroup(pathValue(request, "id"));
    const user = findUser(org, pathValue(request, "userId"));
    if (user.status === "DEPROVISIONED") throw wrongStatus();
    joinGroup(user, group, consequences);
    return reply.code(204).send();
  });

  server.delete(member, (request, reply) => {
    const group = ownGroup(pathValue(request, "id"));
    const user = findUser(org, pathValue(request, "userId"));
    const at = group.members.indexOf(user);
    if (at !== -1) {
      group.members.splice(at, 1);
      group.joined.delete(user.id);
      logMembership(org, user, group, "group.user_membership.remove", "Remove user from group membership");
      assigner.left(user, group);
      pusher.membersChanged(group);
    }
    return reply.code(204).send();
  });

  server.put("/api/v1/groups/:id", (request) => {
    const group = ownGroup(pathValue(request, "id"));
    const { name, description } = readGroupProfile(org, bodyObject(request), group);
    const isRenamed = name !== group.name;
    Object.assign(group, { name, description, lastUpdated: org.scheduler.now() });
    logGroup(group, "group.profile.update", "Update Okta group");
    if (isRenamed) pusher.renamed(group);
    return renderGroup(group, org);
  });

  // An APP_GROUP that a mapping uses cannot be removed. Source: Okta Management API, DELETE /api/v1/groups/{groupId}.
  server.delete("/api/v1/groups/:id", (request, reply) => {
    const group = findGroup(org, pathValue(request, "id"));
    const apps = [...org.apps.values()];
    const isPushed = apps.some((app) =>
      [...app.mappings.values()].some(({ targetGroupId }) => targetGroupId === group.id),
    );
    if (group.type === "BUILT_IN" || isPushed) throw forbidden();
    for (const app of apps) if (app.assignments.delete(group.id)) assigner.unassign(app, group);
    org.groups.delete(group.id);
    pusher.sourceDeleted(group);
    logGroup(group, "group.lifecycle.delete", "Delete Okta group");
    return reply.code(204).send();
  });

  /** @throws OktaApiError (403) for a group whose members and name Okta or an app decides */
  function ownGroup(id: string): OktaGroup {
    const group = findGroup(org, id);
    if (group.type !== "OKTA_GROUP") throw forbidden();
    return group;
  }

  function logGroup(group: OktaGroup, eventType: string, displayMessage: string): void {
    const targets = [groupTarget(group)];
    org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets });
  }
}

function logMembership(org: Org, user: OktaUser, group: OktaGroup, eventType: string, displayMessage: string): void {
  group.lastMembershipUpdated = org.scheduler.now();
  const targets = [...appUserTargets(user).slice(1), groupTarget(group)];
  org.log.write({ eventType, displayMessage, result: "SUCCESS", actor: "administrator", targets });
}
