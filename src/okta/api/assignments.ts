import { z } from "zod";
import type { JsonObject } from "../../base/json.js";
import { ACCESS } from "./access.js";
import { appUserSchema, groupAssignmentSchema, type OktaAppUser, type OktaGroupAssignment } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { AssignmentBody } from "./vendor/bodies.js";

/** Who is assigned to an app (Okta: OpenAPI description, `/api/v1/apps/{appId}/groups` and `/users`). */
export interface AssignmentsApi {
  groups(appId: string): Promise<OktaGroupAssignment[]>;
  group(appId: string, groupId: string): Promise<OktaGroupAssignment>;
  /** Assigns a group; repeating it is safe. Replaces the assignment's priority and profile values. */
  assignGroup(appId: string, groupId: string, values?: AssignmentValues): Promise<OktaGroupAssignment>;
  /** Unassigns a group: its members without another assignment lose the app. */
  unassignGroup(appId: string, groupId: string): Promise<void>;
  /** Everyone assigned, directly or through a group, with how far provisioning is. */
  people(appId: string): Promise<OktaAppUser[]>;
}

/** What can be set in a group assignment: profile values apply to all users in the group. */
export interface AssignmentValues {
  readonly priority?: number;
  readonly profile?: JsonObject;
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
    group: (appId, groupId) =>
      transport.ask(
        {
          method: "GET",
          path: under(appId, `groups/${encodeURIComponent(groupId)}`),
          purpose: "read the assignment of a group",
          needs: ACCESS.readApps,
        },
        groupAssignmentSchema,
      ),
    assignGroup: (appId, groupId, values = {}) =>
      transport.ask(
        {
          method: "PUT",
          path: under(appId, `groups/${encodeURIComponent(groupId)}`),
          purpose: "assign the group to the app",
          needs: ACCESS.manageApps,
          body: { priority: values.priority, profile: values.profile } satisfies AssignmentBody,
        },
        groupAssignmentSchema,
      ),
    unassignGroup: (appId, groupId) =>
      transport.run({
        method: "DELETE",
        path: under(appId, `groups/${encodeURIComponent(groupId)}`),
        purpose: "unassign the group from the app",
        needs: ACCESS.manageApps,
      }),
    people: (appId) =>
      transport.askAll(
        {
          method: "GET",
          path: under(appId, "users?limit=500"),
          purpose: "list the app's users",
          needs: ACCESS.readApps,
        },
        appUsersPage,
      ),
  };
}
