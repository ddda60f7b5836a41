import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import { ENTRA_FAULTS } from "../../src/sandbox/entra/faults.js";
import type { SandboxJob } from "../../src/sandbox/entra/tenant/model.js";
import { changeUserMappings, list } from "../support/entra-schemas.js";
import {
  startEntraTenant,
  WORLD,
  worldPerson,
  type EntraRun,
  type EntraTenantWorld,
  type EntraWorldParts,
} from "../support/entra-tenant-world.js";
import { textAt } from "../support/sweep-world.js";

let world: EntraTenantWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function start(parts: EntraWorldParts = {}): Promise<EntraTenantWorld> {
  world = await startEntraTenant(parts);
  return world;
}

/** Long enough for two cycles. */
const WAIT = ["--wait", "3h"];

/** Everybody expected was found, with the values the template promises. */
function expectProven({ code, document }: EntraRun, outcome = "applied"): void {
  expect({ code, outcome: document.outcome, errors: document.errors }).toEqual({ code: 0, outcome, errors: [] });
  for (const tally of [document.proof?.users, document.proof?.groups, document.proof?.memberships]) {
    expect(tally?.wrong).toEqual([]);
    expect(tally?.found).toBe(tally?.expected);
  }
}

function warnings({ document }: EntraRun): string[] {
  return document.steps.flatMap((step) => step.warnings.map(({ code }) => code));
}

function changes({ document }: EntraRun): string[] {
  return document.steps.flatMap((step) => step.changes.map(({ action, resource }) => `${action} ${resource.type}`));
}

/** The mapping of people as it stands: target to expression. */
function mapped(job: SandboxJob): Record<string, string> {
  const mappings = list(job.schema["synchronizationRules"])
    .flatMap((rule) => list(rule["objectMappings"]))
    .filter((mapping) => mapping["sourceObjectName"] === "User" && mapping["enabled"] === true)
    .flatMap((mapping) => list(mapping["attributeMappings"]));
  return Object.fromEntries(
    mappings.map((one) => [textAt(one, "targetAttributeName"), textAt(one, "source", "expression")]),
  );
}

function onlyJob(one: EntraTenantWorld): SandboxJob {
  const [job, ...more] = one.app().jobs.values();
  if (job === undefined || more.length > 0) throw new Error("not exactly one job");
  return job;
}

async function externalIds({ scim }: EntraTenantWorld): Promise<Map<string, unknown>> {
  const headers = { authorization: `Bearer ${scim.token.reveal()}` };
  const body = (await (await fetch(`${scim.baseUrl}/Users`, { headers })).json()) as JsonObject;
  return new Map(list(body["Resources"]).map((user) => [textAt(user, "userName"), user["externalId"]]));
}

