import type { FastifyInstance } from "fastify";
import type { JsonObject, JsonValue } from "../../../../base/json.js";
import { checkSchema } from "../../schema/check-schema.js";
import { defaultSchema } from "../../schema/default-schema.js";
import type { SandboxJob } from "../../tenant/model.js";
import type { GraphContext } from "../context.js";
import { badRequest } from "../errors.js";
import { jobOf } from "./job-routes.js";
import { contextOf } from "../paging.js";
import { bodyObject, textOf } from "../request.js";
import { schemaPartRoutes } from "./schema-part-routes.js";

const SCHEMA = "/v1.0/servicePrincipals/:app/synchronization/jobs/:job/schema";

/** A job's schema, which is its attribute mappings: read, replace as a whole, reset. Whoever writes last wins. */
export function schemaRoutes(server: FastifyInstance, context: GraphContext): void {
  server.get(SCHEMA, (request) => {
    const { app, job } = jobOf(context, request);
    const place = `servicePrincipals('${app.id}')/synchronization/jobs('${job.id}')/schema/$entity`;
    return { "@odata.context": contextOf(context.root(), place), ...job.schema };
  });

  server.put(SCHEMA, (request, reply) => {
    const { job } = jobOf(context, request);
    const given = withoutAnnotations(bodyObject(request));
    const problem = checkSchema(job.schema, given);
    if (problem !== undefined) throw badRequest(problem.message, problem.code);
    replaceSchema(job, given);
    return reply.code(204).send();
  });

  server.delete(SCHEMA, (request, reply) => {
    const { job } = jobOf(context, request);
    replaceSchema(job, defaultSchema(job.id, context.schemaVariant));
    return reply.code(204).send();
  });

  schemaPartRoutes(server, context, { path: SCHEMA, schemaOf: (request) => jobOf(context, request).job.schema });
}

/** Everything is evaluated again after a change. Source: Entra docs, how-provisioning-works. */
function replaceSchema(job: SandboxJob, schema: JsonObject): void {
  const changed = contentOf(schema) !== contentOf(job.schema);
  job.schema = { ...schema, id: job.id, version: nextVersion(job.schema["version"]) };
  if (changed) job.fullCycleDue = true;
}

function contentOf({ synchronizationRules, directories }: JsonObject): string {
  return JSON.stringify([synchronizationRules, directories]);
}

function nextVersion(version: JsonValue | undefined): string {
  return `${String(Number.parseInt(textOf(version) ?? "0", 10) + 1)}.0`;
}

/** `@odata.context` comes back in the body of whoever reads, changes and writes. */
function withoutAnnotations(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("@odata.")));
}
