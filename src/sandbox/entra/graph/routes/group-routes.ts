import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import type { SandboxGroup, SandboxTenant, SandboxUser } from "../../tenant/model.js";
import type { GraphContext } from "../context.js";
import { GROUP_PROPERTIES, renderGroup, USER_DEFAULTS, USER_PROPERTIES, userView } from "./directory-views.js";
import { badRequest, notFound, unsupportedQuery } from "../errors.js";
import { parseFilter, type FilterTable } from "../filter.js";
import { contextOf, page } from "../paging.js";
import { bodyObject, isAdvanced, pathValue, queryValue, textOf } from "../request.js";
import { selection } from "../select.js";

const FILTERS: FilterTable<SandboxGroup> = {
  displayName: { operators: ["eq", "startswith", "in"], read: (group) => group.displayName },
  mailNickname: { operators: ["eq", "startswith", "in"], read: (group) => group.mailNickname },
  id: { operators: ["eq", "in"], read: (group) => group.id },
  securityEnabled: { operators: ["eq"], read: (group) => group.securityEnabled },
  mailEnabled: { operators: ["eq"], read: (group) => group.mailEnabled },
  groupTypes: { operators: ["any"], read: (group) => group.groupTypes },
};
const KNOWN = { type: "group", known: GROUP_PROPERTIES };
const PAGE = { usual: 100, max: 999 };

/** Groups: find, read, rename; their members are in member-routes. */
export function groupRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant } = context;

  server.get("/v1.0/groups", (request) => {
    const filter = queryValue(request, "$filter");
    const ordered = queryValue(request, "$orderby");
    if (queryValue(request, "$search") !== undefined) throw unsupportedQuery();
    // Source: Microsoft Graph docs, aad-advanced-queries.
    if (ordered !== undefined && filter !== undefined && !isAdvanced(request)) {
      throw unsupportedQuery("Sorting not supported for current query.");
    }
    const select = selection(request, KNOWN);
    const test = filter === undefined ? () => true : parseFilter(filter, FILTERS, { caseless: true });
    const found = [...tenant.groups.values()].filter(test);
    if (ordered !== undefined) found.sort((a, b) => a.displayName.localeCompare(b.displayName));
    return page(request, found, {
      ...PAGE,
      root: context.root(),
      context: "groups",
      view: (group) => select(renderGroup(group, tenant.domain)),
    });
  });

  server.get("/v1.0/groups/:group", (request) => {
    const select = selection(request, KNOWN);
    const group = findGroup(tenant, pathValue(request, "group"));
    return {
      "@odata.context": contextOf(context.root(), "groups/$entity"),
      ...select(renderGroup(group, tenant.domain)),
    };
  });

  server.patch("/v1.0/groups/:group", (request, reply) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    const { displayName, ...others } = bodyObject(request);
    if (Object.keys(others).length > 0) throw badRequest("The sandbox changes only the displayName of a group.");
    const name = textOf(displayName)?.trim() ?? "";
    if (name === "") throw badRequest("Invalid value specified for property 'displayName' of resource 'Group'.");
    group.displayName = name;
    return reply.code(204).send();
  });
}

/** @throws GraphError (404) */
export function findGroup(tenant: SandboxTenant, id: string): SandboxGroup {
  const group = tenant.groups.get(id);
  if (group === undefined) throw notFound(id);
  return group;
}

/** Lists of members, whole or of one kind. */
export function memberRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, callerOf } = context;
  const isUser = (one: SandboxUser | SandboxGroup): one is SandboxUser => "userPrincipalName" in one;

  server.get("/v1.0/groups/:group/members", (request) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    const known = [...USER_PROPERTIES, ...GROUP_PROPERTIES];
    const select = selection(request, { type: "directoryObject", known });
    const asUser = userView(callerOf(request));
    const view = (one: SandboxUser | SandboxGroup): JsonObject =>
      select(
        isUser(one)
          ? { "@odata.type": "#microsoft.graph.user", ...asUser(one) }
          : { "@odata.type": "#microsoft.graph.group", ...renderGroup(one, tenant.domain) },
      );
    return page(request, membersOf(tenant, group), {
      ...PAGE,
      root: context.root(),
      context: "directoryObjects",
      view,
    });
  });

  server.get("/v1.0/groups/:group/members/microsoft.graph.user", (request) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    const select = userSelection(request);
    const asUser = userView(callerOf(request));
    const people = membersOf(tenant, group).filter(isUser);
    return page(request, people, {
      ...PAGE,
      root: context.root(),
      context: "users",
      view: (user) => select(asUser(user)),
    });
  });

  server.get("/v1.0/groups/:group/members/microsoft.graph.group", (request) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    // Source: Microsoft Graph docs, group: list transitiveMembers: the cast names a kind of member that cannot be there.
    if (group.groupTypes.includes("Unified")) throw unsupportedQuery();
    const select = selection(request, KNOWN);
    const groups = membersOf(tenant, group).filter((one): one is SandboxGroup => !isUser(one));
    return page(request, groups, {
      ...PAGE,
      root: context.root(),
      context: "groups",
      view: (inner) => select(renderGroup(inner, tenant.domain)),
    });
  });

  server.get("/v1.0/groups/:group/transitiveMembers/microsoft.graph.user", (request) => {
    const group = findGroup(tenant, pathValue(request, "group"));
    // Source: Microsoft Graph docs, aad-advanced-queries: a cast of transitive members is an advanced query.
    if (!isAdvanced(request)) throw unsupportedQuery();
    const select = userSelection(request);
    const asUser = userView(callerOf(request));
    return page(request, [...transitiveUsers(tenant, group)], {
      ...PAGE,
      root: context.root(),
      context: "users",
      view: (user) => select(asUser(user)),
    });
  });
}

function userSelection(request: Parameters<typeof selection>[0]): (view: JsonObject) => JsonObject {
  return selection(request, { type: "user", known: USER_PROPERTIES, usual: USER_DEFAULTS });
}

/** The direct members; who was deleted is in no group. */
function membersOf(tenant: SandboxTenant, group: SandboxGroup): (SandboxUser | SandboxGroup)[] {
  return [...group.members]
    .map((id) => tenant.users.get(id) ?? tenant.groups.get(id))
    .filter((one) => one !== undefined)
    .filter((one) => !("softDeleted" in one && one.softDeleted));
}

function transitiveUsers(tenant: SandboxTenant, group: SandboxGroup, seen = new Set<SandboxGroup>()): Set<SandboxUser> {
  const people = new Set<SandboxUser>();
  if (seen.has(group)) return people;
  seen.add(group);
  for (const member of membersOf(tenant, group)) {
    if ("userPrincipalName" in member) people.add(member);
    else for (const user of transitiveUsers(tenant, member, seen)) people.add(user);
  }
  return people;
}