describe("whatever form a tenant has its schema in", () => {
  test.each(["default", "older", "other-ids"] as const)(
    "the mapping is fixed and everybody arrives: %s",
    async (schemaVariant) => {
      const one = await start({ schemaVariant });
      const run = await one.run(...WAIT);
      expectProven(run);
      expect(mapped(onlyJob(one))).toMatchObject({
        externalId: "[objectId]",
        title: "[jobTitle]",
        userName: "[userPrincipalName]",
      });
      const ids = await externalIds(one);
      expect(ids.size).toBe(3);
      for (const { userPrincipalName, id } of one.sandbox.tenant.users.values())
        expect(ids.get(userPrincipalName)).toBe(ids.has(userPrincipalName) ? id : undefined);

      const again = await one.run();
      expectProven(again, "unchanged");
      expect(again.writes).toBe(0);
    },
  );

  test.each<readonly [string, (mappings: readonly JsonObject[]) => JsonObject[]]>([
    [
      "a constant without a source",
      (all) => all.map((one) => (isFor(one, "externalId") ? { ...one, source: null, defaultValue: "x" } : one)),
    ],
    [
      "title from somewhere else",
      (all) =>
        all.map((one) =>
          isFor(one, "title")
            ? { ...one, source: { expression: "[department]", name: "department", parameters: [], type: "Attribute" } }
            : one,
        ),
    ],
    ["no title at all", (all) => all.filter((one) => !isFor(one, "title"))],
  ])(
    "an administrator's own mappings are mended where the guide says so and kept elsewhere: %s",
    async (_what, change) => {
      const one = await start();
      const job = one.makeJob(one.makeApp("TOTAL"));
      changeUserMappings(job, (all) => change(all.filter((mapping) => !isFor(mapping, "preferredLanguage"))));
      const kept = mapped(job);
      expectProven(await one.run(...WAIT));
      expect(mapped(job)).toEqual({ ...kept, externalId: "[objectId]", title: "[jobTitle]" });
    },
  );

  test("people who got another externalId before are written again after a restart", async () => {
    const one = await start();
    const first = await one.run(...WAIT, "--skip", "fix-user-id");
    expect([first.code, first.document.outcome]).toEqual([5, "unproven"]);
    await one.clock.sleep(3_600_000);
    const impatient = await one.run("--wait", "1m");
    expect([impatient.code, impatient.document.outcome]).toEqual([6, "arriving"]);
    expect(impatient.document.proof?.users.wrong).toMatchObject([
      {
        name: "cem@northwind.example",
        state: "waiting",
        path: "externalId",
        reason: "arrives with the first cycle after the restart, which has not ended yet",
      },
    ]);
    expect(changes(impatient)).toEqual([
      "update attribute-mappings",
      "start provisioning-job-restart",
      "start on-demand-provisioning",
    ]);
    await one.clock.sleep(3_600_000);
    expectProven(await one.run(), "unchanged");
  });
});

function isFor(mapping: JsonObject, target: string): boolean {
  return mapping["targetAttributeName"] === target;
}

describe("what others have done before", () => {
  test("an assignment that is there, and others, are left as found", async () => {
    const one = await start();
    const app = one.makeApp("TruU TOTAL Security");
    const sales = one.group("Sales").id;
    one.assign(app, one.group("TOTAL-Admin").id);
    one.assign(app, sales);
    const before = [...app.assignments.values()];
    const run = await one.run(...WAIT);
    expectProven(run);
    expect([...app.assignments.values()].slice(0, 2)).toEqual(before);
    expect([...app.assignments.values()].map(({ principalId }) => principalId).sort()).toEqual(
      [sales, one.group("TOTAL-Admin").id, one.group("TOTAL-Analyst").id].sort(),
    );
    expect(one.sandbox.tenant.servicePrincipals.size).toBe(1);
  });

  test("an application without a role for people gets Default access", async () => {
    const one = await start();
    const { id, ...rest } = one.makeApp("TOTAL");
    one.sandbox.tenant.servicePrincipals.set(id, { ...rest, id, appRoles: [] });
    expectProven(await one.run(...WAIT));
    for (const { appRoleId } of one.app().assignments.values())
      expect(appRoleId).toBe("00000000-0000-0000-0000-000000000000");
  });

  test("notification settings and other settings of a connection are kept", async () => {
    const one = await start();
    const app = one.makeApp("TOTAL");
    one.makeJob(app);
    one.connect(app);
    app.settings.set("SkipOutOfScopeDeletions", "True");
    const notifications = app.settings.get("SyncNotificationSettings");
    expectProven(await one.run(...WAIT));
    expect(app.settings.get("SyncNotificationSettings")).toBe(notifications);
    expect(app.settings.get("SkipOutOfScopeDeletions")).toBe("True");
  });

  test("a job in quarantine is told, with Microsoft's reason, and started again once", async () => {
    const one = await start();
    expectProven(await one.run(...WAIT));
    onlyJob(one).quarantine = {
      reason: "EncounteredQuarantineException",
      began: one.clock.now() - 3_600_000,
      nextAttempt: one.clock.now() + 24 * 3_600_000,
      errorCode: "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
      errorMessage: "The target refused the token.",
      seriesCount: 3,
    };
    const look = await one.run("plan");
    expect(warnings(look)).toContain("job-quarantined");
    expect(look.stderr + JSON.stringify(look.document)).toContain("The target refused the token.");
    expect([look.code, look.writes, changes(look)]).toEqual([0, 0, ["start provisioning-job"]]);

    const run = await one.run(...WAIT);
    expectProven(run);
    expect(changes(run)).toEqual(["start provisioning-job"]);
    expect(onlyJob(one).quarantine).toBeUndefined();
    expectProven(await one.run(), "unchanged");
  });

  test("moving people to another target happens when it is confirmed, and brings everybody there", async () => {
    const one = await start();
    const app = one.makeApp("TOTAL");
    one.makeJob(app);
    one.connect(app, "https://other.vendor.example/scim/v2");
    expectProven(await one.run(...WAIT, "--confirm", "TOTAL"));
    expect(app.settings.get("BaseAddress")).toBe(one.scim.baseUrl);
  });
});

