import { z } from "zod";
import { ACCESS } from "./access.js";
import { groupPushMappingSchema, type OktaGroupPushMapping } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { PushBody, PushStatusBody } from "./vendor/bodies.js";

/** Group push (Okta: OpenAPI description, `/api/v1/apps/{appId}/group-push/mappings`; generally available since August 2025). */
export interface GroupPushApi {
  /** All mappings of the app, or only the source group's. */
  list(appId: string, sourceGroupId?: string): Promise<OktaGroupPushMapping[]>;
  /** Pushes a group to a new group of this name on the SCIM server; an existing group of the name is silently linked. */
  create(
    appId: string,
    mapping: { readonly sourceGroupId: string; readonly targetGroupName: string },
  ): Promise<OktaGroupPushMapping>;
  activate(appId: string, mappingId: string): Promise<OktaGroupPushMapping>;
  deactivate(appId: string, mappingId: string): Promise<OktaGroupPushMapping>;
  get(appId: string, mappingId: string): Promise<OktaGroupPushMapping>;
  /**
   * Deletes an inactive mapping.
   *
   * @param deleteTargetGroup - whether the group on the SCIM server is deleted too; Okta does that some time afterwards
   */
  remove(appId: string, mappingId: string, deleteTargetGroup: boolean): Promise<void>;
}

const mappingsPage = z.array(groupPushMappingSchema);

export function groupPushApi(transport: OktaTransport): GroupPushApi {
  const mappings = (appId: string): string => `/api/v1/apps/${encodeURIComponent(appId)}/group-push/mappings`;
  const one = (appId: string, mappingId: string): string => `${mappings(appId)}/${encodeURIComponent(mappingId)}`;
  const setStatus = (appId: string, mappingId: string, status: "ACTIVE" | "INACTIVE"): Promise<OktaGroupPushMapping> =>
    transport.ask(
      {
        method: "PATCH",
        path: one(appId, mappingId),
        purpose: `${status === "ACTIVE" ? "activate" : "deactivate"} a group push`,
        needs: ACCESS.managePush,
        body: { status } satisfies PushStatusBody,
      },
      groupPushMappingSchema,
    );
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
    create: (appId, { sourceGroupId, targetGroupName }) =>
      transport.ask(
        {
          method: "POST",
          path: mappings(appId),
          purpose: `push the group "${targetGroupName}"`,
          needs: ACCESS.managePush,
          body: { sourceGroupId, targetGroupName, status: "ACTIVE" } satisfies PushBody,
        },
        groupPushMappingSchema,
      ),
    activate: (appId, mappingId) => setStatus(appId, mappingId, "ACTIVE"),
    deactivate: (appId, mappingId) => setStatus(appId, mappingId, "INACTIVE"),
    get: (appId, mappingId) =>
      transport.ask(
        { method: "GET", path: one(appId, mappingId), purpose: "read a group push", needs: ACCESS.readPush },
        groupPushMappingSchema,
      ),
    remove: (appId, mappingId, deleteTargetGroup) =>
      transport.run({
        method: "DELETE",
        path: `${one(appId, mappingId)}?deleteTargetGroup=${String(deleteTargetGroup)}`,
        purpose: "delete a group push",
        needs: ACCESS.managePush,
      }),
  };
}
