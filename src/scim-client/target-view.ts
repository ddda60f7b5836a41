import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { compilePath, type PathReader } from "../scim/filter/read-path.js";
import { GROUPS, USERS } from "./filter-probe.js";
import { hiddenMemberships, type HiddenMemberships } from "./hidden-memberships.js";
import { mapLimited } from "./limited.js";
import { textOf, valueOf } from "./list-answer.js";
import { namedReader } from "./named.js";
import type { Reader } from "./reader.js";

/** One user as the target shows them. */
export interface ReadUser {
  readonly id: string;
  readonly userName: string;
  /** The value at a SCIM attribute path, as {@link compilePath} reads it. */
  value(path: string): JsonValue | undefined;
}

/** One group as the target shows it. */
export interface ReadGroup {
  readonly id: string;
  readonly displayName: string;
  /** The ids of its members; undefined when the group itself does not show them. */
  readonly memberIds: ReadonlySet<string> | undefined;
}

/** Reads users and groups of a target. */
export interface TargetReadings {
  users(userNames: readonly string[], everybody: boolean): Promise<readonly ReadUser[]>;
  /** Those of these names that have come since the last reading, which may miss some. */
  newUsers(userNames: readonly string[]): Promise<readonly ReadUser[]>;
  groups(displayNames: readonly string[], everything: boolean): Promise<readonly ReadGroup[]>;
  /** See {@link hiddenMemberships}. */
  memberships: HiddenMemberships;
  /** What could not be read so far, and why, one sentence each. */
  unanswered(): readonly string[];
}

const AT_ONCE = 8;

/** Reads users and groups through a reader, by exact names in any case; never a similar name. */
export function targetReadings(reader: Reader): TargetReadings {
  const paths = new Map<string, PathReader>();
  const people = namedReader(reader, USERS);
  const allGroups = namedReader(reader, GROUPS);

  function readerOf(path: string): PathReader {
    let compiled = paths.get(path);
    if (compiled === undefined) {
      compiled = compilePath(path);
      paths.set(path, compiled);
    }
    return compiled;
  }

  /** The memberships in the `groups` of the users that were read last: user ids by group id. */
  const claims = new Map<string, Set<string>>();
  let showsMembers = false;

  function noteClaims(user: JsonObject): void {
    const id = textOf(user, "id");
    for (const groupId of idsOf(valueOf(user, "groups")) ?? []) {
      const ids = claims.get(groupId) ?? new Set();
      claims.set(groupId, ids.add(id));
    }
  }

  /** The ids; `absent` when the group has no `members`; undefined when the group is not shown. */
  async function membersOf(id: string): Promise<ReadonlySet<string> | "absent" | undefined> {
    const { status, json } = await reader.get(`/Groups/${encodeURIComponent(id)}`);
    return status === 200 && isJsonObject(json) ? (idsOf(valueOf(json, "members")) ?? "absent") : undefined;
  }

  function viewOf(resource: JsonObject): ReadUser {
    noteClaims(resource);
    return {
      id: textOf(resource, "id"),
      userName: textOf(resource, "username"),
      value: (path) => readerOf(path)(resource),
    };
  }

  return {
    async users(userNames, everybody) {
      const found = await people.read(userNames, everybody);
      claims.clear();
      return found.map(viewOf);
    },
    newUsers: async (userNames) => (await people.readNew(userNames)).map(viewOf),
    async groups(displayNames, everything) {
      const found = await allGroups.read(displayNames, everything);
      const members = await mapLimited(found, AT_ONCE, (resource) => membersOf(textOf(resource, "id")));
      // RFC 7643 2.5 allows an empty attribute to be left out: if one group shows members, a group without them has none.
      showsMembers ||= members.some((ids) => typeof ids === "object");
      const absent = showsMembers ? new Set<string>() : undefined;
      return found.map((resource, index) => {
        const ids = members[index];
        return {
          id: textOf(resource, "id"),
          displayName: textOf(resource, "displayname"),
          memberIds: ids === "absent" ? absent : ids,
        };
      });
    },
    memberships: hiddenMemberships(reader, () => claims),
    unanswered: () => [...people.unanswered(), ...allGroups.unanswered()],
  };
}

function idsOf(members: JsonValue | undefined): ReadonlySet<string> | undefined {
  if (!Array.isArray(members)) return undefined;
  return new Set((members as readonly JsonValue[]).filter(isJsonObject).map((member) => textOf(member, "value")));
}
