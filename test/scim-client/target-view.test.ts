import { fc, test as propertyTest } from "@fast-check/vitest";
import { afterEach, describe, expect, test } from "vitest";
import { json, listOf, rawServer } from "./raw-server.js";
import { errorOf, workbench } from "./workbench.js";

const { open, serverWith, clear } = workbench();

afterEach(clear);

describe("reading all people", () => {
  interface Habits {
    readonly people: number;
    /** Most resources the target gives per page, whatever is asked. */
    readonly cap: number;
    readonly ignoresStart: boolean;
    readonly wrongTotal: number;
  }

  async function namesFrom({ people, cap, ignoresStart, wrongTotal }: Habits): Promise<readonly string[]> {
    const all = Array.from({ length: people }, (_, index) => ({ id: index + 1, userName: `user${String(index)}` }));
    const server = await rawServer((request, response) => {
      const { searchParams } = new URL(request.url, "http://x");
      const start = ignoresStart ? 0 : Number(searchParams.get("startIndex")) - 1;
      const page = all.slice(start, start + Math.min(cap, Number(searchParams.get("count"))));
      json(response, 200, listOf(page, people + wrongTotal));
    });
    const target = open(server.url);
    try {
      return (await target.users([], true)).map(({ userName }) => userName);
    } finally {
      target.close();
      await server.close();
    }
  }

  propertyTest.prop(
    [
      fc.record({
        people: fc.integer({ min: 0, max: 60 }),
        cap: fc.integer({ min: 1, max: 70 }),
        ignoresStart: fc.constant(false),
        wrongTotal: fc.integer({ min: 0, max: 20 }),
      }),
    ],
    { numRuns: 25 },
  )("gives each of them once, however few a page holds, even if totalResults promises more", async (habits) => {
    expect(await namesFrom(habits)).toEqual(
      Array.from({ length: habits.people }, (_, index) => `user${String(index)}`),
    );
  });

  test("ends when a target gives the same page again and again", async () => {
    const names = await namesFrom({ people: 20, cap: 5, ignoresStart: true, wrongTotal: 0 });
    expect(names).toEqual(["user0", "user1", "user2", "user3", "user4"]);
  });

  test("asks for each name when listing all would take more requests, and keeps exact matches only", async () => {
    const server = await serverWith((request, response) => {
      const filter = new URL(request.url, "http://x").searchParams.get("filter");
      if (filter === null) json(response, 200, listOf([], 100_000));
      else if (filter === 'userName eq "ada \\"x\\""')
        json(
          response,
          200,
          listOf([
            { id: "1", userName: 'Ada "X"' },
            { id: "2", userName: 'ada "x"' },
          ]),
        );
      else if (filter.includes("bob")) json(response, 200, listOf([{ id: "3", userName: "bobby" }]));
      else json(response, 404, {});
    });
    const target = open(server.url);
    const found = await target.users(['ada "x"', "gone", "bob"], false);
    expect(found.map(({ id }) => id)).toEqual(["1", "2"]);
    // The list, three names, and whether it heeds filters at all, since somebody is missing.
    expect(server.arrived).toHaveLength(5);
    expect(target.unanswered()).toEqual([]);
  });

  test("reports what the target answers instead of people", async () => {
    const server = await serverWith((_request, response) => response.writeHead(403).end());
    expect(await errorOf(open(server.url).users([], true))).toMatchObject({ code: "target-unauthorized" });
  });
});

