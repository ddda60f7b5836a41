import type { FastifyInstance, FastifyRequest } from "fastify";
import { isJsonObject, type JsonObject } from "../../../../base/json.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../tenant/model.js";
import { addJob } from "../../tenant/job.js";
import { findSyncedApp, refuseRegistration, type GraphContext } from "../context.js";
import { badRequest, missingParameter } from "../errors.js";
import { renderJob } from "./job-view.js";
import { JOB_TEMPLATES } from "./job-template-routes.js";
import { contextOf } from "../paging.js";
import { findJob } from "../replication.js";
import { bodyObject, pathValue, textOf } from "../request.js";

/** Source: Microsoft Graph docs, synchronizationJobRestartScope. */
const RESET_SCOPES = ["None", "ConnectorDataStore", "Escrows", "Watermark", "QuarantineState", "Full", "ForceDeletes"];
const JOBS = "/v1.0/servicePrincipals/:app/synchronization/jobs";

/** The job of a path, with its application. */
export function jobOf(
  context: GraphContext,
  request: FastifyRequest,
): { readonly app: SandboxServicePrincipal; readonly job: SandboxJob } {
  const app = findSyncedApp(context, pathValue(request, "app"));
  refuseRegistration(app);
  return { app, job: findJob(app, pathValue(request, "job"), context.replication) };
}

/** Provisioning jobs: make, read, switch on and off, restart, delete. */
export function jobRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, replication, scheduler, engine, schemaVariant } = context;
  const place = (app: SandboxServicePrincipal): string => `servicePrincipals('${app.id}')/synchronization`;

  server.get(JOBS, (request) => {
    const app = findSyncedApp(context, pathValue(request, "app"));
    refuseRegistration(app);
    const jobs = [...app.jobs.values()].filter((job) => replication.isVisible(job));
    return { "@odata.context": contextOf(context.root(), `${place(app)}/jobs`), value: jobs.map(renderJob) };
  });

  server.post(JOBS, (request, reply) => {
    const app = findSyncedApp(context, pathValue(request, "app"));
    refuseRegistration(app);
    const templateId = textOf(bodyObject(request)["templateId"]);
    if (templateId === undefined) throw missingParameter();
    if (!JOB_TEMPLATES.includes(templateId)) {
      throw badRequest(`The template '${templateId.slice(0, 60)}' is not one of this application.`, "TemplateNotFound");
    }
    const job = addJob(tenant, app, { templateId, variant: schemaVariant, now: scheduler.now() });
    return reply.code(201).send({
      "@odata.context": contextOf(context.root(), `${place(app)}/jobs/$entity`),
      ...renderJob(job),
    });
  });

  server.get(`${JOBS}/:job`, (request) => {
    const { app, job } = jobOf(context, request);
    return { "@odata.context": contextOf(context.root(), `${place(app)}/jobs/$entity`), ...renderJob(job) };
  });

  server.delete(`${JOBS}/:job`, (request, reply) => {
    const { app, job } = jobOf(context, request);
    engine.pause(job);
    app.jobs.delete(job.id);
    return reply.code(204).send();
  });

  server.post(`${JOBS}/:job/start`, (request, reply) => {
    const { app, job } = jobOf(context, request);
    engine.start(app, job);
    return reply.code(204).send();
  });

  server.post(`${JOBS}/:job/pause`, (request, reply) => {
    engine.pause(jobOf(context, request).job);
    return reply.code(204).send();
  });

  server.post(`${JOBS}/:job/restart`, (request, reply) => {
    const { app, job } = jobOf(context, request);
    engine.restart(app, job, resetScopeOf(bodyObject(request)));
    return reply.code(204).send();
  });
}

function resetScopeOf({ criteria }: JsonObject): string {
  const scope = isJsonObject(criteria) ? textOf(criteria["resetScope"]) : "Full";
  const flags = scope?.split(",").map((flag) => flag.trim());
  if (scope === undefined || flags?.some((flag) => !RESET_SCOPES.includes(flag)) !== false) {
    throw badRequest("Requested value of resetScope was not found.", "BadRequest");
  }
  return scope;
}
