import { z } from "zod";
import { ACCESS } from "./access.js";
import { groupPushMappingSchema, type OktaGroupPushMapping } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** Group push (Okta: OpenAPI description, `/api/v1/apps/{appId}/group-push/mappings`; generally available since August 2025). */
export interface GroupPushApi {
  /** All mappings of the app, or only the source group's. */
  list(appId: string, sourceGroupId?: string): Promise<OktaGroupPushMapping[]>;
  /** Pushes a group to a new group of this name on the target; one of the name that is already there is linked without a word. */
  create(
    appId: string,
    mapping: { readonly sourceGroupId: string; readonly targetGroupName: string },
  ): Promise<OktaGroupPushMapping>;
  activate(appId: string, mappingId: string): Promise<OktaGroupPushMapping>;
}

const mappingsPage = z.array(groupPushMappingSchema);

export function groupPushApi(transport: OktaTransport): GroupPushApi {
  const mappings = (appId: string): string => `/api/v1/apps/${encodeURIComponent(appId)}/group-push/mappings`;
  return {
    list: (appId, sourceGroupId) => {
      const query = sourceGroupId === undefined ? "" : `&sourceGroupId=${encodeURIComponent(sourceGroupId)}`;
      return transport.askAll(
        {
          method: "GET",
          path: `${mappings(appId)}?limit=100${query}`,
          purpose: "list the pushed groups",
          needs: ACCESS.readPush,
        },
        mappingsPage,
      );
    },
    create: (appId, mapping) =>
      transport.ask(
        {
          method: "POST",
          path: mappings(appId),
          purpose: `push the group "${mapping.targetGroupName}"`,
          needs: ACCESS.managePush,
          body: { ...mapping, status: "ACTIVE" },
        },
        groupPushMappingSchema,
      ),
    activate: (appId, mappingId) =>
      transport.ask(
        {
          method: "PATCH",
          path: `${mappings(appId)}/${encodeURIComponent(mappingId)}`,
          purpose: "switch a group push on",
          needs: ACCESS.managePush,
          body: { status: "ACTIVE" },
        },
        groupPushMappingSchema,
      ),
  };
}
