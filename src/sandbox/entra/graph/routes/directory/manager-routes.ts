import type { FastifyInstance } from "fastify";
import type { GraphContext } from "../../context.js";
import { badRequest, denied, notFound } from "../../errors.js";
import { contextOf, page } from "../../paging.js";
import { bodyObject, pathValue } from "../../request.js";
import { selection } from "../../select.js";
import { referenceIn } from "./references.js";
import { findUser } from "./user-routes.js";
import { seesEverything, USER_DEFAULTS, USER_PROPERTIES, USER_TYPE, userView } from "./user-view.js";

const KNOWN = { type: "directoryObject", known: USER_PROPERTIES, usual: USER_DEFAULTS };

/** Who is whose manager: read, set, remove. Source: Microsoft Graph docs, user: list, assign and remove manager. */
export function managerRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, callerOf } = context;

  server.get("/v1.0/users/:user/manager", (request) => {
    if (!seesEverything(callerOf(request))) throw denied();
    const select = selection(request, KNOWN);
    const manager = managerOf(pathValue(request, "user"));
    return {
      "@odata.context": contextOf(context.root(), "directoryObjects/$entity"),
      ...USER_TYPE,
      ...select(userView(callerOf(request))(manager)),
    };
  });

  server.get("/v1.0/users/:user/manager/$ref", (request) => {
    const { id } = managerOf(pathValue(request, "user"));
    return {
      "@odata.context": contextOf(context.root(), "$ref"),
      "@odata.id": `${context.root()}/v1.0/users/${id}`,
    };
  });

  server.put("/v1.0/users/:user/manager/$ref", (request, reply) => {
    const user = findUser(tenant, pathValue(request, "user"));
    const id = referenceIn(bodyObject(request));
    const manager = tenant.users.get(id);
    if (manager === undefined || manager.softDeleted) throw notFound(id);
    if (manager === user) throw badRequest("A user cannot be their own manager.");
    user.manager = manager.id;
    return reply.code(204).send();
  });

  server.delete("/v1.0/users/:user/manager/$ref", (request, reply) => {
    const user = findUser(tenant, pathValue(request, "user"));
    if (user.manager === undefined) throw notFound("manager");
    user.manager = undefined;
    return reply.code(204).send();
  });

  server.get("/v1.0/users/:user/directReports", (request) => {
    const select = selection(request, KNOWN);
    const view = userView(callerOf(request));
    const user = findUser(tenant, pathValue(request, "user"));
    const reports = [...tenant.users.values()].filter((one) => one.manager === user.id && !one.softDeleted);
    return page(request, reports, {
      root: context.root(),
      context: "directoryObjects",
      usual: 100,
      max: 999,
      view: (one) => ({ ...USER_TYPE, ...select(view(one)) }),
    });
  });

  function managerOf(key: string) {
    const user = findUser(tenant, key);
    const manager = user.manager === undefined ? undefined : tenant.users.get(user.manager);
    if (manager === undefined || manager.softDeleted) throw notFound("manager");
    return manager;
  }
}
