import { SetupError } from "../../base/errors.js";
import { findApps, makeApp } from "./access.js";
import type { ServicePrincipalCalls } from "./graph-api.js";
import { query, quoted, type GraphCall } from "./graph-call.js";
import {
  instantiatedSchema,
  principalNameSchema,
  servicePrincipalSchema,
  type Instantiated,
  type PrincipalName,
  type ServicePrincipal,
} from "./schemas.js";
import type { GraphTransport } from "./transport.js";
import type { InstantiateBody } from "./vendor/bodies.js";

/** Microsoft's template for applications that are not in its gallery (Microsoft Graph v1.0: applicationTemplate, instantiate). */
const NON_GALLERY_TEMPLATE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
const NAME_PROPERTIES = Object.keys(principalNameSchema.shape).join(",");

/**
 * Calls about enterprise applications (Microsoft Graph v1.0: servicePrincipal, applicationTemplate). Nothing is selected:
 * `createdDateTime` comes along although v1.0 does not declare it, so that naming it might be refused.
 */
export function servicePrincipalCalls(transport: GraphTransport): ServicePrincipalCalls {
  const filtered = (filter: string): Promise<ServicePrincipal[]> =>
    transport.askAll(
      {
        method: "GET",
        path: `/servicePrincipals${query({ $filter: filter, $top: "999" })}`,
        purpose: "find the enterprise application",
        needs: findApps,
      },
      servicePrincipalSchema,
    );

  return {
    named: async (names) => {
      const found = new Map<string, ServicePrincipal>();
      for (const name of new Set(names)) {
        for (const app of await filtered(`displayName eq ${quoted(name)}`)) {
          // The filter does not tell capital letters apart, and a name that differs in them is another name.
          if (app.displayName === name) found.set(app.id, app);
        }
      }
      return [...found.values()];
    },
    names: async () => {
      const all: PrincipalName[] = await transport.askAll(
        {
          method: "GET",
          path: `/servicePrincipals${query({ $select: NAME_PROPERTIES, $top: "999" })}`,
          purpose: "list the enterprise applications",
          needs: findApps,
        },
        principalNameSchema,
      );
      return all
        .filter(({ servicePrincipalType: type }) => (type ?? "Application") === "Application")
        .map(({ id, displayName }) => ({ id, name: displayName ?? "" }));
    },
    get: (id) =>
      unlessMissing(
        transport.ask(
          {
            method: "GET",
            path: `/servicePrincipals/${encodeURIComponent(id)}`,
            purpose: `read the enterprise application ${id}`,
            needs: findApps,
          },
          servicePrincipalSchema,
        ),
      ),
    withAppId: async (appId) => {
      const [app] = await filtered(`appId eq ${quoted(appId)}`);
      return app;
    },
    instantiate: (displayName): Promise<Instantiated> =>
      transport.ask(
        {
          method: "POST",
          path: `/applicationTemplates/${NON_GALLERY_TEMPLATE}/instantiate`,
          purpose: "create the enterprise application",
          needs: makeApp,
          body: { displayName } satisfies InstantiateBody,
        },
        instantiatedSchema,
      ),
    removeApplication: (appId) => transport.run(removal(`/applications(appId=${encodeURIComponent(quoted(appId))})`)),
    remove: (id) => transport.run(removal(`/servicePrincipals/${encodeURIComponent(id)}`)),
  };
}

/** Allowed to whoever may make one (Microsoft Graph v1.0: application, delete; servicePrincipal, delete). */
function removal(path: string): GraphCall {
  return { method: "DELETE", path, purpose: "delete the enterprise application", needs: makeApp };
}

/** Undefined for what does not exist, or not yet. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SetupError && error.code === "graph-not-found") return undefined;
    throw error;
  }
}
