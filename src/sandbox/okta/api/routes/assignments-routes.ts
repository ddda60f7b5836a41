import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import type { GroupAssignment, OktaApp } from "../../org/app.js";
import { baseAttributes } from "../../org/app-schema.js";
import { fitted } from "../../org/attributes/attribute-types.js";
import type { Org } from "../../org/org.js";
import { resourceTime } from "../../org/time.js";
import type { Assigner } from "../../provisioning/assign.js";
import { findApp } from "./apps-routes.js";
import { notFound, validationFailed } from "../errors.js";
import { findGroup } from "./groups-routes.js";
import { sendPage } from "../paging.js";
import { bodyObject, limitOf, pathValue } from "../request.js";

/** Which groups are assigned to an app. */
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
      priority: typeof priority === "number" ? priority : priorityOf(app, before, isJsonObject(profile)),
      profile: isJsonObject(profile) ? readGroupValues(app, profile, org.scheduler.now()) : {},
      lastUpdated: org.scheduler.now(),
    };
    if (before === undefined) {
      app.assignments.set(group.id, assignment);
      assigner.assign(app, group);
    } else {
      assigner.changeValues(app, group, () => {
        app.assignments.set(group.id, assignment);
      });
    }
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
}

/**
 * The next free priority where the body names none. A body with values replaces the whole assignment, its priority too; that an
 * empty one leaves the priority is a guess.
 */
function priorityOf({ assignments }: OktaApp, before: GroupAssignment | undefined, replaces: boolean): number {
  if (before !== undefined && !replaces) return before.priority;
  return Math.max(-1, ...[...assignments.values()].map(({ priority }) => priority)) + 1;
}

/**
 * Values that all users of an assigned group get: only for attributes whose scope is not a user's own.
 * Source: Okta developer docs, Schemas API, scope property. The texts of the refusals are guesses: none is recorded.
 *
 * @throws OktaApiError (400 E0000001)
 */
function readGroupValues(app: OktaApp, profile: JsonObject, now: number): JsonObject {
  const custom = app.schema.custom.visible(now);
  const base = baseAttributes(app);
  for (const [name, value] of Object.entries(profile)) {
    const definition = custom.get(name);
    if (definition === undefined && !base.includes(name))
      throw validationFailed("profile", `profile.${name}: the app user profile has no such attribute`);
    if (definition?.["scope"] === "SELF")
      throw validationFailed("profile", `profile.${name}: a personal attribute cannot be set for a group`);
    const fit = value === undefined || value === null ? undefined : fitted(value, definition);
    if (fit?.ok === false) throw validationFailed("profile", `profile.${name}: ${fit.reason}`);
  }
  return profile;
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
