import { expect, test } from "vitest";
import type { Person } from "../../../src/setup/model/expectation.js";
import type { Directory, Target } from "../../../src/setup/model/ports.js";
import { prove } from "../../../src/setup/proof/prove.js";
import { thing, toyRun, toyTarget } from "../../support/toy-tenant.js";

const step = thing.bind({ id: "set-a", guide: "1" }, { name: "a", value: "1" });

/** A tenant whose one group grows, and whose IdP is on its way with everybody who is not on the target. */
function growing(arrivals: Readonly<Record<string, number>>, joins: Readonly<Record<string, number>>) {
  const run = toyRun([step]);
  const { clock } = run;
  let listings = 0;
  const directory: Directory = {
    members: () => {
      listings += 1;
      const names = Object.keys(joins).filter((name) => (joins[name] ?? 0) <= clock.now());
      return Promise.resolve(
        names.map((name): Person => ({ id: `id-${name}`, name, attributes: { id: `id-${name}` } })),
      );
    },
    progress: (people) =>
      Promise.resolve({
        people: new Map(people.map(({ id }) => [id, { state: "waiting", reason: "the cycle goes on" } as const])),
        groups: new Map(),
      }),
  };
  let wholeReadings = 0;
  const asked: (readonly string[])[] = [];
  const present = () => toyTarget(Object.keys(arrivals).filter((name) => (arrivals[name] ?? 0) <= clock.now()));
  const target: Target = {
    ...toyTarget(),
    users: () => {
      wholeReadings += 1;
      return present().users([], true);
    },
    newUsers: async (names) => {
      asked.push(names);
      return (await present().users([], true)).filter(({ userName }) => names.includes(userName));
    },
  };
  const setup = { ...run.setup, target, session: { ...run.setup.session, directory } };
  return { setup, clock, listings: () => listings, wholeReadings: () => wholeReadings, asked };
}

test("somebody who joins a group while the proof waits is expected in the end", async () => {
  const { setup, clock } = growing({ ada: 600_000, bo: 900_000 }, { ada: 0, bo: 500_000 });
  const proof = await prove(setup, { waitMs: Infinity });
  expect(proof?.users).toMatchObject({ expected: 2, found: 2, wrong: [] });
  expect(clock.now()).toBeGreaterThanOrEqual(900_000);
});

test("a long wait lists the groups' members at its beginning and for its last word", async () => {
  const { setup, listings } = growing({ ada: 1_800_000 }, { ada: 0 });
  expect((await prove(setup, { waitMs: Infinity }))?.users.found).toBe(1);
  expect(listings()).toBe(2);
});

test("one check lists them once", async () => {
  const { setup, listings } = growing({ ada: 1_800_000 }, { ada: 0 });
  expect((await prove(setup, { waitMs: 0 }))?.users.wrong).toMatchObject([{ name: "ada", state: "waiting" }]);
  expect(listings()).toBe(1);
});

test("a wait asks for those who are missing, and reads everything for its first and its last word", async () => {
  const { setup, wholeReadings, asked } = growing({ ada: 600_000, bo: 1_800_000 }, { ada: 0, bo: 0 });
  expect((await prove(setup, { waitMs: Infinity }))?.users).toMatchObject({ expected: 2, found: 2, wrong: [] });
  expect(wholeReadings()).toBe(2);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.map((names) => names.join())).toContain("ada,bo");
  expect(asked.at(-1)).toEqual(["bo"]);
});
