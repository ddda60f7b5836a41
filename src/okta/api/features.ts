import { SetupError } from "../../base/errors.js";
import { ACCESS } from "./access.js";
import { featureSchema, type OktaFeature } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { CapabilitiesBody } from "./vendor/bodies.js";

/** An app's provisioning features (Okta: OpenAPI description, `/api/v1/apps/{appId}/features`; documented for six catalog apps only). */
export interface FeaturesApi {
  /** The To App settings; undefined where the API does not serve them for this app. */
  userProvisioning(appId: string): Promise<OktaFeature | undefined>;
  /** Sets capabilities. Only a later read shows whether Okta did. */
  setUserProvisioning(appId: string, capabilities: CapabilitiesBody): Promise<OktaFeature>;
}

/** How the API says "not for this app": 400 (provisioning is off), 404, 405 or 501. */
const NOT_SERVED = new Set(["okta-invalid", "okta-not-found", "okta-unsupported"]);

/** True for an error that says that the API does not serve this app here. */
export function isNotServed(error: unknown): boolean {
  return error instanceof SetupError && NOT_SERVED.has(error.code);
}

export function featuresApi(transport: OktaTransport): FeaturesApi {
  const path = (appId: string): string => `/api/v1/apps/${encodeURIComponent(appId)}/features/USER_PROVISIONING`;
  return {
    userProvisioning: async (appId) => {
      try {
        const call = {
          method: "GET",
          path: path(appId),
          purpose: "read the app's To App settings",
          needs: ACCESS.readApps,
        } as const;
        return await transport.ask(call, featureSchema);
      } catch (error) {
        if (isNotServed(error)) return undefined;
        throw error;
      }
    },
    setUserProvisioning: (appId, capabilities) =>
      transport.ask(
        {
          method: "PUT",
          path: path(appId),
          purpose: "set the app's To App settings",
          needs: ACCESS.manageApps,
          body: capabilities satisfies CapabilitiesBody,
        },
        featureSchema,
      ),
  };
}
