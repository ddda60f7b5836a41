import type { JsonObject } from "../../base/json.js";
import type { ScimRequest } from "../../scim/message/messages.js";
import { patchAllMembers, patchGroupName, patchUserActive } from "./catalog-app.js";
import { createGroup, createUser, replaceGroup, replaceUser, setUserActive } from "./custom-app.js";

/** The requests of a trial with one user and one group, as an app of this form sends them. */
export interface OktaTrial {
  createUser(userName: string, password: string): ScimRequest;
  /** An update that changes nothing; it says `groups: []`. */
  updateUser(id: string, userName: string, current: JsonObject): ScimRequest;
  deactivateUser(id: string, current: JsonObject): ScimRequest;
  createGroup(displayName: string): ScimRequest;
  /** Sends the group's only member. */
  sendMember(groupId: string, displayName: string, userId: string, userName: string): ScimRequest;
  /** The rename that goes with the members, to the name that the group has; undefined for an app that sends none. */
  renameGroup(groupId: string, displayName: string): ScimRequest | undefined;
}

/** @param form - which dialect: that of a custom app, or of a catalog app */
export function oktaTrial(form: "custom" | "catalog"): OktaTrial {
  const isCatalog = form === "catalog";
  return {
    createUser: (userName, password) => createUser(profileOf(userName), password),
    updateUser: (id, userName, current) => replaceUser(id, current, profileOf(userName)),
    deactivateUser: (id, current) => (isCatalog ? patchUserActive(id, false) : setUserActive(id, current, false)),
    createGroup,
    sendMember: (groupId, displayName, userId, userName) => {
      const members = [{ value: userId, display: userName }];
      return isCatalog ? patchAllMembers(groupId, members) : replaceGroup(groupId, displayName, members);
    },
    renameGroup: (groupId, displayName) => (isCatalog ? patchGroupName(groupId, displayName) : undefined),
  };
}

function profileOf(userName: string): Parameters<typeof createUser>[0] {
  return {
    userName,
    givenName: "Trial",
    familyName: "total-setup",
    email: userName,
    displayName: "Trial of total-setup",
    externalId: userName,
    active: true,
  };
}
