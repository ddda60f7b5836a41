import { SetupError } from "../../base/errors.js";
import { assignGroups, findApps } from "./access.js";
import type { AssignmentCalls } from "./graph-api.js";
import { query, referenceNotYet } from "./graph-call.js";
import { assignmentSchema } from "./schemas.js";
import type { GraphTransport } from "./transport.js";
import type { AssignmentBody } from "./vendor/bodies.js";

/** Calls about who is assigned (Microsoft Graph v1.0: servicePrincipal, appRoleAssignedTo). */
export function assignmentCalls(transport: GraphTransport): AssignmentCalls {
  const place = (id: string): string => `/servicePrincipals/${encodeURIComponent(id)}/appRoleAssignedTo`;
  return {
    list: (servicePrincipalId) =>
      transport.askAll(
        {
          method: "GET",
          path: place(servicePrincipalId) + query({ $top: "999" }),
          purpose: "list the assigned users and groups",
          needs: findApps,
        },
        assignmentSchema,
      ),
    assign: async ({ servicePrincipalId, groupId, appRoleId, ...freshness }) => {
      try {
        const { id } = await transport.ask(
          {
            method: "POST",
            path: place(servicePrincipalId),
            purpose: "assign the group to the application",
            needs: assignGroups,
            body: { principalId: groupId, resourceId: servicePrincipalId, appRoleId } satisfies AssignmentBody,
            ...referenceNotYet(freshness),
          },
          assignmentSchema,
        );
        return { id };
      } catch (error) {
        // Made by someone else, or by an earlier try: no id of ours to remember.
        if (error instanceof SetupError && error.code === "graph-already-exists") return {};
        throw error;
      }
    },
    remove: (servicePrincipalId, assignmentId) =>
      transport.run({
        method: "DELETE",
        path: `${place(servicePrincipalId)}/${encodeURIComponent(assignmentId)}`,
        purpose: "remove the group's assignment to the application",
        needs: assignGroups,
      }),
  };
}
