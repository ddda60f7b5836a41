import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { compilePath, type PathReader } from "../scim/read-path.js";
import { mapLimited } from "./limited.js";
import { textOf, valueOf } from "./list-answer.js";
import { readAll } from "./paging.js";
import type { Reader } from "./reader.js";

/** One person as the target shows them. */
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
  /** The ids of its members; undefined when the target does not show members. */
  readonly memberIds: ReadonlySet<string> | undefined;
}

/** Reads people and groups of a target. */
export interface TargetReadings {
  users(userNames: readonly string[], everybody: boolean): Promise<readonly ReadUser[]>;
  groups(displayNames: readonly string[], everything: boolean): Promise<readonly ReadGroup[]>;
}

/** Page of the first look, which decides how to go on; what Okta's import asks for. */
const FIRST_PAGE = 100;
const AT_ONCE = 8;

/** Reads people and groups through a reader. Whoever has one of the names, in any case, is read; never a near match. */
export function targetReadings(reader: Reader): TargetReadings {
  const paths = new Map<string, PathReader>();

  function readerOf(path: string): PathReader {
    let compiled = paths.get(path);
    if (compiled === undefined) {
      compiled = compilePath(path);
      paths.set(path, compiled);
    }
    return compiled;
  }

  /** The ids; `absent` when the group is shown without any word of members; undefined when it is not shown. */
  async function membersOf(id: string): Promise<ReadonlySet<string> | "absent" | undefined> {
    const { status, json } = await reader.get(`/Groups/${encodeURIComponent(id)}`);
    return status === 200 && isJsonObject(json) ? (idsOf(valueOf(json, "members")) ?? "absent") : undefined;
  }

  return {
    async users(userNames, everybody) {
      const found = everybody
        ? await readAll(reader, "/Users")
        : await readNamed(reader, { endpoint: "/Users", attribute: "userName", names: userNames });
      return found.map((resource) => ({
        id: textOf(resource, "id"),
        userName: textOf(resource, "username"),
        value: (path) => readerOf(path)(resource),
      }));
    },
    async groups(displayNames, everything) {
      const found = everything
        ? await readAll(reader, "/Groups")
        : await readNamed(reader, { endpoint: "/Groups", attribute: "displayName", names: displayNames });
      const members = await mapLimited(found, AT_ONCE, (resource) => membersOf(textOf(resource, "id")));
      // RFC 7643 2.5 lets an empty attribute be left out: where one group shows members, a group without them has none.
      const absent = members.some((ids) => typeof ids === "object") ? new Set<string>() : undefined;
      return found.map((resource, index) => {
        const ids = members[index];
        return {
          id: textOf(resource, "id"),
          displayName: textOf(resource, "displayname"),
          memberIds: ids === "absent" ? absent : ids,
        };
      });
    },
  };
}

interface Named {
  readonly endpoint: "/Users" | "/Groups";
  readonly attribute: "userName" | "displayName";
  readonly names: readonly string[];
}

/** The resources of these names: all are listed where that takes fewer requests than asking for each name. */
async function readNamed(reader: Reader, { endpoint, attribute, names }: Named): Promise<readonly JsonObject[]> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  if (wanted.size === 0) return [];
  const has = (resource: JsonObject): boolean => wanted.has(textOf(resource, attribute.toLowerCase()).toLowerCase());
  const first = await reader.list(`${endpoint}?startIndex=1&count=${String(FIRST_PAGE)}`);
  if (first.totalResults <= FIRST_PAGE * Math.max(1, wanted.size - 1)) {
    return (await readAll(reader, endpoint, first)).filter(has);
  }
  const found = await mapLimited([...wanted], AT_ONCE, (name) => reader.list(filterPath(endpoint, attribute, name)));
  const byId = new Map(found.flatMap(({ resources }) => resources.filter(has)).map((one) => [textOf(one, "id"), one]));
  return [...byId.values()];
}

/** The query for one name. A JSON string escapes quotes and backslashes as RFC 7644 3.4.2.2 wants. */
export function filterPath(endpoint: string, attribute: string, value: string): string {
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
  return `${endpoint}?filter=${filter}&startIndex=1&count=100`;
}

function idsOf(members: JsonValue | undefined): ReadonlySet<string> | undefined {
  if (!Array.isArray(members)) return undefined;
  return new Set((members as readonly JsonValue[]).filter(isJsonObject).map((member) => textOf(member, "value")));
}