describe("groups of every kind", () => {
  test("nested, dynamic and empty groups are told; who is within a nested group is not expected", async () => {
    const one = await start({
      directory: {
        people: [...WORLD.people, worldPerson("fay", ["Night"])],
        groups: [...WORLD.groups, "Night", "Empty"],
      },
      awkward: { nested: { Night: "TOTAL-Admin" }, dynamic: ["TOTAL-Analyst"] },
      assign: ["TOTAL-Admin", "TOTAL-Analyst", "Empty"],
    });
    const run = await one.run(...WAIT);
    expectProven(run);
    expect(warnings(run)).toEqual(expect.arrayContaining(["groups-nested", "group-empty"]));
    const [left, ...more] = run.document.proof?.users.notExpected ?? [];
    expect([left?.name, more]).toEqual(["fay@northwind.example", []]);
    expect(left?.reason).toContain('nested group "Night"');
    expect((await externalIds(one)).has("fay@northwind.example")).toBe(false);
  });

  test("a group of more than five people is provisioned on demand in parts of five at most", async () => {
    const people = Array.from({ length: 13 }, (_, index) => worldPerson(`admin${String(index)}`, ["TOTAL-Admin"]));
    const one = await start({ directory: { people, groups: ["TOTAL-Admin"] }, assign: ["TOTAL-Admin"] });
    let calls = 0;
    one.breakWith(({ path }) => {
      if (path.endsWith("/provisionOnDemand")) calls += 1;
      return undefined;
    });
    expectProven(await one.run(...WAIT));
    expect(calls).toBe(3);
  });

  test("on a tenant without Entra ID P1 the plan warns, the run ends naming the licence, and goes on once it is bought", async () => {
    const one = await start({ licence: "free" });
    const look = await one.run("plan");
    expect(warnings(look)).toContain("licence-p1-missing");
    const run = await one.run(...WAIT);
    expect([run.code, run.document.errors.map(({ code }) => code)]).toEqual([4, ["graph-licence"]]);
    expect(run.document.errors[0]?.fix).toContain("Entra ID P1");
    expect(one.app().assignments.size).toBe(0);
    expect(onlyJob(one).state).toBe("Disabled");
  });
});

describe("answers that come too late or not at all", () => {
  test("a 504 on the creation of an application that was carried out makes no second one", async () => {
    const one = await start();
    let first = true;
    one.breakWith(({ path }) => {
      if (!path.endsWith("/instantiate") || !first) return undefined;
      first = false;
      return ENTRA_FAULTS["504-after"];
    });
    expectProven(await one.run(...WAIT));
    expect(one.sandbox.tenant.servicePrincipals.size).toBe(1);
  });

  test("where Microsoft keeps credentials only with all of their settings, they are kept", async () => {
    const one = await start({ secretsMode: "silent-drop" });
    expectProven(await one.run(...WAIT));
    expect(one.app().settings.get("BaseAddress")).toBe(one.scim.baseUrl);
  });

  test("a connection too long for the US government's cloud is told as that", async () => {
    const one = await start({ settingsLimitBytes: 60 });
    const run = await one.run(...WAIT);
    expect(run.code).toBe(1);
    expect(run.document.errors).toMatchObject([{ code: "graph-invalid" }]);
    expect(onlyJob(one).state).toBe("Disabled");
  });
});
