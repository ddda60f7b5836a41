import { z } from "zod";
import { ACCESS } from "./access.js";
import { groupSchema, userSchema, type OktaGroup, type OktaUser } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** Calls about groups (Okta: OpenAPI description, `/api/v1/groups`). */
export interface GroupsApi {
  /** The groups of exactly this name, of every type: a pushed or imported group has an APP_GROUP of the same name. The search lags behind. */
  withName(name: string): Promise<OktaGroup[]>;
  /** Groups whose name begins so, at most 200: for suggestions. */
  startingWith(start: string): Promise<OktaGroup[]>;
  get(groupId: string): Promise<OktaGroup>;
  create(name: string, description: string): Promise<OktaGroup>;
  /** The direct members; Okta has no nested groups. */
  members(groupId: string): Promise<OktaUser[]>;
}

const groupsPage = z.array(groupSchema);
const usersPage = z.array(userSchema);

export function groupsApi(transport: OktaTransport): GroupsApi {
  const list = (query: string): Promise<OktaGroup[]> =>
    transport.askAll(
      {
        method: "GET",
        path: `/api/v1/groups?${query}&limit=200`,
        purpose: "list the groups",
        needs: ACCESS.readGroups,
      },
      groupsPage,
    );

  return {
    withName: async (name) => {
      const exact = (groups: readonly OktaGroup[]): OktaGroup[] =>
        groups.filter((group) => group.profile.name === name);
      const quoted = name.replace(/["\\]/g, "\\$&");
      const found = exact(await list(`search=${encodeURIComponent(`profile.name eq "${quoted}"`)}`));
      // The index behind `search` is eventually consistent; `q` reads another one.
      return found.length > 0 ? found : exact(await list(`q=${encodeURIComponent(name)}`));
    },
    startingWith: (start) => list(`q=${encodeURIComponent(start)}`),
    get: (groupId) =>
      transport.ask(
        {
          method: "GET",
          path: `/api/v1/groups/${encodeURIComponent(groupId)}`,
          purpose: `read the group ${groupId}`,
          needs: ACCESS.readGroups,
        },
        groupSchema,
      ),
    create: (name, description) =>
      transport.ask(
        {
          method: "POST",
          path: "/api/v1/groups",
          purpose: `create the group "${name}"`,
          needs: ACCESS.manageGroups,
          body: { profile: { name, description } },
        },
        groupSchema,
      ),
    members: (groupId) =>
      transport.askAll(
        {
          method: "GET",
          path: `/api/v1/groups/${encodeURIComponent(groupId)}/users?limit=1000`,
          purpose: "list a group's members",
          needs: ACCESS.readGroups,
        },
        usersPage,
      ),
  };
}
