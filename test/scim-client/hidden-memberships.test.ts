import { afterEach, describe, expect, test } from "vitest";
import { json, listOf } from "./raw-server.js";
import { workbench } from "./workbench.js";

const { open, serverWith, clear } = workbench();

afterEach(clear);

interface Habits {
  /** What a filter on members is answered: as it should be, refused, ignored, or with nobody whatever is asked. */
  readonly filter: "heeds" | "refuses" | "ignores" | "knows-nothing";
  /** Whether people show their groups. */
  readonly claims?: boolean;
  /** Whether another group of the server shows its members. */
  readonly otherShows?: boolean;
  /** Who is in the group in truth. */
  readonly members: readonly string[];
}

/** What a client learns of the group 7, which shows no members, with the people 1 and 2. */
async function learned({ filter, claims = false, otherShows = false, members }: Habits) {
  const group = { id: "7", displayName: "G" };
  const other = { id: "8", displayName: "Other", ...(otherShows ? { members: [{ value: "9" }] } : {}) };
  const server = await serverWith((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://x");
    const asked = searchParams.get("filter");
    if (pathname.startsWith("/Users")) {
      const users = ["1", "2"].map((id) => ({
        id: Number(id),
        userName: `user${id}`,
        groups: claims && members.includes(id) ? [{ value: 7 }] : [],
      }));
      json(response, 200, listOf(users));
    } else if (pathname === "/Groups/7") json(response, 200, group);
    else if (pathname === "/Groups/8") json(response, 200, other);
    else if (asked?.startsWith("members.value") === true && filter === "heeds") {
      const isIn = members.some((id) => asked.endsWith(`"${id}"`));
      json(response, 200, listOf(isIn ? [group] : []));
    } else if (asked !== null && !asked.startsWith("displayName")) {
      if (filter === "ignores") json(response, 200, listOf([group, other]));
      else if (filter === "knows-nothing") json(response, 200, listOf([]));
      else json(response, 400, { detail: "no such filter" });
    } else json(response, 200, listOf([group, other]));
  });
  const target = open(server.url);
  const users = await target.users(["user1", "user2"], false);
  const [read] = await target.groups(["G"], false);
  const shown = await target.memberships(
    ["7"],
    users.map(({ id }) => id),
  );
  target.close();
  return { own: read?.memberIds, shown: shown === undefined ? undefined : [...(shown.get("7") ?? [])] };
}

describe("a group without members in its answer", () => {
  test.each<readonly [string, Habits, readonly string[] | undefined]>([
    ["is read by a filter on members", { filter: "heeds", members: ["2"] }, ["2"]],
    ["is empty where the filter is understood and finds nobody", { filter: "heeds", members: [] }, []],
    ["is read from its people", { filter: "refuses", claims: true, members: ["1"] }, ["1"]],
    [
      "is read from its people, also where the filter is ignored",
      { filter: "ignores", claims: true, members: ["1"] },
      ["1"],
    ],
    ["is empty where another group shows members", { filter: "refuses", otherShows: true, members: ["1"] }, []],
    ["tells nothing where the filter is refused", { filter: "refuses", members: ["1"] }, undefined],
    ["tells nothing where the filter is ignored", { filter: "ignores", members: ["1"] }, undefined],
    ["tells nothing where every filter finds nobody", { filter: "knows-nothing", members: ["1"] }, undefined],
  ])("%s", async (_what, habits, members) => {
    expect(await learned(habits)).toEqual({ own: undefined, shown: members });
  });
});
