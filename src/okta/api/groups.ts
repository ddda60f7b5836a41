import { z } from "zod";
import { ACCESS } from "./access.js";
import { appSchema, groupSchema, userSchema, type OktaApp, type OktaGroup, type OktaUser } from "./schemas.js";
import type { OktaCall, OktaTransport } from "./transport.js";
import type { GroupBody } from "./vendor/bodies.js";

/** Calls about groups (Okta: OpenAPI description, `/api/v1/groups`). */
export interface GroupsApi {
  /** The groups of exactly this name, of every type: a pushed or imported group has an APP_GROUP of the same name. The search lags behind. */
  withName(name: string): Promise<OktaGroup[]>;
  /** Those of several names that one search shows, of every type; a group it does not show may be there all the same. */
  withNames(names: readonly string[]): Promise<OktaGroup[]>;
  /** Groups whose name begins with the text, at most 200: for suggestions. */
  startingWith(start: string): Promise<OktaGroup[]>;
  get(groupId: string): Promise<OktaGroup>;
  create(name: string, description: string): Promise<OktaGroup>;
  /** The direct members; Okta has no nested groups. */
  members(groupId: string): Promise<OktaUser[]>;
  /** The same page by page, without holding all of them in memory. */
  eachMembers(groupId: string, use: (members: OktaUser[]) => void): Promise<void>;
  /** The apps that the group is assigned to. */
  apps(groupId: string): Promise<OktaApp[]>;
  remove(groupId: string): Promise<void>;
}

const groupsPage = z.array(groupSchema);
const usersPage = z.array(userSchema);
const appsPage = z.array(appSchema);

function listMembers(groupId: string): OktaCall {
  return {
    method: "GET",
    path: `/api/v1/groups/${encodeURIComponent(groupId)}/users?limit=1000`,
    purpose: "list a group's members",
    needs: ACCESS.readGroups,
  };
}

/** Okta's customers use `or` like this; no recording of ours has it. */
function search(names: readonly string[]): string {
  const tests = names.map((name) => `profile.name eq "${name.replace(/["\\]/g, "\\$&")}"`);
  return `search=${encodeURIComponent(tests.join(" or "))}`;
}

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
      const found = exact(await list(search([name])));
      // The index behind `search` is eventually consistent; `q` reads another one.
      return found.length > 0 ? found : exact(await list(`q=${encodeURIComponent(name)}`));
    },
    withNames: async (names) => {
      const wanted = new Set(names);
      return (await list(search(names))).filter(({ profile }) => wanted.has(profile.name));
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
          body: { profile: { name, description } } satisfies GroupBody,
        },
        groupSchema,
      ),
    members: (groupId) => transport.askAll(listMembers(groupId), usersPage),
    eachMembers: (groupId, use) => transport.eachPage(listMembers(groupId), usersPage, use),
    apps: (groupId) =>
      transport.askAll(
        {
          method: "GET",
          path: `/api/v1/groups/${encodeURIComponent(groupId)}/apps?limit=200`,
          purpose: "list a group's apps",
          needs: ACCESS.readGroups,
        },
        appsPage,
      ),
    remove: (groupId) =>
      transport.run({
        method: "DELETE",
        path: `/api/v1/groups/${encodeURIComponent(groupId)}`,
        purpose: "delete the group",
        needs: ACCESS.manageGroups,
      }),
  };
}