describe("a target that cannot answer everything", () => {
  const people = Array.from({ length: 350 }, (_, index) => ({ id: String(index), userName: `user${String(index)}` }));
  const page = (url: URL): readonly object[] => {
    const start = Number(url.searchParams.get("startIndex")) - 1;
    return people.slice(start, start + Math.min(100, Number(url.searchParams.get("count"))));
  };
  const filterOf = (url: URL): string | null => url.searchParams.get("filter");

  test("that ignores filters is listed instead, and that is said when somebody is missing", async () => {
    const server = await serverWith((request, response) => {
      json(response, 200, listOf(page(new URL(request.url, "http://x")), people.length));
    });
    const target = open(server.url);
    expect((await target.users(["user3", "nobody"], false)).map(({ id }) => id)).toEqual(["3"]);
    expect(target.unanswered()).toEqual([expect.stringContaining("ignores filters")]);
  });

  test("that refuses filters is listed instead", async () => {
    const server = await serverWith((request, response) => {
      const url = new URL(request.url, "http://x");
      if (filterOf(url) !== null) json(response, 501, { detail: "no filters here" });
      else json(response, 200, listOf(page(url), people.length));
    });
    const target = open(server.url);
    expect((await target.users(["user3", "user349"], false)).map(({ id }) => id)).toEqual(["3", "349"]);
    expect(target.unanswered()).toEqual([
      expect.stringMatching(/does not answer a filter for one userName.*no filters here/),
    ]);
  });

  test.each([true, false])(
    "that gives the first page only is asked for the others by name (everybody: %s)",
    async (all) => {
      const few = people.slice(0, 150);
      const server = await serverWith((request, response) => {
        const url = new URL(request.url, "http://x");
        const wanted = /"(.*)"/.exec(filterOf(url) ?? "")?.[1];
        if (wanted === undefined) json(response, 200, listOf(few.slice(0, 100), few.length));
        else json(response, 200, listOf(few.filter(({ userName }) => userName === wanted)));
      });
      const target = open(server.url);
      const names = ["user3", "user120", "nobody"];
      const found = (await target.users(names, all)).filter(({ userName }) => names.includes(userName));
      expect(found.map(({ id }) => id)).toEqual(["3", "120"]);
      expect(target.unanswered()).toEqual(
        all ? [expect.stringContaining("150 resources at /Users, but lists only 100")] : [],
      );
    },
  );

  test("that ignores filters although its list is whole is told of when somebody is missing", async () => {
    const server = await serverWith((_request, response) => {
      json(response, 200, listOf([{ id: "1", userName: "ada" }]));
    });
    const target = open(server.url);
    await target.users(["ada"], false);
    expect(target.unanswered()).toEqual([]);
    await target.users(["ada", "ben"], true);
    expect(target.unanswered()).toEqual([expect.stringContaining("ignores filters")]);
  });
});

describe("a look over a target before anybody writes", () => {
  const surveyOf = async (users: number, groups: number | "500", heeds: boolean): Promise<unknown> => {
    const server = await serverWith((request, response) => {
      if (request.url.startsWith("/Groups") && groups === "500") json(response, 500, {});
      else if (request.url.startsWith("/Groups")) json(response, 200, listOf([], Number(groups)));
      else if (request.url.includes("filter=") && heeds) json(response, 200, listOf([]));
      else json(response, 200, listOf(users === 0 ? [] : [{ id: "1", userName: "ada" }], users));
    });
    return open(server.url).survey();
  };

  test.each([
    ["nobody there", 0, 0, true, { empty: true, ignoresFilter: false }],
    ["people there", 2, 0, true, { empty: false, ignoresFilter: false }],
    ["only groups there", 0, 1, true, { empty: false, ignoresFilter: false }],
    ["groups that cannot be listed", 0, "500", true, { empty: false, ignoresFilter: false }],
    ["an ignored filter", 2, 0, false, { empty: false, ignoresFilter: true }],
  ] as const)("%s", async (_name, users, groups, heeds, wanted) => {
    expect(await surveyOf(users, groups, heeds)).toEqual(wanted);
  });
});

