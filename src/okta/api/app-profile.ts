import type { JsonObject } from "../../base/json.js";
import { ACCESS } from "./access.js";
import { appProfileSchema, type OktaAppProfile } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** The user profile of an app, as Profile Editor shows it (Okta: OpenAPI description, `/api/v1/meta/schemas/apps/{appId}/default`). */
export interface AppProfileApi {
  /** The attributes of the app's people. A new one may be missing for some seconds. */
  read(appId: string): Promise<OktaAppProfile>;
  /** Adds a custom attribute; the others stay. Of one that exists a new scope, type or external name is ignored without a word. */
  addAttribute(appId: string, name: string, definition: JsonObject): Promise<OktaAppProfile>;
}

export function appProfileApi(transport: OktaTransport): AppProfileApi {
  const path = (appId: string): string => `/api/v1/meta/schemas/apps/${encodeURIComponent(appId)}/default`;
  return {
    read: (appId) =>
      transport.ask(
        { method: "GET", path: path(appId), purpose: "read the app's user profile", needs: ACCESS.readSchemas },
        appProfileSchema,
      ),
    addAttribute: (appId, name, definition) =>
      transport.ask(
        {
          method: "POST",
          path: path(appId),
          purpose: `add the attribute "${name}" to the app's user profile`,
          needs: ACCESS.manageSchemas,
          body: { definitions: { custom: { id: "#custom", type: "object", properties: { [name]: definition } } } },
        },
        appProfileSchema,
      ),
  };
}
