import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../src/sandbox/entra/tenant/model.js";
import { changeUserMappings, list } from "../support/entra-schemas.js";
import { startEntraTenant, worldPerson, type EntraRun, type EntraTenantWorld } from "../support/entra-tenant-world.js";
import { textAt } from "../support/sweep-world.js";

const GROUPS = ["TOTAL-Admin", "TOTAL-Analyst", "Sales"] as const;
type Group = (typeof GROUPS)[number];
/** What the guide calls the application. */
const NAMES: readonly string[] = ["TOTAL", "TruU TOTAL Security"];
const VARIANTS = ["default", "older", "other-ids"] as const;

interface RandomApp {
  readonly name: string;
  readonly kind: "template" | "registration";
  readonly jobs: readonly string[];
  readonly connected: "no" | "here" | "elsewhere" | "oauth";
  readonly assigned: readonly Group[];
  /** Whether an administrator has mended externalId before. */
  readonly mended: boolean;
  readonly notified: boolean;
}

interface RandomTenant {
  readonly people: readonly { readonly groups: readonly Group[]; readonly active: boolean; readonly title: boolean }[];
  readonly apps: readonly RandomApp[];
  readonly nested: boolean;
  readonly schemaVariant: (typeof VARIANTS)[number];
  /** People whom the target has before and nobody in the tenant is. */
  readonly strangers: number;
  readonly assign: readonly Group[];
}

const tenants: fc.Arbitrary<RandomTenant> = fc.record({
  people: fc.array(
    fc.record({ groups: fc.subarray([...GROUPS]), active: mostly(true, false), title: mostly(true, false) }),
    { maxLength: 6 },
  ),
  apps: fc.array(
    fc.record({
      name: mostly("TOTAL", "TruU TOTAL Security", "Something else", "TOTAL old"),
      kind: mostly<RandomApp["kind"]>("template", "registration"),
      jobs: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(["scim"], []) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(["customappsso"], ["gsuite"], ["scim", "scim"], ["scim", "customappsso"]),
        },
      ),
      connected: mostly<RandomApp["connected"]>("here", "no", "elsewhere", "oauth"),
      assigned: fc.subarray([...GROUPS]),
      mended: fc.boolean(),
      notified: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  nested: mostly(false, true),
  schemaVariant: fc.constantFrom(...VARIANTS),
  strangers: fc.nat(2),
  assign: fc.subarray(["TOTAL-Analyst", "Sales"] as const).map((more) => ["TOTAL-Admin", ...more] as const),
});

function mostly<Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) });
}

test.prop([tenants], { numRuns: 25 })(
  "whatever an Entra tenant holds: after a run nothing is left to do, and nothing that was there and not named is gone or changed",
  async (random) => {
    const people = random.people.map(({ groups, active, title }, index) =>
      worldPerson(`person${String(index)}`, groups, { active, ...(title ? {} : { title: "" }) }),
    );
    const world = await startEntraTenant({
      directory: { people, groups: [...GROUPS] },
      awkward: random.nested ? { nested: { Sales: "TOTAL-Admin" } } : {},
      schemaVariant: random.schemaVariant,
      assign: random.assign,
    });
    try {
      await furnish(world, random);
      await expectRunsWell(world);
    } finally {
      await world.close();
    }
  },
  300_000,
);

async function furnish(world: EntraTenantWorld, { apps, strangers }: RandomTenant): Promise<void> {
  for (const { name, kind, jobs, connected, assigned, mended, notified } of apps) {
    const app = world.makeApp(name, kind);
    for (const group of assigned) world.assign(app, world.group(group).id);
    if (kind === "registration") continue;
    for (const templateId of jobs) {
      const job = world.makeJob(app, templateId);
      if (mended) changeUserMappings(job, (all) => all.map(mend));
    }
    if (connected !== "no") world.connect(app, connected === "elsewhere" ? "https://other.example/scim" : undefined);
    if (connected === "oauth") app.settings.set("AuthenticationType", "OAuth2ClientCredentialsGrant");
    if (notified) app.settings.set("SkipOutOfScopeDeletions", "True");
  }
  for (let index = 0; index < strangers; index += 1) {
    const userName = `stranger${String(index)}@there.example`;
    await onTarget(world, "POST", { schemas: [USER], userName, active: true });
  }
}

function mend(mapping: JsonObject): JsonObject {
  if (mapping["targetAttributeName"] !== "externalId") return mapping;
  return { ...mapping, source: { expression: "[objectId]", name: "objectId", parameters: [], type: "Attribute" } };
}

/** A tenant may have nobody in the groups that are assigned, which is no proof by itself. */
const NOBODY_IS_FINE = ["--allow-unchecked", "users"];

/** Reasons for which a person must decide; then nothing may have been written. */
const DECISIONS = [
  "app-ambiguous",
  "app-cannot-provision",
  "job-ambiguous",
  "job-foreign",
  "job-legacy",
  "confirm-needed",
  "credentials-foreign",
];

