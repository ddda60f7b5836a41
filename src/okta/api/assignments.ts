import { z } from "zod";
import { ACCESS } from "./access.js";
import { appUserSchema, groupAssignmentSchema, type OktaAppUser, type OktaGroupAssignment } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** Who is assigned to an app (Okta: OpenAPI description, `/api/v1/apps/{appId}/groups` and `/users`). */
export interface AssignmentsApi {
  groups(appId: string): Promise<OktaGroupAssignment[]>;
  /** Assigns a group; again is safe. */
  assignGroup(appId: string, groupId: string): Promise<OktaGroupAssignment>;
  /** Everyone assigned, directly or through a group, with how far provisioning is. */
  people(appId: string): Promise<OktaAppUser[]>;
}

const assignmentsPage = z.array(groupAssignmentSchema);
const appUsersPage = z.array(appUserSchema);

export function assignmentsApi(transport: OktaTransport): AssignmentsApi {
  const under = (appId: string, rest: string): string => `/api/v1/apps/${encodeURIComponent(appId)}/${rest}`;
  return {
    groups: (appId) =>
      transport.askAll(
        {
          method: "GET",
          path: under(appId, "groups?limit=200"),
          purpose: "list the app's groups",
          needs: ACCESS.readApps,
        },
        assignmentsPage,
      ),
    assignGroup: (appId, groupId) =>
      transport.ask(
        {
          method: "PUT",
          path: under(appId, `groups/${encodeURIComponent(groupId)}`),
          purpose: "assign the group to the app",
          needs: ACCESS.manageApps,
          body: {},
        },
        groupAssignmentSchema,
      ),
    people: (appId) =>
      transport.askAll(
        {
          method: "GET",
          path: under(appId, "users?limit=500"),
          purpose: "list the app's people",
          needs: ACCESS.readApps,
        },
        appUsersPage,
      ),
  };
}
