import { randomUUID } from "node:crypto";
import { SetupError } from "../base/errors.js";
import { mapLimited } from "./limited.js";
import { isJsonObject } from "../base/json.js";
import { textOf, valueOf, type ListAnswer } from "./list-answer.js";
import type { Reader } from "./reader.js";

/**
 * Which of these users are in these groups, when the groups themselves do not show it: from the users' own `groups`, from a
 * filter on `members.value`, or because another group shows that this server leaves out only empty lists.
 * RFC 7643 2.5 allows an empty attribute to be left out, so a group without `members` says nothing.
 *
 * @returns user ids by group id, an empty set for a group without any of them; undefined when the server never shows members
 */
export type HiddenMemberships = (
  groupIds: readonly string[],
  userIds: readonly string[],
) => Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined>;

const AT_ONCE = 8;
/** Number of groups to look at for a sign that members are shown at all. */
const SAMPLE = 5;

/** @param claims - user ids by group id, from the `groups` of the users that were read last */
export function hiddenMemberships(
  reader: Reader,
  claims: () => ReadonlyMap<string, ReadonlySet<string>>,
): HiddenMemberships {
  /** Whether a filter on members works: asked once, because a server does not change in this respect. */
  let understands: boolean | undefined;

  return async (groupIds, userIds) => {
    const shown = new Map(groupIds.map((id) => [id, new Set(claims().get(id))]));
    let isShown = claims().size > 0;
    understands ??= await heedsMembers(reader);
    if (understands) {
      const answers = await mapLimited(userIds, AT_ONCE, (id) => groupsWith(reader, id));
      for (const [index, groups] of answers.entries()) {
        if (groups.length > 0) isShown = true;
        for (const id of groups) shown.get(id)?.add(userIds[index] ?? "");
      }
      isShown ||= await refusesNonsense(reader);
    }
    return isShown || (await othersShow(reader, new Set(groupIds))) ? shown : undefined;
  };
}

/** False for a server that refuses the filter, or answers it with groups although no user has that id. */
async function heedsMembers(reader: Reader): Promise<boolean> {
  const answer = await ask(reader, membersFilter(`total-setup-${randomUUID()}`));
  return answer?.resources.length === 0;
}

/** True for a server that refuses an unknown filter: then its empty answer about members can be trusted. */
async function refusesNonsense(reader: Reader): Promise<boolean> {
  return (await ask(reader, 'totalSetupProbe eq "x"')) === undefined;
}

async function groupsWith(reader: Reader, userId: string): Promise<readonly string[]> {
  const answer = await ask(reader, membersFilter(userId));
  return (answer?.resources ?? []).map((group) => textOf(group, "id"));
}

/** Whether any other group of the server shows members. */
async function othersShow(reader: Reader, known: ReadonlySet<string>): Promise<boolean> {
  const { resources } = await reader.list("/Groups?startIndex=1&count=100");
  const others = resources.filter((group) => !known.has(textOf(group, "id")));
  if (others.some((group) => Array.isArray(valueOf(group, "members")))) return true;
  for (const group of others.slice(0, SAMPLE)) {
    const { status, json } = await reader.get(`/Groups/${encodeURIComponent(textOf(group, "id"))}`);
    if (status === 200 && isJsonObject(json) && Array.isArray(valueOf(json, "members"))) return true;
  }
  return false;
}

function membersFilter(id: string): string {
  return `members.value eq ${JSON.stringify(id)}`;
}

async function ask(reader: Reader, filter: string): Promise<ListAnswer | undefined> {
  try {
    return await reader.list(`/Groups?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`);
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
