import type { FastifyInstance } from "fastify";
import type { SandboxServicePrincipal } from "../../tenant/model.js";
import { addServicePrincipal, NON_GALLERY_TEMPLATE } from "../../tenant/service-principal.js";
import { findApp, type GraphContext } from "../context.js";
import { denied, missingParameter, notFound, unsupportedQuery } from "../errors.js";
import { contextOf, entityContext, page } from "../paging.js";
import { countText, queried, type QueryTable } from "../query.js";
import { bodyObject, pathValue, queryValue, textOf } from "../request.js";
import { selection } from "../select.js";
import { changeServicePrincipal } from "./service-principal-changes.js";
import { renderApplication, renderServicePrincipal, SERVICE_PRINCIPAL_PROPERTIES } from "./service-principal-view.js";

/** Templates that work in the tenants of some vendors only. Source: AzureAD/SCIMReferenceCode, onboarding agent. */
const RESERVED_TEMPLATES = ["2e388773-2016-40c0-a06e-743486cef3bf"];

const TABLE: QueryTable<SandboxServicePrincipal> = {
  filters: {
    displayName: { operators: ["eq", "startswith", "in"], read: (app) => app.displayName },
    appId: { operators: ["eq", "in"], read: (app) => app.appId },
    id: { operators: ["eq", "in"], read: (app) => app.id },
    accountEnabled: { operators: ["eq"], read: (app) => app.accountEnabled },
    servicePrincipalType: { operators: ["eq"], read: () => "Application" },
    tags: { operators: ["any"], read: (app) => app.tags },
  },
  search: { displayName: (app) => app.displayName },
  orders: { displayName: (app) => app.displayName },
};
const KNOWN = { type: "servicePrincipal", known: SERVICE_PRINCIPAL_PROPERTIES };

/** Enterprise applications: find, count, read, change, make from a template. */
export function servicePrincipalRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, replication, scheduler, callerOf } = context;
  const present = (): SandboxServicePrincipal[] =>
    [...tenant.servicePrincipals.values()].filter((app) => replication.isSearchable(app));

  server.get("/v1.0/servicePrincipals", (request) => {
    if (queryValue(request, "$expand") !== undefined) throw unsupportedQuery();
    const select = selection(request, KNOWN);
    return page(request, queried(request, present(), TABLE), {
      root: context.root(),
      context: "servicePrincipals",
      usual: 100,
      max: 999,
      view: (app) => select(renderServicePrincipal(app, tenant)),
    });
  });

  server.get("/v1.0/servicePrincipals/$count", (request, reply) =>
    reply.type("text/plain").send(countText(request, present(), TABLE)),
  );

  server.get("/v1.0/servicePrincipals/:app", (request) => {
    const select = selection(request, KNOWN);
    const app = findApp(context, pathValue(request, "app"));
    return {
      "@odata.context": entityContext(request, context.root(), "servicePrincipals"),
      ...select(renderServicePrincipal(app, tenant)),
    };
  });

  server.patch("/v1.0/servicePrincipals/:app", (request, reply) => {
    const app = findApp(context, pathValue(request, "app"));
    changeServicePrincipal(app, bodyObject(request));
    return reply.code(204).send();
  });

  server.post("/v1.0/applicationTemplates/:template/instantiate", (request, reply) => {
    const template = pathValue(request, "template");
    if (RESERVED_TEMPLATES.includes(template)) throw denied();
    if (template !== NON_GALLERY_TEMPLATE) throw notFound(template);
    const displayName = textOf(bodyObject(request)["displayName"])?.trim() ?? "";
    if (displayName === "") throw missingParameter();
    const app = addServicePrincipal(tenant, { displayName, kind: "template", createdAt: scheduler.now() });
    const { owned } = callerOf(request);
    for (const id of [app.id, app.appId, app.applicationId]) owned.add(id);
    return reply.code(201).send({
      "@odata.context": contextOf(context.root(), "microsoft.graph.applicationServicePrincipal"),
      application: renderApplication(app),
      servicePrincipal: renderServicePrincipal(app, tenant),
    });
  });
}
