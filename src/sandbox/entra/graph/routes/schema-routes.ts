import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../base/json.js";
import { functionNames, type SourceValue } from "../../expression/evaluate.js";
import type { Surroundings } from "../../expression/values/surroundings.js";
import { checkSchema } from "../../schema/check-schema.js";
import { defaultSchema } from "../../schema/default-schema.js";
import { parseExpressionAnswer } from "../../schema/parsed-expression.js";
import type { SandboxJob } from "../../tenant/model.js";
import type { GraphContext } from "../context.js";
import { badRequest, missingParameter } from "../errors.js";
import { jobOf } from "./job-routes.js";
import { contextOf } from "../paging.js";
import { bodyObject, objectsOf, textOf } from "../request.js";

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

  server.post(`${SCHEMA}/parseExpression`, (request) => {
    jobOf(context, request);
    const { expression, testInputObject } = bodyObject(request);
    const text = textOf(expression);
    if (text === undefined) throw missingParameter();
    return {
      "@odata.context": contextOf(context.root(), "microsoft.graph.parseExpressionResponse"),
      ...parseExpressionAnswer(text, testProperties(testInputObject), surroundingsOf(context)),
    };
  });

  server.get(`${SCHEMA}/functions`, (request) => {
    jobOf(context, request);
    return {
      "@odata.context": contextOf(context.root(), "functions"),
      value: functionNames.map((name) => ({ name, parameters: [] })),
    };
  });
}

function surroundingsOf({ tenant, scheduler }: GraphContext): Surroundings {
  return { now: () => scheduler.now(), newId: () => tenant.newId(), domain: tenant.domain };
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

function testProperties(testInputObject: JsonValue | undefined): ReadonlyMap<string, SourceValue> | undefined {
  if (!isJsonObject(testInputObject)) return undefined;
  return new Map(objectsOf(testInputObject["properties"]).map(({ key, value }) => [textOf(key) ?? "", valueOf(value)]));
}

function valueOf(value: JsonValue | undefined): SourceValue {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  return Array.isArray(value) ? (value as readonly JsonValue[]).map(String) : undefined;
}
