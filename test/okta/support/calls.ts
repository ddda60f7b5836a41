import { Secret } from "../../../src/base/secret.js";
import type { OktaApi } from "../../../src/okta/api/okta-api.js";

type Rooms = Omit<OktaApi, "requests">;
type Calls = {
  readonly [Room in keyof Rooms]: { readonly [Call in keyof Rooms[Room]]: (api: OktaApi) => Promise<unknown> };
};

/** Each call that the API room offers, with some arguments: one that is new and missing here does not compile. */
export const CALLS: Calls = {
  identity: { read: (api) => api.identity.read() },
  apps: {
    withLabel: (api) => api.apps.withLabel("TOTAL"),
    get: (api) => api.apps.get("0oa1"),
    create: (api) => api.apps.create({ label: "TOTAL", signOnMode: "BOOKMARK" }),
    deactivate: (api) => api.apps.deactivate("0oa1"),
    remove: (api) => api.apps.remove("0oa1"),
  },
  groups: {
    withName: (api) => api.groups.withName("TOTAL-Admin"),
    withNames: (api) => api.groups.withNames(["TOTAL-Admin", "TOTAL-Analyst"]),
    startingWith: (api) => api.groups.startingWith("TOTAL"),
    get: (api) => api.groups.get("00g1"),
    create: (api) => api.groups.create("TOTAL-Admin", "made by a test"),
    members: (api) => api.groups.members("00g1"),
    eachMembers: (api) => api.groups.eachMembers("00g1", () => undefined),
    apps: (api) => api.groups.apps("00g1"),
    remove: (api) => api.groups.remove("00g1"),
  },
  assignments: {
    groups: (api) => api.assignments.groups("0oa1"),
    group: (api) => api.assignments.group("0oa1", "00g1"),
    assignGroup: (api) => api.assignments.assignGroup("0oa1", "00g1"),
    unassignGroup: (api) => api.assignments.unassignGroup("0oa1", "00g1"),
    people: (api) => api.assignments.people("0oa1"),
  },
  groupPush: {
    list: (api) => api.groupPush.list("0oa1"),
    create: (api) => api.groupPush.create("0oa1", { sourceGroupId: "00g1", targetGroupName: "TOTAL-Admin" }),
    activate: (api) => api.groupPush.activate("0oa1", "gPm1"),
    deactivate: (api) => api.groupPush.deactivate("0oa1", "gPm1"),
    get: (api) => api.groupPush.get("0oa1", "gPm1"),
    remove: (api) => api.groupPush.remove("0oa1", "gPm1", false),
  },
  features: {
    userProvisioning: (api) => api.features.userProvisioning("0oa1"),
    setUserProvisioning: (api) => api.features.setUserProvisioning("0oa1", {}),
  },
  connection: {
    get: (api) => api.connection.get("0oa1"),
    update: (api) =>
      api.connection.update("0oa1", { baseUrl: "https://scim.example", token: new Secret("a-token-of-a-test") }),
    activate: (api) => api.connection.activate("0oa1"),
    deactivate: (api) => api.connection.deactivate("0oa1"),
  },
  appProfile: {
    read: (api) => api.appProfile.read("0oa1"),
    addAttribute: (api) => api.appProfile.addAttribute("0oa1", "customCode", { title: "customCode", type: "string" }),
    removeAttribute: (api) => api.appProfile.removeAttribute("0oa1", "customCode"),
  },
  profileMappings: {
    toApp: (api) => api.profileMappings.toApp("0oa1"),
    set: (api) => api.profileMappings.set("prm1", { customCode: "user.title" }),
    get: (api) => api.profileMappings.get("prm1"),
    restore: (api) => api.profileMappings.restore("prm1", "customCode", undefined),
  },
  log: {
    provisioning: (api) => api.log.provisioning("0oa1", "2026-03-25T00:00:00Z", "2026-03-26T00:00:00Z"),
    provisioningFailures: (api) => api.log.provisioningFailures("0oa1", "2026-03-25T00:00:00Z", "2026-03-26T00:00:00Z"),
    integration: (api) => api.log.integration("0oa1", "2026-03-25T00:00:00Z", "2026-03-26T00:00:00Z"),
  },
};

/** All of them as a list: `apps.create` and how to make it. */
export const ALL_CALLS: readonly (readonly [string, (api: OktaApi) => Promise<unknown>])[] = Object.entries(
  CALLS,
).flatMap(([room, calls]) => Object.entries(calls).map(([name, call]) => [`${room}.${name}`, call] as const));
