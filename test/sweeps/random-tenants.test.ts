import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { SetupError } from "../../src/base/errors.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import {
  LABEL,
  objectsIn,
  startTenantWorld,
  text,
  without,
  type RunInputs,
  type TenantWorld,
} from "../support/tenant-world.js";

const GROUPS = ["TOTAL-Admin", "TOTAL-Analyst", "Sales"] as const;
type Group = (typeof GROUPS)[number];

interface RandomApp {
  readonly label: string;
  readonly active: boolean;
  readonly ssoUrl: string;
  readonly connected: boolean;
  readonly assigned: readonly string[];
  readonly pushed: readonly { readonly group: Group; readonly as: string; readonly status: string }[];
}

interface RandomTenant {
  readonly people: readonly {
    readonly groups: readonly Group[];
    readonly active: boolean;
    readonly familyName: boolean;
  }[];
  readonly apps: readonly RandomApp[];
  /** Groups that the target has before the run, each with somebody in it whom the tenant does not know. */
  readonly targetGroups: readonly string[];
  readonly run: { readonly groups: readonly Group[]; readonly assign: readonly Group[] };
}

const someGroups = fc.subarray([...GROUPS]);
const named = fc.subarray(["TOTAL-Analyst", "Sales"] as const).map((more) => ["TOTAL-Admin", ...more] as const);
const tenants: fc.Arbitrary<RandomTenant> = fc.record({
  people: fc.array(fc.record({ groups: someGroups, active: mostly(true), familyName: mostly(true) }), { maxLength: 5 }),
  apps: fc.array(
    fc.record({
      label: fc.constantFrom(LABEL, LABEL, `${LABEL} old`, "Something else"),
      active: mostly(true),
      ssoUrl: fc.constantFrom("https://total.invalid/saml/acs", "https://intranet.example/acs"),
      connected: fc.boolean(),
      assigned: fc.subarray([...GROUPS, "Everyone"]),
      pushed: fc.uniqueArray(
        fc.record({
          group: fc.constantFrom(...GROUPS),
          as: fc.constantFrom("", "", "An alias", "TOTAL-Admin"),
          status: fc.constantFrom("ACTIVE", "INACTIVE"),
        }),
        { selector: ({ group }) => group, maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  targetGroups: fc.subarray(["TOTAL-Admin", "Strangers"]),
  run: fc.record(
    { groups: named, assign: fc.subarray([...GROUPS], { minLength: 1 }), typed: fc.constant(LABEL) },
    { requiredKeys: ["groups", "assign"] },
  ),
});

function mostly(value: boolean): fc.Arbitrary<boolean> {
  return fc.constantFrom(value, value, value, !value);
}

test.prop([tenants], { numRuns: 35 })(
  "whatever a tenant holds: after a run nothing is left to do, and nothing that was there and not named is gone or changed",
  async (tenant) => {
    const world = await startTenantWorld({
      people: tenant.people.map(({ groups, active, familyName }, index) => ({
        userName: `person${String(index)}@north.example`,
        givenName: "Given",
        ...(familyName ? { familyName: "Family" } : {}),
        email: `person${String(index)}@north.example`,
        active,
        groups,
      })),
      groups: [...GROUPS],
    });
    try {
      await furnish(world, tenant);
      await expectRunsWell(world, tenant.run);
    } finally {
      await world.close();
    }
  },
  300_000,
);

async function furnish(world: TenantWorld, { apps, targetGroups }: RandomTenant): Promise<void> {
  for (const [index, displayName] of targetGroups.entries()) {
    const userName = `stranger${String(index)}@there.example`;
    const user = await world.onTarget("POST", "/Users", { schemas: [USER], userName, active: true });
    const members = [{ value: text(user["id"]) }];
    await world.onTarget("POST", "/Groups", { schemas: [GROUP], displayName, members });
  }
  for (const app of apps) {
    const id = await world.makeApp({ label: app.label, ssoUrl: app.ssoUrl });
    if (app.connected) await world.connect(id);
    for (const group of app.assigned) await world.assign(id, group);
    await world.settle();
    for (const { group, as, status } of app.pushed)
      await world.push(id, group, { ...(as === "" ? {} : { as }), status });
    await world.settle();
    if (!app.active) await world.admin("POST", `/api/v1/apps/${id}/lifecycle/deactivate`);
  }
}

/** Reasons for which a person must decide; then nothing may have been written. */
const DECISIONS = ["app-foreign", "app-inactive", "app-ambiguous", "group-push-name-taken"];

async function expectRunsWell(world: TenantWorld, run: RunInputs): Promise<void> {
  const before = await dump(world);
  const looked = await world.plan(run);
  expect(looked.writes).toBe(0);
  expect(await dump(world)).toEqual(before);

  const applied = await world.apply(run);
  await world.settle();
  const after = await dump(world);
  if (applied.error !== undefined) {
    expect(applied.error).toBeInstanceOf(SetupError);
    expect(DECISIONS).toContain(applied.error instanceof SetupError ? applied.error.code : undefined);
    expect(applied.writes).toBe(0);
    expect(after).toEqual(before);
    return;
  }
  expectKept(before, after, run);

  const again = await world.plan(run);
  expect(again.error).toBeUndefined();
  // That the app may be somebody else's is asked anew each time.
  const isForeign = again.steps.some(({ ownership }) => ownership?.state === "foreign");
  const left = again.steps.flatMap(({ changes }) => changes);
  expect([again.outcome, left]).toEqual([isForeign ? "changes-pending" : "unchanged", []]);
  const repeated = await world.apply(run);
  expect(repeated.writes).toBe(0);
  expect(repeated.outcome).toBe(applied.outcome === "applied" ? "unchanged" : applied.outcome);
  expect(await dump(world)).toEqual(after);
}

interface DumpedApp {
  readonly settings: JsonObject;
  readonly features: readonly string[];
  readonly assigned: ReadonlyMap<string, JsonObject>;
  readonly mappings: ReadonlyMap<string, JsonObject>;
}

interface Dump {
  readonly apps: ReadonlyMap<string, DumpedApp>;
  readonly groups: ReadonlyMap<string, JsonObject>;
  readonly targetUsers: ReadonlyMap<string, JsonObject>;
  readonly targetGroups: ReadonlyMap<string, JsonObject>;
}

function expectKept(before: Dump, after: Dump, { groups: pushed = [], assign = [] }: RunInputs): void {
  const idsOf = (names: readonly string[]): (string | undefined)[] =>
    names
      .map(
        (name) => [...after.groups.values()].find((one) => one["name"] === name && one["type"] !== "APP_GROUP")?.["id"],
      )
      .map((id) => (typeof id === "string" ? id : undefined));
  const [pushedIds, assignedIds] = [idsOf(pushed), idsOf(assign)];

  for (const [id, group] of before.groups) expect(after.groups.get(id)).toEqual(group);
  for (const [id, app] of before.apps) {
    const now = after.apps.get(id);
    expect(now?.settings).toEqual(app.settings);
    if (now === undefined) continue;
    if (app.settings["label"] !== LABEL || app.settings["status"] !== "ACTIVE") {
      expect(now).toEqual(app);
      continue;
    }
    for (const [key, assignment] of app.assigned) expect(now.assigned.get(key)).toEqual(assignment);
    for (const [key, mapping] of app.mappings) {
      const activated = mapping["status"] === "INACTIVE" && pushedIds.includes(text(mapping["source"]));
      const may = activated ? { status: "ACTIVE" } : {};
      expect(now.mappings.get(key)).toEqual({ ...mapping, ...may });
    }
    for (const key of now.assigned.keys()) if (!app.assigned.has(key)) expect(assignedIds).toContain(key);
    for (const [key, { source }] of now.mappings) if (!app.mappings.has(key)) expect(pushedIds).toContain(source);
  }
  const made = [...after.apps].filter(([id]) => !before.apps.has(id));
  expect(made.length).toBeLessThanOrEqual(
    [...before.apps.values()].some(({ settings }) => settings["label"] === LABEL) ? 0 : 1,
  );

  const strangers = [...before.targetUsers].filter(([, user]) => text(user["userName"]).startsWith("stranger"));
  for (const [id, user] of strangers) expect(withoutGroups(after.targetUsers.get(id))).toEqual(withoutGroups(user));
  const own = new Set(
    [...after.apps.values()].flatMap(({ mappings }) =>
      [...mappings.values()].filter(({ source }) => pushedIds.includes(text(source))).map(({ target }) => target),
    ),
  );
  for (const [id, group] of before.targetGroups)
    if (!own.has(group["displayName"])) expect(after.targetGroups.get(id)).toEqual(group);
  for (const [id, user] of before.targetUsers) expect(after.targetUsers.get(id)?.["userName"]).toBe(user["userName"]);
}

/** Which groups somebody is in follows from the groups. */
function withoutGroups(user: JsonObject | undefined): JsonObject {
  return without(user ?? {}, "groups", "meta");
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** Everything tenant and target hold, by id, without what Okta's own work changes: times, and how a push went. */
async function dump(world: TenantWorld): Promise<Dump> {
  const groups = new Map<string, JsonObject>();
  for (const { id, type, profile } of objectsIn(await world.admin("GET", "/api/v1/groups?limit=200"))) {
    const members = objectsIn(await world.admin("GET", `/api/v1/groups/${text(id)}/users`)).map((one) =>
      text(one["id"]),
    );
    groups.set(text(id), { id: text(id), type: text(type), name: nameIn(profile), members });
  }
  const apps = new Map<string, DumpedApp>();
  for (const app of objectsIn(await world.admin("GET", "/api/v1/apps?limit=200"))) {
    const id = text(app["id"]);
    const { features } = app;
    const assigned = objectsIn(await world.admin("GET", `/api/v1/apps/${id}/groups?limit=200`));
    const mappings = objectsIn(await world.admin("GET", `/api/v1/apps/${id}/group-push/mappings`));
    apps.set(id, {
      settings: without(app, "features", "lastUpdated"),
      features: Array.isArray(features) ? features.map(String).sort() : [],
      assigned: new Map(assigned.map((one) => [text(one["id"]), one])),
      mappings: new Map(
        mappings.map((one) => [
          text(one["id"]),
          {
            source: text(one["sourceGroupId"]),
            target: groups.get(text(one["targetGroupId"]))?.["name"],
            status: text(one["status"]),
          },
        ]),
      ),
    });
  }
  const onTarget = async (path: string): Promise<Map<string, JsonObject>> =>
    new Map(objectsIn((await world.onTarget("GET", path))["Resources"]).map((one) => [text(one["id"]), one]));
  return { apps, groups, targetUsers: await onTarget("/Users"), targetGroups: await onTarget("/Groups") };
}

function nameIn(profile: JsonObject[string]): string {
  return text(isJsonObject(profile) ? profile["name"] : undefined);
}
