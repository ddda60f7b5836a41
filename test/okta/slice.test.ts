import { expect, test } from "vitest";
import { readOktaSlice } from "../../src/okta/slice.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { generatePeople } from "../../src/sandbox/people/generate.js";
import type { Slice } from "../../src/setup/step/slice.js";
import { ownPeople } from "../support/okta-own-people.js";
import { failureOf } from "./support/failure.js";
import { openOrg, type OpenedOrg } from "./support/org.js";

const GROUPS = ["TOTAL-Admin", "TOTAL-Analyst"];

function opened(directory: Directory): Promise<OpenedOrg> {
  return openOrg({ sandbox: { directory } });
}

function read(org: OpenedOrg, groups = GROUPS, onRead: (people: number) => void = () => undefined): Promise<Slice> {
  const { tenant, signal } = org.context;
  return readOktaSlice(tenant, { groups, signal, onRead });
}

test("a slice has the groups that are asked for, and everybody in them with id, state and profile, once", async () => {
  const slice = await read(await opened(ownPeople()));
  const { people, imported } = ownPeople();
  const groups = imported?.groups.filter(({ name }) => GROUPS.includes(name)) ?? [];
  expect(slice.groups).toEqual(GROUPS);
  expect(slice.imported.groups).toEqual(groups);
  const concerned = new Set(groups.flatMap(({ members }) => members));
  expect(slice.people.map(({ id }) => id)).toEqual([...concerned]);
  for (const { id, userName, status, attributes } of slice.people) {
    const own = people.find((person) => person.id === id);
    const profile = Object.entries(own?.attributes ?? {}).filter(([, value]) => value !== "");
    expect({ userName, status, attributes }).toEqual({
      userName: own?.userName,
      status: own?.status ?? "ACTIVE",
      attributes: Object.fromEntries(profile),
    });
  }
});

test("an org made of a slice gives the same slice again", async () => {
  const slice = await read(await opened(ownPeople()));
  expect(await read(await opened(slice))).toEqual(slice);
});

test("a large group is read page by page with GET alone, and each page is told", async () => {
  const org = await opened(generatePeople({ users: 2_300, groups: 1 }));
  const told: number[] = [];
  const slice = await read(org, ["TOTAL-Admin"], (people) => told.push(people));
  expect(slice.people).toHaveLength(2_300);
  expect(told.length).toBeGreaterThan(2);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(2_300);
  expect(new Set(org.exchanges.map(({ method }) => method))).toEqual(new Set(["GET"]));
});

test("a group that the org does not have is refused with the nearest name, as in a real run", async () => {
  const error = await failureOf(read(await opened(ownPeople()), ["TOTAL-Amdin"]));
  expect(error).toMatchObject({ code: "group-not-found", exitCode: 1 });
  expect(error.why).toMatch(/^did you mean "TOTAL-Admin"/);
});

test("a group that the run may make is left out", async () => {
  const org = await opened(ownPeople());
  const { tenant, signal } = await org.again({ createGroups: true });
  const request = { groups: ["TOTAL-Admin", "TOTAL-New"], signal, onRead: () => undefined };
  const slice = await readOktaSlice(tenant, request);
  expect(slice.groups).toEqual(["TOTAL-Admin"]);
});

test("reading ends at the next page when the run is interrupted", async () => {
  const { tenant } = (await opened(ownPeople())).context;
  const stop = new AbortController();
  const request = {
    groups: GROUPS,
    signal: stop.signal,
    onRead: () => {
      stop.abort(new Error("interrupted"));
    },
  };
  await expect(readOktaSlice(tenant, request)).rejects.toThrow("interrupted");
});
