import type { FastifyInstance } from "fastify";
import type { SandboxServicePrincipal } from "../../tenant/model.js";
import { addServicePrincipal, NON_GALLERY_TEMPLATE } from "../../tenant/service-principal.js";
import { findApp, type GraphContext } from "../context.js";
import { denied, missingParameter, notFound, unsupportedQuery } from "../errors.js";
import { parseFilter, type FilterTable } from "../filter.js";
import { contextOf, page } from "../paging.js";
import { bodyObject, isEventual, pathValue, queryValue, textOf } from "../request.js";
import { selection } from "../select.js";
import { renderApplication, renderServicePrincipal, SERVICE_PRINCIPAL_PROPERTIES } from "./service-principal-view.js";

/** Templates that work in the tenants of some vendors only. Source: AzureAD/SCIMReferenceCode, onboarding agent. */
const RESERVED_TEMPLATES = ["2e388773-2016-40c0-a06e-743486cef3bf"];

const FILTERS: FilterTable<SandboxServicePrincipal> = {
  displayName: { operators: ["eq", "startswith", "in"], read: (app) => app.displayName },
  appId: { operators: ["eq", "in"], read: (app) => app.appId },
  id: { operators: ["eq", "in"], read: (app) => app.id },
  servicePrincipalType: { operators: ["eq"], read: () => "Application" },
  tags: { operators: ["any"], read: (app) => app.tags },
};
const KNOWN = { type: "servicePrincipal", known: SERVICE_PRINCIPAL_PROPERTIES };

/** Enterprise applications: find, read, make from a template. */
export function servicePrincipalRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, replication, scheduler, callerOf } = context;

  server.get("/v1.0/servicePrincipals", (request) => {
    const filter = queryValue(request, "$filter");
    if (queryValue(request, "$search") !== undefined && !isEventual(request)) throw needsHeader();
    if (queryValue(request, "$search") !== undefined || queryValue(request, "$orderby") !== undefined) {
      throw unsupportedQuery();
    }
    const select = selection(request, KNOWN);
    const test = filter === undefined ? () => true : parseFilter(filter, FILTERS, { caseless: true });
    const found = [...tenant.servicePrincipals.values()].filter((app) => replication.isSearchable(app) && test(app));
    return page(request, found, {
      root: context.root(),
      context: "servicePrincipals",
      usual: 100,
      max: 999,
      view: (app) => select(renderServicePrincipal(app, tenant)),
    });
  });

  server.get("/v1.0/servicePrincipals/:app", (request) => {
    const select = selection(request, KNOWN);
    const app = findApp(context, pathValue(request, "app"));
    return {
      "@odata.context": contextOf(context.root(), "servicePrincipals/$entity"),
      ...select(renderServicePrincipal(app, tenant)),
    };
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

function needsHeader() {
  return unsupportedQuery(
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  );
}
