import { readGroups, readUsers } from "./access.js";
import type { DirectoryCalls } from "./graph-api.js";
import { query, quoted } from "./graph-call.js";
import { groupSchema, userSchema, type EntraGroup, type EntraUser } from "./schemas.js";
import { unlessMissing } from "./service-principals.js";
import type { GraphTransport } from "./transport.js";

const GROUP_PROPERTIES = Object.keys(groupSchema.shape).join(",");
const USER_PROPERTIES = Object.keys(userSchema.shape).join(",");
/** The largest page there is. */
const PAGE = "999";
/** A cast to people or groups is an advanced query (Microsoft Graph docs, aad-advanced-queries). */
const ADVANCED = { ConsistencyLevel: "eventual" };

/** Calls about groups and people (Microsoft Graph v1.0: group, user). */
export function directoryCalls(transport: GraphTransport): DirectoryCalls {
  const groups = (filter: string): Promise<EntraGroup[]> =>
    transport.askAll(
      {
        method: "GET",
        path: `/groups${query({ $filter: filter, $select: GROUP_PROPERTIES, $top: PAGE })}`,
        purpose: "find the group",
        needs: readGroups,
      },
      groupSchema,
    );

  const people = (groupId: string, which: "members" | "transitiveMembers"): Promise<EntraUser[]> =>
    transport.askAll(
      {
        method: "GET",
        path: `/groups/${encodeURIComponent(groupId)}/${which}/microsoft.graph.user${query({
          $select: USER_PROPERTIES,
          $count: "true",
          $top: PAGE,
        })}`,
        headers: ADVANCED,
        purpose: `read the people of the group ${groupId}`,
        needs: readUsers,
      },
      userSchema,
    );

  return {
    groupsNamed: async (name) => {
      const found = await groups(`displayName eq ${quoted(name)}`);
      return found.filter(({ displayName }) => displayName === name);
    },
    groupsStartingWith: (prefix) => groups(`startswith(displayName,${quoted(prefix)})`),
    group: (id) =>
      unlessMissing(
        transport.ask(
          {
            method: "GET",
            path: `/groups/${encodeURIComponent(id)}${query({ $select: GROUP_PROPERTIES })}`,
            purpose: `read the group ${id}`,
            needs: readGroups,
          },
          groupSchema,
        ),
      ),
    members: (groupId) => people(groupId, "members"),
    nestedGroups: (groupId) =>
      transport.askAll(
        {
          method: "GET",
          path: `/groups/${encodeURIComponent(groupId)}/members/microsoft.graph.group${query({
            $select: GROUP_PROPERTIES,
            $count: "true",
            $top: PAGE,
          })}`,
          headers: ADVANCED,
          purpose: `read the groups within the group ${groupId}`,
          needs: readGroups,
        },
        groupSchema,
      ),
    transitiveMembers: (groupId) => people(groupId, "transitiveMembers"),
    userNamed: async (userPrincipalName) => {
      const path = `/users${query({
        $filter: `userPrincipalName eq ${quoted(userPrincipalName)}`,
        $select: USER_PROPERTIES,
      })}`;
      const call = { method: "GET", path, purpose: "find the person", needs: readUsers } as const;
      const [user] = await transport.askAll(call, userSchema);
      return user;
    },
  };
}
