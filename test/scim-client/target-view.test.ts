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
      else if (filter.includes("gone")) json(response, 404, {});
      else json(response, 200, listOf([{ id: "3", userName: "somebody else" }]));
    });
    const found = await open(server.url).users(['ada "x"', "gone", "bob"], false);
    expect(found.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(server.arrived).toHaveLength(4);
  });

  test("reports what the target answers instead of people", async () => {
    const server = await serverWith((_request, response) => response.writeHead(403).end());
    expect(await errorOf(open(server.url).users([], true))).toMatchObject({ code: "target-unauthorized" });
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
