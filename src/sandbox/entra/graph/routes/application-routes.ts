import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SandboxServicePrincipal } from "../../tenant/model.js";
import { findApp, type GraphContext } from "../context.js";
import { notFound } from "../errors.js";
import { contextOf } from "../paging.js";
import { pathValue } from "../request.js";
import { renderApplication } from "./service-principal-view.js";

/**
 * Application objects, and how enterprise applications are deleted: for 30 days to the deleted items.
 * Source: Microsoft Graph docs, application: delete; servicePrincipal: delete; directory: deletedItems.
 */
export function applicationRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, engine, replication, scheduler } = context;

  server.get("/v1.0/applications/:application", (request) => ({
    "@odata.context": contextOf(context.root(), "applications/$entity"),
    ...renderApplication(findByApplication(request)),
  }));

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
