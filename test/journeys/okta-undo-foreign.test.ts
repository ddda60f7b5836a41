import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import { startUndoWorld, type UndoGuide, type UndoWorld } from "../support/undo-world.js";
import { objectsIn, text } from "../support/tenant-world.js";

const GUIDE: UndoGuide = { template: "total/okta", label: "TOTAL (Provisioning)" };

/** Something that somebody does in the org after the run. */
interface Foreign {
  readonly name: string;
  /** Whether the app cannot be deleted without undoing this. */
  readonly holdsApp: boolean;
  make(place: ForeignPlace): Promise<unknown>;
  /** What of the org it concerns, to be the same before and after the undo; null when it is gone. */
  read(place: ForeignPlace): Promise<JsonValue>;
}

interface ForeignPlace {
  readonly one: UndoWorld;
  readonly app: string;
  readonly groups: Readonly<Record<"sales" | "admin" | "analyst", string>>;
  readonly person: string;
}

const FOREIGN: readonly Foreign[] = [
  {
    name: "another group is assigned",
    holdsApp: true,
    make: ({ one, app, groups }) => one.admin("PUT", `${app}/groups/${groups.sales}`, {}),
    read: ({ one, app, groups }) => read(one, `${app}/groups/${groups.sales}`),
  },
  {
    name: "somebody is assigned one by one",
    holdsApp: true,
    make: ({ one, app, person }) => one.admin("POST", `${app}/users`, { id: person, scope: "USER" }),
    read: async ({ one, app, person }) => (await read(one, `${app}/users/${person}`))?.["scope"] ?? null,
  },
  {
    name: "another group is pushed",
    holdsApp: true,
    make: async ({ one, app, groups }) => {
      const body = { sourceGroupId: groups.sales, targetGroupName: "Sellers" };
      await one.admin("POST", `${app}/group-push/mappings`, body);
    },
    read: async ({ one, app, groups }) => {
      const list = await one.admin("GET", `${app}/group-push/mappings?sourceGroupId=${groups.sales}`);
      const [mapping] = objectsIn(list);
      return mapping === undefined ? null : { id: mapping["id"], status: mapping["status"] };
    },
  },
  {
    name: "the app is called otherwise",
    holdsApp: true,
    make: ({ one, app }) => replaceApp(one, app, (body) => ({ ...body, label: "TOTAL of the north" })),
    read: async ({ one, app }) => (await read(one, app))?.["label"] ?? null,
  },
  {
    name: "the app signs on at another address",
    holdsApp: true,
    make: ({ one, app }) =>
      replaceApp(one, app, (body) => {
        const settings = isJsonObject(body["settings"]) ? body["settings"] : {};
        const signOn = isJsonObject(settings["signOn"]) ? settings["signOn"] : {};
        return { ...body, settings: { ...settings, signOn: { ...signOn, ssoAcsUrl: "https://intranet.example/acs" } } };
      }),
    read: async ({ one, app }) => (await read(one, app))?.["settings"] ?? null,
  },
  {
    name: "an assignment gets a value",
    holdsApp: true,
    make: ({ one, app, groups }) => one.admin("PUT", `${app}/groups/${groups.admin}`, { profile: { title: "Keeper" } }),
    read: async ({ one, app, groups }) => (await read(one, `${app}/groups/${groups.admin}`))?.["profile"] ?? null,
  },
  {
    name: "a group is unassigned",
    holdsApp: false,
    make: ({ one, app, groups }) => one.admin("DELETE", `${app}/groups/${groups.analyst}`),
    read: ({ one, app, groups }) => read(one, `${app}/groups/${groups.analyst}`),
  },
  {
    name: "a push is switched off",
    holdsApp: false,
    make: async ({ one, app }) => {
      const [first] = objectsIn(await one.admin("GET", `${app}/group-push/mappings`));
      await one.admin("PATCH", `${app}/group-push/mappings/${text(first?.["id"])}`, { status: "INACTIVE" });
    },
    read: () => Promise.resolve(null),
  },
  {
    name: "a group of the guide gets another member",
    holdsApp: false,
    make: ({ one, groups, person }) => one.admin("PUT", `/api/v1/groups/${groups.admin}/users/${person}`),
    read: async ({ one, groups }) => objectsIn(await one.admin("GET", `/api/v1/groups/${groups.admin}/users`)).length,
  },
];

test.prop([fc.subarray([...FOREIGN], { maxLength: 3 })], {
  numRuns: 5,
  seed: 6,
  examples: [[FOREIGN.slice(0, 6)], [FOREIGN.slice(4, 5)]],
})(
  "whatever somebody changed since the run stands as it is after an undo, and nothing of the run's own is left",
  async (foreign) => {
    const one = await startUndoWorld(GUIDE);
    try {
      await one.apply();
      await one.settle();
      const place = await placeIn(one);
      for (const each of foreign) {
        await each.make(place);
        await one.settle();
      }
      const before = await readAll(foreign, place);
      const result = await one.undo();
      expect(result.error).toBeUndefined();
      await one.settle();
      const appIsHeld = foreign.some(({ holdsApp }) => holdsApp);
      expect((await read(one, place.app)) === null).toBe(!appIsHeld);
      expect(await readAll(foreign, place)).toEqual(before);
      if (appIsHeld) await expectNothingOfOurs(place, foreign);
    } finally {
      await one.close();
    }
  },
  60_000,
);

async function readAll(foreign: readonly Foreign[], place: ForeignPlace): Promise<unknown> {
  const all: unknown[] = [];
  for (const each of foreign) all.push([each.name, withoutTimes(await each.read(place))]);
  return all;
}

async function expectNothingOfOurs({ one, app, groups }: ForeignPlace, foreign: readonly Foreign[]): Promise<void> {
  const changed = foreign.some(({ name }) => name === "an assignment gets a value");
  const assigned = objectsIn(await one.admin("GET", `${app}/groups`)).map(({ id }) => text(id));
  expect(assigned).not.toContain(groups.analyst);
  expect(assigned.includes(groups.admin)).toBe(changed);
  const pushed = objectsIn(await one.admin("GET", `${app}/group-push/mappings`)).map((each) => each["sourceGroupId"]);
  expect(pushed.filter((id) => id !== groups.sales)).toEqual([]);
}

async function placeIn(one: UndoWorld): Promise<ForeignPlace> {
  const groups = {
    sales: await one.groupId("Sales"),
    admin: await one.groupId("TOTAL-Admin"),
    analyst: await one.groupId("TOTAL-Analyst"),
  };
  const [person] = objectsIn(await one.admin("GET", `/api/v1/groups/${groups.sales}/users`));
  return { one, app: `/api/v1/apps/${await one.appId()}`, groups, person: text(person?.["id"]) };
}

/** An object of the API; null when there is none. */
async function read(one: UndoWorld, path: string): Promise<JsonObject | null> {
  try {
    const answer = await one.admin("GET", path);
    return isJsonObject(answer) ? answer : null;
  } catch {
    return null;
  }
}

async function replaceApp(one: UndoWorld, app: string, change: (body: JsonObject) => JsonObject): Promise<void> {
  await one.admin("PUT", app, change((await read(one, app)) ?? {}));
}

function withoutTimes(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "lastUpdated" && key !== "_links"));
}
