import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SandboxServicePrincipal } from "../../tenant/model.js";
import { findApp, type GraphContext } from "../context.js";
import { notFound } from "../errors.js";
import { entityContext, page } from "../paging.js";
import { countText, queried, type QueryTable } from "../query.js";
import { pathValue } from "../request.js";
import { selection } from "../select.js";
import { APPLICATION_PROPERTIES, renderApplication } from "./service-principal-view.js";

const TABLE: QueryTable<SandboxServicePrincipal> = {
  filters: {
    displayName: { operators: ["eq", "startswith", "in"], read: (app) => app.displayName },
    appId: { operators: ["eq", "in"], read: (app) => app.appId },
    id: { operators: ["eq", "in"], read: (app) => app.applicationId },
  },
  search: { displayName: (app) => app.displayName },
  orders: { displayName: (app) => app.displayName },
};
const KNOWN = { type: "application", known: APPLICATION_PROPERTIES };

/**
 * Application objects: find, count, read; and how enterprise applications are deleted: for 30 days to the deleted items.
 * Source: Microsoft Graph docs, application: delete; servicePrincipal: delete; directory: deletedItems.
 */
export function applicationRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, engine, replication, scheduler } = context;

  const present = (): SandboxServicePrincipal[] =>
    [...tenant.servicePrincipals.values(), ...tenant.applicationsOnly.values()].filter((app) =>
      replication.isSearchable(app),
    );

  server.get("/v1.0/applications", (request) => {
    const select = selection(request, KNOWN);
    return page(request, queried(request, present(), TABLE), {
      root: context.root(),
      context: "applications",
      usual: 100,
      max: 999,
      view: (app) => select(renderApplication(app)),
    });
  });

  server.get("/v1.0/applications/$count", (request, reply) =>
    reply.type("text/plain").send(countText(request, present(), TABLE)),
  );

  server.get("/v1.0/applications/:application", (request) => {
    const select = selection(request, KNOWN);
    return {
      "@odata.context": entityContext(request, context.root(), "applications"),
      ...select(renderApplication(findByApplication(request))),
    };
  });

  // The service principal of the home tenant goes with its application.
  server.delete("/v1.0/applications/:application", (request, reply) => {
    const app = findByApplication(request);
    remove(app);
    tenant.applicationsOnly.delete(app.applicationId);
    return reply.code(204).send();
  });

  server.delete("/v1.0/servicePrincipals/:app", (request, reply) => {
    const app = findApp(context, pathValue(request, "app"));
    remove(app);
    tenant.applicationsOnly.set(app.applicationId, app);
    return reply.code(204).send();
  });

  function findByApplication(request: FastifyRequest): SandboxServicePrincipal {
    const key = pathValue(request, "application");
    const [, appId] = /^\(appId='([^']*)'\)$/.exec(key) ?? [];
    const app = [...tenant.servicePrincipals.values(), ...tenant.applicationsOnly.values()].find((one) =>
      appId === undefined ? one.applicationId === key : one.appId === appId,
    );
    if (app === undefined || !replication.isReadable(app)) throw notFound(appId ?? key);
    return app;
  }

  function remove(app: SandboxServicePrincipal): void {
    for (const job of app.jobs.values()) engine.pause(job);
    if (tenant.servicePrincipals.delete(app.id)) tenant.deletedApps.set(app.id, { app, deletedAt: scheduler.now() });
  }
}
