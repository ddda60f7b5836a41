import type { Secret } from "../../base/secret.js";
import { ACCESS } from "./access.js";
import { connectionSchema, type OktaConnection } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { ConnectionBody } from "./vendor/bodies.js";

/** An app's provisioning connection (Okta: OpenAPI description, `/api/v1/apps/{appId}/connections/default`). */
export interface ConnectionApi {
  /** For an app the API does not serve the answer is 200 with authScheme UNKNOWN, not an error. */
  get(appId: string): Promise<OktaConnection>;
  update(appId: string, connection: { readonly baseUrl: string; readonly token: Secret }): Promise<OktaConnection>;
  activate(appId: string): Promise<void>;
  deactivate(appId: string): Promise<void>;
}

export function connectionApi(transport: OktaTransport): ConnectionApi {
  const path = (appId: string): string => `/api/v1/apps/${encodeURIComponent(appId)}/connections/default`;
  return {
    get: (appId) =>
      transport.ask(
        { method: "GET", path: path(appId), purpose: "read the app's provisioning connection", needs: ACCESS.readApps },
        connectionSchema,
      ),
    update: (appId, { baseUrl, token }) =>
      transport.ask(
        {
          method: "POST",
          path: path(appId),
          purpose: "set the app's provisioning connection",
          needs: ACCESS.manageApps,
          body: { profile: { authScheme: "TOKEN", token: token.reveal() }, baseUrl } satisfies ConnectionBody,
          secrets: [token],
        },
        connectionSchema,
      ),
    activate: (appId) =>
      transport.run({
        method: "POST",
        path: `${path(appId)}/lifecycle/activate`,
        purpose: "activate the app's provisioning connection",
        needs: ACCESS.manageApps,
      }),
    deactivate: (appId) =>
      transport.run({
        method: "POST",
        path: `${path(appId)}/lifecycle/deactivate`,
        purpose: "deactivate the app's provisioning connection",
        needs: ACCESS.manageApps,
      }),
  };
}
