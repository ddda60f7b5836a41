import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SandboxUser } from "../../../tenant/model.js";
import type { GraphContext } from "../../context.js";
import { badRequest, notFound } from "../../errors.js";
import { contextOf, page } from "../../paging.js";
import { pathValue } from "../../request.js";
import { selection } from "../../select.js";
import { renderServicePrincipal, timeOf } from "../service-principal-view.js";
import { USER_DEFAULTS, USER_PROPERTIES, USER_TYPE, userView } from "./user-view.js";

const KNOWN = { type: "user", known: USER_PROPERTIES, usual: [...USER_DEFAULTS, "deletedDateTime"] };
const ITEMS = "/v1.0/directory/deletedItems";

/**
 * What was deleted within a month: users, to be restored or deleted permanently, and enterprise applications.
 * Source: Microsoft Graph docs, directory: list, get, restore and delete deletedItems.
 */
export function deletedRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, callerOf } = context;

  server.get(`${ITEMS}/microsoft.graph.servicePrincipal`, (request) =>
    page(request, [...tenant.deletedApps.values()], {
      root: context.root(),
      context: "directory/deletedItems/microsoft.graph.servicePrincipal",
      usual: 100,
      max: 999,
      view: ({ app, deletedAt }) => ({ ...renderServicePrincipal(app, tenant), deletedDateTime: timeOf(deletedAt) }),
    }),
  );

  server.get(`${ITEMS}/microsoft.graph.user`, (request) => {
    const select = selection(request, KNOWN);
    const view = userView(callerOf(request));
    const deleted = [...tenant.users.values()].filter(({ softDeleted }) => softDeleted);
    return page(request, deleted, {
      root: context.root(),
      context: "users",
      usual: 100,
      max: 999,
      view: (user) => select(view(user)),
    });
  });

  // Only Microsoft 365 groups are kept, and the sandbox deletes every group permanently.
  server.get(`${ITEMS}/microsoft.graph.group`, (request) =>
    page(request, [], { root: context.root(), context: "groups", usual: 100, max: 999, view: () => ({}) }),
  );

  server.get(`${ITEMS}/:user`, (request) => ({
    "@odata.context": contextOf(context.root(), "directoryObjects/$entity"),
    ...USER_TYPE,
    ...selection(request, KNOWN)(userView(callerOf(request))(deletedUser(request))),
  }));

  server.post(`${ITEMS}/:user/restore`, (request) => {
    const user = deletedUser(request);
    const name = user.userPrincipalName.toLowerCase();
    const taken = [...tenant.users.values()].some(
      (one) => !one.softDeleted && one.userPrincipalName.toLowerCase() === name,
    );
    if (taken) throw badRequest("Another object with the same value for property userPrincipalName already exists.");
    user.softDeleted = false;
    Reflect.deleteProperty(user, "deletedAt");
    return {
      "@odata.context": contextOf(context.root(), "directoryObjects/$entity"),
      ...USER_TYPE,
      ...selection(request, KNOWN)(userView(callerOf(request))(user)),
    };
  });

  server.delete(`${ITEMS}/:user`, (request, reply) => {
    const { id } = deletedUser(request);
    tenant.users.delete(id);
    for (const group of tenant.groups.values()) group.members.delete(id);
    return reply.code(204).send();
  });

  function deletedUser(request: FastifyRequest): SandboxUser {
    const id = pathValue(request, "user");
    const user = tenant.users.get(id);
    if (user?.softDeleted !== true) throw notFound(id);
    return user;
  }
}
