import type { ApplicationTemplate } from "@microsoft/microsoft-graph-types";
import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import { NON_GALLERY_TEMPLATE } from "../../tenant/service-principal.js";
import type { GraphContext } from "../context.js";
import { notFound } from "../errors.js";
import { parseFilter, type FilterTable } from "../filter.js";
import { entityContext, page } from "../paging.js";
import { pathValue, queryValue } from "../request.js";
import { selection } from "../select.js";

/** The one template there is: a tenant's gallery is not simulated. Source: terraform-provider-azuread (its name). */
const CUSTOM = {
  id: NON_GALLERY_TEMPLATE,
  displayName: "Custom",
  homePageUrl: null,
  supportedSingleSignOnModes: ["external", "oidc", "password", "saml"],
  supportedProvisioningTypes: ["sync"],
  logoUrl: null,
  categories: [],
  publisher: null,
  description: null,
} satisfies ApplicationTemplate & JsonObject;
const KNOWN = { type: "applicationTemplate", known: Object.keys(CUSTOM) };
/** Source: Microsoft Graph docs, applicationTemplate: list. */
const FILTERS: FilterTable<typeof CUSTOM> = {
  displayName: { operators: ["eq", "contains", "startswith"], read: ({ displayName }) => displayName },
  categories: { operators: ["any"], read: ({ categories }) => categories },
};

/** Templates of applications: list, read. Making one of them is in service-principal-routes. */
export function templateRoutes(server: FastifyInstance, context: GraphContext): void {
  server.get("/v1.0/applicationTemplates", (request) => {
    const select = selection(request, KNOWN);
    const filter = queryValue(request, "$filter");
    const test = filter === undefined ? () => true : parseFilter(filter, FILTERS, { caseless: true });
    return page(request, [CUSTOM].filter(test), {
      root: context.root(),
      context: "applicationTemplates",
      usual: 100,
      max: 999,
      view: select,
    });
  });

  server.get("/v1.0/applicationTemplates/:template", (request) => {
    const id = pathValue(request, "template");
    if (id !== CUSTOM.id) throw notFound(id);
    return {
      "@odata.context": entityContext(request, context.root(), "applicationTemplates"),
      ...selection(request, KNOWN)(CUSTOM),
    };
  });
}
