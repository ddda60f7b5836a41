import type { FastifyInstance, FastifyRequest } from "fastify";
import type { JsonObject } from "../../../../../base/json.js";
import type { SandboxGroup } from "../../../tenant/model.js";
import type { GraphContext } from "../../context.js";
import { badRequest, unsupportedQuery } from "../../errors.js";
import { page } from "../../paging.js";
import { isAdvanced, isEventual, pathValue } from "../../request.js";
import { selection } from "../../select.js";
import { findGroup } from "./group-routes.js";
import { GROUP_PROPERTIES, GROUP_TYPE, renderGroup } from "./group-view.js";
import { groupsOf, isUser, membersOf, ownersOf, transitiveMembersOf, type Member } from "./member-lists.js";
import { findUser } from "./user-routes.js";
import { USER_DEFAULTS, USER_PROPERTIES, USER_TYPE, userView } from "./user-view.js";

const PAGE = { usual: 100, max: 999 };
const MIXED = { type: "directoryObject", known: [...USER_PROPERTIES, ...GROUP_PROPERTIES] };
const USERS = { type: "user", known: USER_PROPERTIES, usual: USER_DEFAULTS };
const GROUPS = { type: "group", known: GROUP_PROPERTIES };

/** Lists of members, owners and memberships, whole or of one kind. */
export function memberRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, callerOf } = context;
  const groupOf = (request: FastifyRequest): SandboxGroup => findGroup(tenant, pathValue(request, "group"));

  function mixed(request: FastifyRequest, list: readonly Member[]): JsonObject {
    const select = selection(request, MIXED);
    const asUser = userView(callerOf(request));
    const view = (one: Member): JsonObject =>
      select(isUser(one) ? { ...USER_TYPE, ...asUser(one) } : { ...GROUP_TYPE, ...renderGroup(one, tenant.domain) });
    return page(request, list, { ...PAGE, root: context.root(), context: "directoryObjects", view });
  }

  function users(request: FastifyRequest, list: readonly Member[]): JsonObject {
    const select = selection(request, USERS);
    const asUser = userView(callerOf(request));
    return page(request, list.filter(isUser), {
      ...PAGE,
      root: context.root(),
      context: "users",
      view: (user) => select(asUser(user)),
    });
  }

  function groups(request: FastifyRequest, list: readonly Member[]): JsonObject {
    const select = selection(request, GROUPS);
    const found = list.filter((one): one is SandboxGroup => !isUser(one));
    return page(request, found, {
      ...PAGE,
      root: context.root(),
      context: "groups",
      view: (group) => select(renderGroup(group, tenant.domain)),
    });
  }

  server.get("/v1.0/groups/:group/members", (request) => mixed(request, membersOf(tenant, groupOf(request))));
  server.get("/v1.0/groups/:group/owners", (request) => mixed(request, ownersOf(tenant, groupOf(request))));
  server.get("/v1.0/groups/:group/memberOf", (request) => mixed(request, groupsOf(tenant, groupOf(request).id)));

  server.get("/v1.0/groups/:group/members/$count", (request, reply) => {
    if (!isEventual(request)) throw badRequest("$count is not currently supported.");
    return reply.type("text/plain").send(String(membersOf(tenant, groupOf(request)).length));
  });

  server.get("/v1.0/groups/:group/members/microsoft.graph.user", (request) =>
    users(request, membersOf(tenant, groupOf(request))),
  );

  server.get("/v1.0/groups/:group/members/microsoft.graph.group", (request) => {
    const group = groupOf(request);
    // Source: Microsoft Graph docs, group: list transitiveMembers: the cast names a kind of member that cannot be there.
    if (group.groupTypes.includes("Unified")) throw unsupportedQuery();
    return groups(request, membersOf(tenant, group));
  });

  server.get("/v1.0/groups/:group/transitiveMembers", (request) =>
    mixed(request, transitiveMembersOf(tenant, groupOf(request))),
  );

  server.get("/v1.0/groups/:group/transitiveMembers/microsoft.graph.user", (request) => {
    const group = groupOf(request);
    // Source: Microsoft Graph docs, aad-advanced-queries: a cast of transitive members is an advanced query.
    if (!isAdvanced(request)) throw unsupportedQuery();
    return users(request, transitiveMembersOf(tenant, group));
  });

  server.get("/v1.0/users/:user/memberOf", (request) =>
    mixed(request, groupsOf(tenant, findUser(tenant, pathValue(request, "user")).id)),
  );
  server.get("/v1.0/users/:user/memberOf/microsoft.graph.group", (request) =>
    groups(request, groupsOf(tenant, findUser(tenant, pathValue(request, "user")).id)),
  );
}
