import { z } from "zod";
import { ACCESS } from "./access.js";
import { appSchema, type OktaApp } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { AppBody } from "./vendor/bodies.js";

/** Calls about apps (Okta: OpenAPI description, `/api/v1/apps`). */
export interface AppsApi {
  /** The apps with exactly this label; the API's `q` only compares beginnings, and labels are not unique. The search lags behind. */
  withLabel(label: string): Promise<OktaApp[]>;
  /** All apps that are not deleted. */
  list(): Promise<OktaApp[]>;
  get(appId: string): Promise<OktaApp>;
  /** Creates an active app. A second call creates a second app: find first. */
  create(app: Partial<AppBody>): Promise<OktaApp>;
  /** Deactivates it: users lose it, and it provisions no users from then on. Repeating it is safe. */
  deactivate(appId: string): Promise<void>;
  /** Deletes an inactive app, with its assignments, mappings and attributes; Okta refuses to delete an active one. */
  remove(appId: string): Promise<void>;
}

const appsPage = z.array(appSchema);

export function appsApi(transport: OktaTransport): AppsApi {
  const one = (appId: string): string => `/api/v1/apps/${encodeURIComponent(appId)}`;
  return {
    withLabel: async (label) => {
      const path = `/api/v1/apps?q=${encodeURIComponent(label)}&limit=200&includeNonDeleted=true`;
      const apps = await transport.askAll(
        { method: "GET", path, purpose: "list the apps", needs: ACCESS.readApps },
        appsPage,
      );
      return apps.filter((app) => app.label === label && app.status !== "DELETED");
    },
    list: async () => {
      const path = "/api/v1/apps?limit=200";
      const apps = await transport.askAll(
        { method: "GET", path, purpose: "list the apps", needs: ACCESS.readApps },
        appsPage,
      );
      return apps.filter(({ status }) => status !== "DELETED");
    },
    get: (appId) =>
      transport.ask(
        {
          method: "GET",
          path: one(appId),
          purpose: `read the app ${appId}`,
          needs: ACCESS.readApps,
        },
        appSchema,
      ),
    create: (app) =>
      transport.ask(
        {
          method: "POST",
          path: "/api/v1/apps?activate=true",
          purpose: "create the app",
          needs: ACCESS.manageApps,
          body: app satisfies Partial<AppBody>,
        },
        appSchema,
      ),
    deactivate: (appId) =>
      transport.run({
        method: "POST",
        path: `${one(appId)}/lifecycle/deactivate`,
        purpose: "deactivate the app",
        needs: ACCESS.manageApps,
      }),
    remove: (appId) =>
      transport.run({ method: "DELETE", path: one(appId), purpose: "delete the app", needs: ACCESS.manageApps }),
  };
}
