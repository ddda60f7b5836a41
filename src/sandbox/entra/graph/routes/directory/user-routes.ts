import type { FastifyInstance } from "fastify";
import type { SandboxTenant, SandboxUser } from "../../../tenant/model.js";
import type { GraphContext } from "../../context.js";
import { notFound } from "../../errors.js";
import { contextOf, entityContext, page } from "../../paging.js";
import { countText, queried, type QueryTable } from "../../query.js";
import { bodyObject, pathValue } from "../../request.js";
import { selection } from "../../select.js";
import { expandingManager } from "./expand-manager.js";
import { changeOf, userOf } from "./user-changes.js";
import { identityOf, USER_DEFAULTS, USER_PROPERTIES, userView } from "./user-view.js";

const more = (user: SandboxUser, name: string): string | undefined => {
  const value = user.more[name];
  return typeof value === "string" ? value : undefined;
};
/** Source: Microsoft Graph docs, user resource type (what supports filters, search and order). */
const TABLE: QueryTable<SandboxUser> = {
  filters: {
    userPrincipalName: {
      operators: ["eq", "startswith", "endswith", "in"],
      read: (user) => user.userPrincipalName,
    },
    mail: { operators: ["eq", "startswith", "endswith", "in"], read: (user) => user.mail },
    mailNickname: { operators: ["eq", "startswith", "in"], read: (user) => user.mailNickname },
    displayName: { operators: ["eq", "startswith", "in"], read: (user) => user.displayName },
    givenName: { operators: ["eq", "startswith", "in"], read: (user) => user.givenName },
    surname: { operators: ["eq", "startswith", "in"], read: (user) => user.surname },
    jobTitle: { operators: ["eq", "startswith", "in"], read: (user) => user.jobTitle },
    department: { operators: ["eq", "startswith", "in"], read: (user) => user.department },
    employeeId: { operators: ["eq", "startswith", "in"], read: (user) => more(user, "employeeId") },
    city: { operators: ["eq", "startswith", "in"], read: (user) => more(user, "city") },
    country: { operators: ["eq", "startswith", "in"], read: (user) => more(user, "country") },
    userType: { operators: ["eq", "in"], read: (user) => more(user, "userType") ?? "Member" },
    id: { operators: ["eq", "in"], read: (user) => user.id },
    accountEnabled: { operators: ["eq"], read: (user) => user.accountEnabled },
    identities: { operators: ["any"], read: (user) => [identityOf(user)] },
  },
  search: {
    displayName: (user) => user.displayName,
    givenName: (user) => user.givenName,
    surname: (user) => user.surname,
    mail: (user) => user.mail,
    userPrincipalName: (user) => user.userPrincipalName,
  },
  orders: {
    displayName: (user) => user.displayName ?? "",
    userPrincipalName: (user) => user.userPrincipalName,
  },
};
const KNOWN = { type: "user", known: USER_PROPERTIES, usual: USER_DEFAULTS };

/** Users: find, count, read, make, change, delete for a month. */
export function userRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, scheduler, callerOf } = context;
  const present = (): SandboxUser[] => [...tenant.users.values()].filter((user) => !user.softDeleted);

  server.get("/v1.0/users", (request) => {
    const view = expandingManager(request, context, selection(request, KNOWN));
    const found = queried(request, present(), TABLE);
    return page(request, found, { root: context.root(), context: "users", usual: 100, max: 999, view });
  });

  server.get("/v1.0/users/$count", (request, reply) =>
    reply.type("text/plain").send(countText(request, present(), TABLE)),
  );

  server.post("/v1.0/users", (request, reply) => {
    const user = userOf(bodyObject(request), tenant, scheduler.now());
    tenant.users.set(user.id, user);
    const view = selection(request, KNOWN);
    return reply.code(201).send({
      "@odata.context": contextOf(context.root(), "users/$entity"),
      ...view(userView(callerOf(request))(user)),
    });
  });

  server.get("/v1.0/users/:user", (request) => {
    const view = expandingManager(request, context, selection(request, KNOWN));
    const user = findUser(tenant, pathValue(request, "user"));
    return { "@odata.context": entityContext(request, context.root(), "users"), ...view(user) };
  });

  server.patch("/v1.0/users/:user", (request, reply) => {
    const user = findUser(tenant, pathValue(request, "user"));
    const changes = Object.entries(bodyObject(request)).map(([name, value]) => changeOf(name, value, tenant));
    for (const change of changes) change(user);
    return reply.code(204).send();
  });

  server.delete("/v1.0/users/:user", (request, reply) => {
    const user = findUser(tenant, pathValue(request, "user"));
    user.softDeleted = true;
    user.deletedAt = scheduler.now();
    return reply.code(204).send();
  });
}

/**
 * A user by object id or sign-in name.
 *
 * @throws GraphError (404) when there is none, or it was deleted
 */
export function findUser(tenant: SandboxTenant, key: string): SandboxUser {
  const wanted = key.toLowerCase();
  const user =
    tenant.users.get(wanted) ??
    [...tenant.users.values()].find((one) => !one.softDeleted && one.userPrincipalName.toLowerCase() === wanted);
  if (user === undefined || user.softDeleted) throw notFound(key);
  return user;
}
