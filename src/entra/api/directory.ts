import type { User } from "@microsoft/microsoft-graph-types";
import { readGroups, readUsers } from "./access.js";
import type { DirectoryCalls } from "./graph-api.js";
import { query, quoted, type GraphCall } from "./graph-call.js";
import {
  groupSchema,
  managedSchema,
  profileSchema,
  userSchema,
  type EntraGroup,
  type EntraUser,
  type ManagedUser,
} from "./schemas.js";
import { unlessMissing } from "./service-principals.js";
import type { GraphTransport } from "./transport.js";

const GROUP_PROPERTIES = Object.keys(groupSchema.shape).join(",");
const USER_PROPERTIES = Object.keys(userSchema.shape).join(",");
/** What attribute mappings can read of a user, by the names of Microsoft Graph (Entra docs, customize-application-attributes). */
const FURTHER_PROPERTIES = [
  ...(["businessPhones", "city", "companyName", "country", "employeeType", "faxNumber", "mobilePhone"] as const),
  ...(["officeLocation", "onPremisesExtensionAttributes", "onPremisesSecurityIdentifier"] as const),
  ...(["onPremisesSyncEnabled", "otherMails", "postalCode", "proxyAddresses", "state", "streetAddress"] as const),
  ...(["usageLocation", "userType"] as const),
] satisfies (keyof User)[];
const PROFILE_PROPERTIES = [USER_PROPERTIES, ...FURTHER_PROPERTIES].join(",");
/** Most values within an `in` of a filter (Microsoft Graph docs, filter-query-parameter). */
const IN_ONE_FILTER = 15;
/** Requests under way together: a slice of thousands of users takes hundreds of them. */
const AT_ONCE = 4;
/** The largest page there is. */
const PAGE = "999";
/** A cast to users or groups is an advanced query (Microsoft Graph docs, aad-advanced-queries). */
const ADVANCED = { ConsistencyLevel: "eventual" };

/** Calls about groups and users (Microsoft Graph v1.0: group, user). */
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
    transport.askAll(peopleCall(groupId, which, USER_PROPERTIES), userSchema);

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
    profiles: (groupId) => transport.pages(peopleCall(groupId, "members", PROFILE_PROPERTIES), profileSchema),
    managers: async (userIds) => {
      const managers = new Map<string, string>();
      const read = async (ids: readonly string[]): Promise<void> => {
        if (ids.length === 0) return;
        const managed: ManagedUser[] = await transport.askAll(managersCall(ids), managedSchema);
        for (const { id, manager } of managed)
          if (manager !== null && manager !== undefined) managers.set(id, manager.id);
      };
      for (let at = 0; at < userIds.length; at += AT_ONCE * IN_ONE_FILTER) {
        const starts = Array.from({ length: AT_ONCE }, (_, index) => at + index * IN_ONE_FILTER);
        await Promise.all(starts.map((start) => read(userIds.slice(start, start + IN_ONE_FILTER))));
      }
      return managers;
    },
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
      const call = { method: "GET", path, purpose: "find the user", needs: readUsers } as const;
      const [user] = await transport.askAll(call, userSchema);
      return user;
    },
  };
}

function peopleCall(groupId: string, which: "members" | "transitiveMembers", properties: string): GraphCall {
  return {
    method: "GET",
    path: `/groups/${encodeURIComponent(groupId)}/${which}/microsoft.graph.user${query({
      $select: properties,
      $count: "true",
      $top: PAGE,
    })}`,
    headers: ADVANCED,
    purpose: `read the users of the group ${groupId}`,
    needs: readUsers,
  };
}

/** Managers are expanded with lists of users, not with members of a group (Microsoft Graph docs, user: list manager). */
function managersCall(userIds: readonly string[]): GraphCall {
  const path = `/users${query({
    $filter: `id in (${userIds.map(quoted).join(",")})`,
    $select: "id",
    $expand: "manager($select=id)",
    $count: "true",
  })}`;
  return { method: "GET", path, headers: ADVANCED, purpose: "read the managers of the users", needs: readUsers };
}
