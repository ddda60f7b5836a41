import { patchAllMembers, patchGroupName, patchMembers } from "../../../dialect/okta/catalog-app.js";
import { createGroup, getGroup, replaceGroup, type PushedMember } from "../../../dialect/okta/custom-app.js";
import { findGroup } from "../../../dialect/okta/lookup.js";
import type { ScimRequest } from "../../../scim/message/messages.js";
import { idOf } from "../../../scim-client/list-answer.js";
import { ask, RemoteFailure, resourceOf, resourcesOf } from "./remote-failure.js";
import type { ScimConnection } from "../org/settings.js";

/** A group as it is to be at the target. */
export interface PushedGroup {
  /** Its id there. */
  readonly id: string;
  readonly name: string;
  readonly members: readonly PushedMember[];
  /** The members that the last push sent; absent before the first one. */
  readonly sentBefore?: readonly PushedMember[] | undefined;
}

/** What a push is about. */
export type PushedPart = "all" | "members" | "name";

/**
 * A group of this name that is there is linked without a word; otherwise an empty one is made.
 *
 * @returns its id at the target
 * @throws TooManyRequests, RemoteFailure
 */
export async function findOrCreate(name: string, { connector }: ScimConnection): Promise<string> {
  const [existing] = resourcesOf(await ask(connector, findGroup(name), true));
  const group = existing ?? resourceOf(await ask(connector, createGroup(name)));
  const id = idOf(group);
  if (id === undefined) throw new RemoteFailure("Errors reported by remote server: the group has no id");
  return id;
}

/**
 * Brings a group at the target up to date: a custom app sends all of it whatever has changed, a catalog app just that.
 *
 * @throws TooManyRequests, RemoteFailure
 */
export async function sendGroup(
  group: PushedGroup,
  part: PushedPart,
  { connector, kind }: ScimConnection,
): Promise<void> {
  const requests = kind === "custom" ? [getGroup(group.id), wholeGroup(group)] : patchesOf(group, part);
  for (const request of requests) await ask(connector, request);
}

function wholeGroup({ id, name, members }: PushedGroup): ScimRequest {
  return replaceGroup(id, name, members);
}

/**
 * The name goes with every change of the members, also when a group is linked. Source: Okta developer docs,
 * reference/scim/scim-20 (update a group's name). In which order is not recorded, nor whether the group is read before.
 */
function patchesOf(group: PushedGroup, part: PushedPart): readonly ScimRequest[] {
  const name = patchGroupName(group.id, group.name);
  if (part === "name") return [name];
  const members = memberPatchOf(group, part);
  return members === undefined ? [] : [members, name];
}

/** Undefined when the members are as the last push sent them. */
function memberPatchOf({ id, members, sentBefore }: PushedGroup, part: "all" | "members"): ScimRequest | undefined {
  if (part === "all" || sentBefore === undefined) return patchAllMembers(id, members);
  const before = new Set(sentBefore.map(({ value }) => value));
  const now = new Set(members.map(({ value }) => value));
  const left = [...before].filter((value) => !now.has(value));
  const joined = members.filter(({ value }) => !before.has(value));
  return left.length === 0 && joined.length === 0 ? undefined : patchMembers(id, { left, joined });
}