async function expectRunsWell(world: EntraTenantWorld): Promise<void> {
  const before = await dump(world);
  const looked = await world.run("plan");
  expect(looked.writes).toBe(0);
  expect(await dump(world)).toEqual(before);

  const applied = await world.run("--wait", "3h", ...NOBODY_IS_FINE);
  const after = await dump(world);
  const [error] = applied.document.errors;
  if (error !== undefined) {
    expect(DECISIONS).toContain(error.code);
    expect(looked.document.errors.map(({ code }) => code)).toEqual([error.code]);
    expect(applied.writes).toBe(0);
    expect(after).toEqual(before);
    return;
  }
  expect([applied.code, ["applied", "unchanged"].includes(applied.document.outcome)]).toEqual([0, true]);
  expectKept(before, after);

  const again = await world.run("plan");
  expect([again.code, again.document.outcome, changesOf(again)]).toEqual([0, "unchanged", []]);
  const repeated = await world.run(...NOBODY_IS_FINE);
  expect([repeated.code, repeated.document.outcome, repeated.writes]).toEqual([0, "unchanged", 0]);
  expect(await dump(world)).toEqual(after);
}

function changesOf({ document }: EntraRun): readonly unknown[] {
  return document.steps.flatMap(({ changes }) => changes);
}

interface DumpedApp {
  readonly displayName: string;
  readonly assignments: ReadonlyMap<string, unknown>;
  readonly settings: ReadonlyMap<string, string>;
  /** Of each job, by id: its state and its schema. */
  readonly jobs: ReadonlyMap<string, { readonly state: string; readonly schema: JsonObject }>;
}

interface Dump {
  readonly apps: ReadonlyMap<string, DumpedApp>;
  readonly directory: unknown;
  readonly target: ReadonlyMap<string, JsonObject>;
}

/** What the run may write of a connection. */
const OURS = new Set(["BaseAddress", "SecretToken", "SyncAll", "SyncNotificationSettings"]);
const GUIDED = new Set([
  "externalId",
  "title",
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
]);

function expectKept(before: Dump, after: Dump): void {
  expect(after.directory).toEqual(before.directory);
  for (const [id, app] of before.apps) {
    const now = after.apps.get(id);
    if (now === undefined || !NAMES.includes(app.displayName)) {
      expect(now).toEqual(app);
      continue;
    }
    for (const [key, assignment] of app.assignments) expect(now.assignments.get(key)).toEqual(assignment);
    for (const [key, value] of app.settings)
      if (!OURS.has(key) || key === "SyncNotificationSettings") expect(now.settings.get(key)).toBe(value);
    for (const [key, { schema }] of app.jobs)
      expect(unguided(now.jobs.get(key)?.schema ?? {})).toEqual(unguided(schema));
    expect(now.jobs.size).toBe(Math.max(app.jobs.size, 1));
  }
  const chosen = [...before.apps.values()].filter(({ displayName }) => NAMES.includes(displayName));
  expect(after.apps.size - before.apps.size).toBe(chosen.length === 0 ? 1 : 0);
  for (const [id, user] of before.target) expect(after.target.get(id)).toEqual(user);
}

/** A schema without the mappings that the guide is about, and without the version, which the service counts up. */
function unguided(schema: JsonObject): unknown {
  const rules = list(schema["synchronizationRules"]).map((rule) => ({
    ...rule,
    objectMappings: list(rule["objectMappings"]).map((mapping) =>
      mapping["sourceObjectName"] === "User"
        ? {
            ...mapping,
            attributeMappings: list(mapping["attributeMappings"]).filter(
              (one) => !GUIDED.has(textAt(one, "targetAttributeName")),
            ),
          }
        : mapping,
    ),
  }));
  return { ...schema, version: null, synchronizationRules: rules };
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

async function onTarget({ scim }: EntraTenantWorld, method: string, body?: JsonObject): Promise<JsonObject> {
  const headers = { authorization: `Bearer ${scim.token.reveal()}`, "content-type": "application/scim+json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return (await (await fetch(`${scim.baseUrl}/Users`, { method, headers, ...sent })).json()) as JsonObject;
}

/** Everything tenant and target hold, by id, without what Entra's own cycles change. */
async function dump(world: EntraTenantWorld): Promise<Dump> {
  const { tenant } = world.sandbox;
  const job = ({ state, schema }: SandboxJob): { state: string; schema: JsonObject } => ({ state, schema });
  const app = ({ displayName, assignments, settings, jobs }: SandboxServicePrincipal): DumpedApp => ({
    displayName,
    assignments: new Map([...assignments.values()].map((one) => [one.id, one])),
    settings: new Map([...settings].map(([key, value]) => [key, typeof value === "string" ? value : value.reveal()])),
    jobs: new Map([...jobs].map(([id, one]) => [id, job(one)])),
  });
  const users = list((await onTarget(world, "GET"))["Resources"]).filter((user) =>
    textAt(user, "userName").startsWith("stranger"),
  );
  return {
    apps: new Map([...tenant.servicePrincipals].map(([id, one]) => [id, app(one)])),
    directory: structuredClone([[...tenant.users.values()], [...tenant.groups.values()]]),
    target: new Map(users.map((user) => [textAt(user, "id"), user])),
  };
}