describe("a group whose members are not shown", () => {
  async function membersFrom(groups: Readonly<Record<string, unknown>>): Promise<unknown[]> {
    const server = await serverWith((request, response) => {
      const id = request.url.split("/")[2];
      if (id === undefined)
        json(response, 200, listOf(Object.keys(groups).map((key) => ({ id: key, displayName: key }))));
      else if (groups[id] === 404) json(response, 404, {});
      else json(response, 200, { id, displayName: id, members: groups[id] });
    });
    return (await open(server.url).groups([], true)).map(({ memberIds }) => memberIds && [...memberIds]);
  }

  test("is unknown while no group of the target shows any", async () => {
    expect(await membersFrom({ a: undefined, b: undefined })).toEqual([undefined, undefined]);
  });

  test("is empty where another group shows members, since empty attributes may be left out", async () => {
    expect(await membersFrom({ a: undefined, b: [{ value: "1" }] })).toEqual([[], ["1"]]);
  });

  test("is unknown when the group itself cannot be read", async () => {
    expect(await membersFrom({ a: 404, b: [{ value: "1" }] })).toEqual([undefined, ["1"]]);
  });
});

describe("reading who has come since the last time", () => {
  interface Growing {
    /** In the order in which the server lists them. */
    readonly listed: string[];
    readonly paths: string[];
  }

  async function growingServer(first: readonly string[]) {
    const state: Growing = { listed: [...first], paths: [] };
    const server = await serverWith((request, response) => {
      state.paths.push(request.url);
      const { searchParams } = new URL(request.url, "http://x");
      const filter = /^userName eq "(.*)"$/.exec(searchParams.get("filter") ?? "")?.[1];
      const all = state.listed.filter((name) => filter === undefined || name === filter);
      const start = Number(searchParams.get("startIndex") ?? 1) - 1;
      const page = all.slice(start, start + Math.min(40, Number(searchParams.get("count") ?? 40)));
      json(
        response,
        200,
        listOf(
          page.map((userName) => ({ id: `id-${userName}`, userName })),
          all.length,
        ),
      );
    });
    return { ...state, target: open(server.url), state };
  }

  const names = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, index) => `u${String(from + index).padStart(4, "0")}`);

  test("lists only what is behind those who were listed", async () => {
    const { target, state } = await growingServer(names(0, 100));
    await target.users(names(0, 200), false);
    state.listed.push(...names(100, 150));
    state.paths.length = 0;
    const found = await target.newUsers(names(100, 200));
    expect(found.map(({ userName }) => userName)).toEqual(names(100, 150));
    expect(state.paths).toHaveLength(2);
    expect(state.paths[0]).toContain("startIndex=101&");
    state.paths.length = 0;
    expect(await target.newUsers(names(150, 200))).toEqual([]);
    expect(state.paths).toHaveLength(1);
  });

  test("asks for few of them by name", async () => {
    const { target, state } = await growingServer(names(0, 100));
    await target.users(names(0, 103), false);
    state.listed.unshift("u0101");
    state.paths.length = 0;
    const found = await target.newUsers(names(100, 103));
    expect(found.map(({ userName }) => userName)).toEqual(["u0101"]);
    expect(state.paths).toHaveLength(3);
    expect(state.paths.every((path) => path.includes("filter="))).toBe(true);
  });

  propertyTest.prop([fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 120 }), fc.nat(120), fc.boolean()], {
    numRuns: 15,
  })("finds all who came, in whatever order the server lists them", async (numbers, before, sorts) => {
    const all = numbers.map((number) => `u${String(number).padStart(4, "0")}`);
    const { target, state } = await growingServer(all.slice(0, before));
    if (sorts) state.listed.sort();
    const wanted = [...all, ...names(400, 440)];
    const first = await target.users(wanted, false);
    state.listed.push(...all.slice(before));
    if (sorts) state.listed.sort();
    const there = first.map(({ userName }) => userName);
    const found = await target.newUsers(wanted.filter((name) => !there.includes(name)));
    expect([...there, ...found.map(({ userName }) => userName)].sort()).toEqual([...all].sort());
  });
});
