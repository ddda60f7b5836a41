import type { SynchronizationTemplate } from "@microsoft/microsoft-graph-types";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import { defaultSchema } from "../../schema/default-schema.js";
import { findSyncedApp, type GraphContext } from "../context.js";
import { notFound } from "../errors.js";
import { contextOf } from "../paging.js";
import { pathValue } from "../request.js";
import { schemaPartRoutes } from "./schema-part-routes.js";

/** What a non-gallery application offers. Source: recorded traffic of a customer's tenant, October 2026. */
export const JOB_TEMPLATES: readonly string[] = ["customappsso", "customappssoOutDelta", "customappssoRoleIn", "scim"];

/**
 * What jobs an application can have: list, read, and the schema a job begins with. They are there below the enterprise application
 * and below the application object. Source: Microsoft Graph docs, synchronizationTemplate: list, get; synchronizationSchema: get.
 */
export function jobTemplateRoutes(server: FastifyInstance, context: GraphContext): void {
  for (const kind of ["servicePrincipals", "applications"] as const) {
    const path = `/v1.0/${kind}/:app/synchronization/templates`;
    const appOf = (request: FastifyRequest) => {
      const key = pathValue(request, "app");
      const found = [...context.tenant.servicePrincipals.values()].find((app) => app.applicationId === key);
      return findSyncedApp(context, kind === "applications" ? (found?.id ?? key) : key);
    };
    const templateOf = (request: FastifyRequest): string => {
      const app = appOf(request);
      const id = pathValue(request, "template");
      if (app.kind !== "template" || !JOB_TEMPLATES.includes(id)) throw notFound(id);
      return id;
    };
    const place = (request: FastifyRequest): string =>
      `${kind}('${pathValue(request, "app")}')/synchronization/templates`;
    const schemaOf = (request: FastifyRequest): JsonObject => defaultSchema(templateOf(request), context.schemaVariant);

    // A list shows schemas without their content, as the documented example does.
    server.get(path, (request) => ({
      "@odata.context": contextOf(context.root(), place(request)),
      value: appOf(request).kind === "template" ? JOB_TEMPLATES.map((id) => renderTemplate(id, NO_SCHEMA)) : [],
    }));

    server.get(`${path}/:template`, (request) => ({
      "@odata.context": contextOf(context.root(), `${place(request)}/$entity`),
      ...renderTemplate(templateOf(request), schemaOf(request)),
    }));

    server.get(`${path}/:template/schema`, (request) => ({
      "@odata.context": contextOf(
        context.root(),
        `${place(request)}('${pathValue(request, "template")}')/schema/$entity`,
      ),
      ...schemaOf(request),
    }));

    schemaPartRoutes(server, context, { path: `${path}/:template/schema`, schemaOf });
  }
}

const NO_SCHEMA: JsonObject = { directories: [], synchronizationRules: [] };

function renderTemplate(id: string, schema: JsonObject): JsonObject {
  const written = {
    id,
    applicationId: "00000000-0000-0000-0000-000000000000",
    default: id === "scim",
    description: null,
    discoverable: true,
    factoryTag: id,
    metadata: [],
  } satisfies SynchronizationTemplate;
  return { ...written, schema };
}
