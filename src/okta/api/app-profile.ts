import { ACCESS } from "./access.js";
import { appProfileSchema, type OktaAppProfile } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { AppProfileBody, AttributeBody } from "./vendor/bodies.js";

/** The user profile of an app, as Profile Editor shows it (Okta: OpenAPI description, `/api/v1/meta/schemas/apps/{appId}/default`). */
export interface AppProfileApi {
  /** The attributes of the app's user profile. A new one may be missing for some seconds. */
  read(appId: string): Promise<OktaAppProfile>;
  /** Adds a custom attribute; the others are not changed. Okta silently ignores a new scope, type or external name of an existing one. */
  addAttribute(appId: string, name: string, definition: AttributeBody): Promise<OktaAppProfile>;
  /** Deletes a custom attribute with its values. Okta continues the deletion after its answer. */
  removeAttribute(appId: string, name: string): Promise<void>;
}

export function appProfileApi(transport: OktaTransport): AppProfileApi {
  const path = (appId: string): string => `/api/v1/meta/schemas/apps/${encodeURIComponent(appId)}/default`;
  const custom = (name: string, attribute: AttributeBody | null): AppProfileBody =>
    ({
      definitions: { custom: { id: "#custom", type: "object", properties: { [name]: attribute } } },
    }) satisfies AppProfileBody;
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
          body: custom(name, definition) satisfies AppProfileBody,
        },
        appProfileSchema,
      ),
    removeAttribute: (appId, name) =>
      transport.run({
        method: "POST",
        path: path(appId),
        purpose: `delete the attribute "${name}" from the app's user profile`,
        needs: ACCESS.manageSchemas,
        body: custom(name, null) satisfies AppProfileBody,
      }),
  };
}
