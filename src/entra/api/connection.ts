import { syncRead, syncWrite } from "./access.js";
import type { ConnectionCalls } from "./graph-api.js";
import { syncNotYet } from "./graph-call.js";
import { revealed, secretsIn, under } from "./jobs.js";
import { secretSchema, type SavedSetting } from "./schemas.js";
import type { GraphTransport } from "./transport.js";
import type { SettingsBody } from "./vendor/bodies.js";

/**
 * "Admin Credentials" and settings of an application, over `synchronization/secrets` (Microsoft Graph v1.0: synchronization).
 * The only file that knows that resource: beta deprecates it since 2026-02-06 for `connectivityParameters`, to be removed
 * there on 2027-07-06 (msgraph-metadata, 2026-02/SynchronizationSecret_Deprecation); v1.0 has no successor yet.
 */
export function connectionCalls(transport: GraphTransport): ConnectionCalls {
  const path = (servicePrincipalId: string): string => `${under(servicePrincipalId)}/secrets`;
  return {
    read: async (servicePrincipalId, freshness) => {
      const settings: SavedSetting[] = await transport.askAll(
        {
          method: "GET",
          path: path(servicePrincipalId),
          purpose: "read the saved admin credentials",
          needs: syncRead,
          ...syncNotYet(freshness),
        },
        secretSchema,
      );
      return new Map(settings.map(({ key, value }) => [key, value ?? ""]));
    },
    write: (servicePrincipalId, settings, freshness) =>
      transport.run({
        method: "PUT",
        path: path(servicePrincipalId),
        purpose: "save the admin credentials",
        needs: syncWrite,
        body: { value: revealed(settings) } satisfies SettingsBody,
        secrets: secretsIn(settings),
        ...syncNotYet(freshness),
      }),
  };
}
