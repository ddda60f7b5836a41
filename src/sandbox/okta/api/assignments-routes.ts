import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../base/json.js";
import type { GroupAssignment, OktaApp } from "../org/app.js";
import { renderAppUser } from "../org/app-user.js";
import type { Org } from "../org/org.js";
import { resourceTime } from "../org/time.js";
import type { Assigner } from "../provisioning/assign.js";
import { findApp } from "./apps-routes.js";
import { notFound } from "./errors.js";
import { findGroup } from "./groups-routes.js";
import { sendPage } from "./paging.js";
import { bodyObject, limitOf, pathValue } from "./request.js";

/** Which groups are assigned to an app, and the people who are in the app because of it. */
export function assignmentRoutes(
  server: FastifyInstance,
  { org, assigner }: { readonly org: Org; readonly assigner: Assigner },
): void {
  const groups = "/api/v1/apps/:id/groups";

  server.put(`${groups}/:groupId`, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const group = findGroup(org, pathValue(request, "groupId"));
    const body = bodyObject(request);
    const { priority, profile } = body;
    const before = app.assignments.get(group.id);
    const assignment: GroupAssignment = {
      groupId: group.id,
      priority: typeof priority === "number" ? priority : (before?.priority ?? app.assignments.size),
      profile: isJsonObject(profile) ? profile : {},
      lastUpdated: org.scheduler.now(),
    };
    app.assignments.set(group.id, assignment);
    if (before === undefined) assigner.assign(app, group);
    return renderAssignment(assignment, app, org);
  });

  server.get(groups, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const limit = limitOf(request, { min: 20, max: 200, usual: 20 });
    const page = sendPage(request, reply, [...app.assignments.values()], { limit, orgUrl: org.url() });
    return page.map((assignment) => renderAssignment(assignment, app, org));
  });

  server.get(`${groups}/:groupId`, (request) => {
    const app = findApp(org, pathValue(request, "id"));
    return renderAssignment(findAssignment(app, pathValue(request, "groupId")), app, org);
  });

  server.delete(`${groups}/:groupId`, (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const { groupId } = findAssignment(app, pathValue(request, "groupId"));
    app.assignments.delete(groupId);
    assigner.unassign(app, findGroup(org, groupId));
    return reply.code(204).send();
  });

  server.get("/api/v1/apps/:id/users", (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    const limit = limitOf(request, { max: 500, usual: 50 });
    const page = sendPage(request, reply, app.users.list, { limit, orgUrl: org.url() });
    return page.map((appUser) => renderAppUser(appUser, app.id, org.url()));
  });

  server.get("/api/v1/apps/:id/users/:userId", (request) => {
    const app = findApp(org, pathValue(request, "id"));
    const appUser = app.users.get(pathValue(request, "userId"));
    if (appUser === undefined) throw notFound(pathValue(request, "userId"), "AppUser");
    return renderAppUser(appUser, app.id, org.url());
  });
}

function findAssignment(app: OktaApp, groupId: string): GroupAssignment {
  const assignment = app.assignments.get(groupId);
  if (assignment === undefined) throw notFound(groupId, "ApplicationGroupAssignment");
  return assignment;
}

function renderAssignment(assignment: GroupAssignment, app: OktaApp, org: Org): JsonObject {
  const appUrl = `${org.url()}/api/v1/apps/${app.id}`;
  return {
    id: assignment.groupId,
    lastUpdated: resourceTime(assignment.lastUpdated),
    priority: assignment.priority,
    profile: assignment.profile,
    _links: {
      app: { href: appUrl },
      self: { href: `${appUrl}/groups/${assignment.groupId}` },
      group: { href: `${org.url()}/api/v1/groups/${assignment.groupId}` },
    },
  };
}
