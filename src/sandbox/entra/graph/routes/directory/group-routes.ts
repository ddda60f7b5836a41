import type { FastifyInstance } from "fastify";
import type { SandboxGroup, SandboxTenant } from "../../../tenant/model.js";
import type { GraphContext } from "../../context.js";
import { notFound } from "../../errors.js";
import { contextOf, entityContext, page } from "../../paging.js";
import { countText, queried, type QueryTable } from "../../query.js";
import { bodyObject, pathValue } from "../../request.js";
import { selection } from "../../select.js";
import { groupChanges, groupOf } from "./group-changes.js";
import { GROUP_PROPERTIES, renderGroup } from "./group-view.js";

/** Source: Microsoft Graph docs, group resource type (what supports filters, search and order). */
const TABLE: QueryTable<SandboxGroup> = {
  filters: {
    displayName: { operators: ["eq", "startswith", "in"], read: (group) => group.displayName },
    mailNickname: { operators: ["eq", "startswith", "in"], read: (group) => group.mailNickname },
    description: { operators: ["eq", "startswith", "in"], read: (group) => group.description },
    id: { operators: ["eq", "in"], read: (group) => group.id },
    securityEnabled: { operators: ["eq"], read: (group) => group.securityEnabled },
    mailEnabled: { operators: ["eq"], read: (group) => group.mailEnabled },
    groupTypes: { operators: ["any"], read: (group) => group.groupTypes },
    // No simulated group has members whose licences fail.
    hasMembersWithLicenseErrors: { operators: ["eq"], read: () => false },
  },
  search: {
    displayName: (group) => group.displayName,
    description: (group) => group.description,
    mailNickname: (group) => group.mailNickname,
  },
  orders: { displayName: (group) => group.displayName },
};
const KNOWN = { type: "group", known: GROUP_PROPERTIES };

/** Groups: find, count, read, make, change, delete. Their members are in member-routes. */
export function groupRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, scheduler } = context;

  server.get("/v1.0/groups", (request) => {
    const select = selection(request, KNOWN);
    const found = queried(request, [...tenant.groups.values()], TABLE);
    return page(request, found, {
      root: context.root(),
      context: "groups",
      usual: 100,
      max: 999,
      view: (group) => select(renderGroup(group, tenant.domain)),
    });
  });

  server.get("/v1.0/groups/$count", (request, reply) =>
    reply.type("text/plain").send(countText(request, [...tenant.groups.values()], TABLE)),
  );

  server.post("/v1.0/groups", (request, reply) => {
    const group = groupOf(bodyObject(request), tenant, scheduler.now());
    tenant.groups.set(group.id, group);
    return reply.code(201).send({
      "@odata.context": contextOf(context.root(), "groups/$entity"),
      ...renderGroup(group, tenant.domain),
    });
  });

  server.get("/v1.0/groups/:group", (request) => {
    const select = selection(request, KNOWN);
    const group = findGroup(tenant, pathValue(request, "group"));
    return {
      "@odata.context": entityContext(request, context.root(), "groups"),
      ...select(renderGroup(group, tenant.domain)),
    };
  });

  server.patch("/v1.0/groups/:group", (request, reply) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    for (const change of groupChanges(bodyObject(request), tenant)) change(group);
    return reply.code(204).send();
  });

  // Security groups are not kept among the deleted items. Source: Microsoft Graph docs, directory: list deletedItems.
  server.delete("/v1.0/groups/:group", (request, reply) => {
    const { id } = findGroup(tenant, pathValue(request, "group"));
    tenant.groups.delete(id);
    for (const other of tenant.groups.values()) other.members.delete(id);
    for (const app of tenant.servicePrincipals.values())
      for (const assignment of app.assignments.values())
        if (assignment.principalId === id) app.assignments.delete(assignment.id);
    return reply.code(204).send();
  });
}

/** @throws GraphError (404) */
export function findGroup(tenant: SandboxTenant, id: string): SandboxGroup {
  const group = tenant.groups.get(id.toLowerCase());
  if (group === undefined) throw notFound(id);
  return group;
}
