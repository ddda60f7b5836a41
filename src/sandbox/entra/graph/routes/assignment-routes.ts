import type { FastifyInstance, FastifyRequest } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { SandboxServicePrincipal } from "../../tenant/model.js";
import { findApp, type GraphContext } from "../context.js";
import { notFound } from "../errors.js";
import { parseFilter } from "../filter.js";
import { contextOf, page } from "../paging.js";
import { bodyObject, pathValue, queryValue } from "../request.js";
import { assign, ASSIGNMENT_FILTERS, everyAssignment, renderAssignment, type Assigned } from "./assignments.js";
import { findGroup } from "./directory/group-routes.js";
import { findUser } from "./directory/user-routes.js";

const APP = "/v1.0/servicePrincipals/:app/appRoleAssignedTo";

/**
 * Who is assigned to an application, seen from the application and from the user or group: list, assign, read, remove.
 * Source: Microsoft Graph docs, appRoleAssignedTo; user and group: appRoleAssignments.
 */
export function assignmentRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant } = context;

  function list(request: FastifyRequest, all: readonly Assigned[], place: string): JsonObject {
    const filter = queryValue(request, "$filter");
    const test = filter === undefined ? () => true : parseFilter(filter, ASSIGNMENT_FILTERS, { caseless: true });
    return page(request, all.filter(test), {
      root: context.root(),
      context: place,
      usual: 100,
      max: 999,
      view: (one) => renderAssignment(one, tenant),
    });
  }

  function entity(one: Assigned, place: string): JsonObject {
    return {
      "@odata.context": contextOf(context.root(), `${place}/$entity`),
      ...renderAssignment(one, tenant),
    };
  }

  const ofApp = (app: SandboxServicePrincipal): readonly Assigned[] =>
    [...app.assignments.values()].map((assignment) => ({ app, assignment }));

  server.get(APP, (request) => {
    const app = findApp(context, pathValue(request, "app"));
    return list(request, ofApp(app), `servicePrincipals('${app.id}')/appRoleAssignedTo`);
  });

  server.post(APP, (request, reply) => {
    const app = findApp(context, pathValue(request, "app"));
    const made = assign(context, bodyObject(request), { resourceId: app.id });
    return reply.code(201).send(entity(made, `servicePrincipals('${app.id}')/appRoleAssignedTo`));
  });

  server.get(`${APP}/:assignment`, (request) => {
    const app = findApp(context, pathValue(request, "app"));
    const found = findIn(ofApp(app), pathValue(request, "assignment"));
    return entity(found, `servicePrincipals('${app.id}')/appRoleAssignedTo`);
  });

  server.delete(`${APP}/:assignment`, (request, reply) => {
    const app = findApp(context, pathValue(request, "app"));
    const id = pathValue(request, "assignment");
    if (!app.assignments.delete(id)) throw notFound(id);
    return reply.code(204).send();
  });

  // No simulated application has a role of another one.
  server.get("/v1.0/servicePrincipals/:app/appRoleAssignments", (request) => {
    const app = findApp(context, pathValue(request, "app"));
    return list(request, [], `servicePrincipals('${app.id}')/appRoleAssignments`);
  });

  for (const kind of ["users", "groups"] as const) {
    const path = `/v1.0/${kind}/:principal/appRoleAssignments`;
    const principalOf = (request: FastifyRequest): string => {
      const key = pathValue(request, "principal");
      return kind === "users" ? findUser(tenant, key).id : findGroup(tenant, key).id;
    };
    const own = (id: string): readonly Assigned[] =>
      everyAssignment(tenant).filter(({ assignment }) => assignment.principalId === id);
    /** Those of a user come with those of the groups they are a direct member of. */
    const seen = (id: string): readonly Assigned[] =>
      everyAssignment(tenant).filter(
        ({ assignment: { principalId } }) =>
          principalId === id || (kind === "users" && tenant.groups.get(principalId)?.members.has(id) === true),
      );

    server.get(path, (request) => list(request, seen(principalOf(request)), "appRoleAssignments"));

    server.post(path, (request, reply) => {
      const id = principalOf(request);
      const made = assign(context, bodyObject(request), { principalId: id });
      return reply.code(201).send(entity(made, `${kind}('${id}')/appRoleAssignments`));
    });

    server.get(`${path}/:assignment`, (request) => {
      const id = principalOf(request);
      return entity(findIn(seen(id), pathValue(request, "assignment")), `${kind}('${id}')/appRoleAssignments`);
    });

    server.delete(`${path}/:assignment`, (request, reply) => {
      const { app, assignment } = findIn(own(principalOf(request)), pathValue(request, "assignment"));
      app.assignments.delete(assignment.id);
      return reply.code(204).send();
    });
  }
}

/** @throws GraphError (404) */
function findIn(all: readonly Assigned[], id: string): Assigned {
  const found = all.find(({ assignment }) => assignment.id === id);
  if (found === undefined) throw notFound(id);
  return found;
}
