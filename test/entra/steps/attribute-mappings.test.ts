import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../src/http/exchange.js";
import type { JsonObject } from "../../../src/base/json.js";
import { isRestartDue, rememberRestart } from "../../../src/entra/job/restart-due.js";
import { planMappings } from "../../../src/entra/mapping/schema-surgery.js";
import { attributeMappings } from "../../../src/entra/steps/attribute-mappings.js";
import type { EntraTenant } from "../../../src/entra/tenant/tenant.js";
import type { SandboxJob } from "../../../src/sandbox/entra/tenant/model.js";
import { addJob } from "../../../src/sandbox/entra/tenant/job.js";
import type { Step } from "../../../src/setup/step/step.js";
import { changeUserMappings, list } from "../../support/entra-schemas.js";
import { failureOf } from "../../okta/support/failure.js";
import { differences } from "../support/differences.js";
import {
  applyAll,
  bind,
  openTenant,
  readResults,
  told,
  type OpenedTenant,
  type TenantParts,
} from "../support/sandbox-tenant.js";
import { DEPARTMENT } from "../support/schemas.js";

const WHY = "TOTAL knows each person by the Entra object ID; with any other value sign-in fails.";
const USERS = [
  { target: "externalId", source: "objectId", why: WHY },
  { target: "title", source: "jobTitle" },
  { target: DEPARTMENT, source: "department" },
];

function mappings(): Step<EntraTenant> {
  return bind(attributeMappings, { users: USERS });
}

/** A tenant with an application and a job that has the default mappings, or others. */
async function openWithJob(
  variant: "default" | "older" | "other-ids" = "default",
  parts: TenantParts = {},
): Promise<OpenedTenant> {
  const opened = await openTenant(parts);
  const [app] = opened.sandbox.tenant.servicePrincipals.values();
  if (app === undefined) throw new Error("the sandbox has no application");
  addJob(opened.sandbox.tenant, app, { templateId: "scim", variant, now: opened.clock.now() - 60_000 });
  await readResults(opened);
  return opened;
}

function jobOf({ sandbox }: OpenedTenant): SandboxJob {
  const job = [...sandbox.tenant.servicePrincipals.values()].flatMap(({ jobs }) => [...jobs.values()])[0];
  if (job === undefined) throw new Error("the sandbox has no job");
  return job;
}

describe("entra/attribute-mappings", () => {
  test("plans every wanted mapping before there is a job, and says why it matters", async () => {
    const { context } = await openTenant();
    const { changes } = await mappings().look(context);
    expect(told(changes)).toEqual(['update attribute-mappings "users"']);
    expect(changes[0]?.fields).toEqual([
      { path: "externalId", before: null, after: "[objectId]" },
      { path: "title", before: null, after: "[jobTitle]" },
      { path: DEPARTMENT, before: null, after: "[department]" },
    ]);
    expect(changes[0]?.note).toContain(WHY);
    expect(changes[0]?.summary).toBe("externalId = objectId, and 2 more");
  });

  test.each([
    [[DEPARTMENT], "department = department"],
    [["externalId", "title"], "externalId = department, and 1 more"],
    [["preferredLanguageOfTheWholeUser", "title"], "2 attributes"],
  ])("sums up the mappings of %j in at most 40 characters", async (targets, summary) => {
    const { context } = await openTenant();
    const step = bind(attributeMappings, { users: targets.map((target) => ({ target, source: "department" })) });
    expect((await step.look(context)).changes[0]?.summary).toBe(summary);
    expect(summary.length).toBeLessThanOrEqual(40);
  });

  test.each(["default", "older", "other-ids"] as const)(
    "fixes the %s schema, and nothing else in it",
    async (variant) => {
      const opened = await openWithJob(variant);
      const before = structuredClone(jobOf(opened).schema);
      const { changes } = await mappings().look(opened.context);
      expect(changes[0]?.fields.map(({ path, after }) => [path, after])).toEqual([["externalId", "[objectId]"]]);
      expect(changes[0]?.note).toBe(WHY);

      const after = await applyAll(mappings(), opened.context);
      expect(after.changes).toEqual([]);
      expect(after.found).toEqual(["externalId <- [objectId]", "title <- [jobTitle]", `${DEPARTMENT} <- [department]`]);
      const { version, ...written } = jobOf(opened).schema;
      const { version: versionBefore, ...wanted } = planMappings(before, USERS).after;
      expect(differences(wanted, written)).toEqual([]);
      expect(version).not.toBe(versionBefore);

      const next = await opened.again();
      await readResults(next);
      expect((await mappings().look(next.context)).changes).toEqual([]);
      expect(next.session.requests().writes).toBe(0);
    },
  );

  test("writes what was read without the annotations of the answer", async () => {
    const exchanges: Exchange[] = [];
    const opened = await openWithJob("default", { session: { record: (exchange) => exchanges.push(exchange) } });
    await applyAll(mappings(), opened.context);
    const put = exchanges.find(({ method }) => method === "PUT");
    expect(Object.keys((put?.body ?? {}) as JsonObject)).toEqual(
      Object.keys(jobOf(opened).schema).filter((key) => !key.startsWith("@odata.")),
    );
  });

  test("warns of a mapping with Switch, other than that of active, before Entra empties its value", async () => {
    const opened = await openWithJob();
    const codes = async (): Promise<unknown> =>
      (await mappings().look(opened.context)).warnings?.map(({ code, message }) => [code, message.split(":")[0]]);
    expect(await codes()).toEqual([]);
    const map = (target: string, expression: string): void => {
      changeUserMappings(jobOf(opened), (all) =>
        all.map((one) =>
          one["targetAttributeName"] === target
            ? { ...one, source: { expression, name: "any", parameters: [], type: "Function" } }
            : one,
        ),
      );
    };
    map("title", 'IIF([country]="NO", "Oslo", "Switch it")');
    expect(await codes()).toEqual([]);
    map("preferredLanguage", 'ToLower(Switch([country], "en", "NO", "nb"))');
    expect(await codes()).toEqual([["mapping-switch-clears", "preferredLanguage is mapped with Switch"]]);
    map("displayName", 'Switch([country], "Elsewhere", "NO", "Oslo")');
    // What the step is about to map otherwise is no trouble.
    map("title", 'Switch([country], "Elsewhere", "NO", "Oslo")');
    expect(await codes()).toEqual([["mapping-switch-clears", "displayName, preferredLanguage are mapped with Switch"]]);
  });

  test("names a mapping of active that was removed and a mapping of groups that is off, and leaves both", async () => {
    const opened = await openWithJob();
    const job = jobOf(opened);
    expect((await mappings().look(opened.context)).warnings).toEqual([]);
    changeUserMappings(job, (all) => all.filter((item) => item["targetAttributeName"] !== "active"));
    const rules = list(job.schema["synchronizationRules"]).map((rule) => ({
      ...rule,
      objectMappings: list(rule["objectMappings"]).map((one) =>
        one["sourceObjectName"] === "Group" ? { ...one, enabled: false } : one,
      ),
    }));
    job.schema = { ...job.schema, synchronizationRules: rules };
    const look = await mappings().look(opened.context);
    expect(look.warnings?.map(({ code }) => code)).toEqual(["mapping-active-missing", "mapping-groups-off"]);
    const after = await applyAll(mappings(), opened.context);
    expect([after.changes, after.warnings?.length]).toEqual([[], 2]);
  });

  test("keeps a copy of the mappings as they were, and says where", async () => {
    const kept: [string, JsonObject][] = [];
    const backUp = (name: string, content: JsonObject): string => {
      kept.push([name, content]);
      return "/state/backup/schema.json";
    };
    const opened = await openWithJob("default", { session: { backUp } });
    const before = structuredClone(jobOf(opened).schema);
    const after = await applyAll(mappings(), opened.context);
    expect(kept.map(([name]) => name)).toEqual([`schema-${jobOf(opened).id}`]);
    expect(kept[0]?.[1]).toMatchObject(before);
    expect(after.found).toContain("A copy of the previous mappings is in /state/backup/schema.json.");
  });

  test("writes nothing when somebody changed the mappings since they were looked at", async () => {
    const opened = await openWithJob();
    const step = mappings();
    const [change] = (await step.look(opened.context)).changes;
    if (change === undefined) throw new Error("nothing was planned");
    const job = jobOf(opened);
    job.schema = { ...job.schema, version: "99" };
    expect(await failureOf(step.apply(opened.context, change))).toMatchObject({
      code: "schema-changed",
      exitCode: 1,
      refused: true,
    });
    expect(opened.session.requests().writes).toBe(0);
  });

  test("stops with the place at a schema it cannot change safely", async () => {
    const opened = await openWithJob();
    const job = jobOf(opened);
    job.schema = { ...job.schema, synchronizationRules: [] };
    expect((await failureOf(mappings().look(opened.context))).code).toBe("schema-unexpected");
  });

  test("announces the restart of a job that has run, and remembers it from before the write", async () => {
    const opened = await openWithJob();
    const { journal } = opened.context;
    jobOf(opened).synchronized = { users: 3, groups: 1 };
    await readResults(opened);
    const step = mappings();
    const { changes } = await step.look(opened.context);
    expect(changes[0]?.note).toMatch(/has run before, so it is restarted/);
    expect(opened.tenant.results.restartNeeded).toBe(true);
    expect(isRestartDue(journal, jobOf(opened).id)).toBe(false);

    expect((await applyAll(step, opened.context)).changes).toEqual([]);
    expect(opened.tenant.results.restartNeeded).toBe(true);
    const next = await opened.again();
    await readResults(next);
    await mappings().look(next.context);
    expect(next.tenant.results.restartNeeded).toBe(true);
    rememberRestart(journal, jobOf(opened).id, "done");
    const last = await opened.again();
    await readResults(last);
    await mappings().look(last.context);
    expect(last.tenant.results.restartNeeded).toBe(false);
  });

  test("restarts nothing when its writes are left out: the second look of a run comes after the plan", async () => {
    const opened = await openWithJob();
    jobOf(opened).synchronized = { users: 3, groups: 1 };
    await readResults(opened);
    const step = mappings();
    await step.look(opened.context);
    expect((await step.look(opened.context)).changes).toHaveLength(1);
    expect(opened.tenant.results.restartNeeded).toBe(false);
  });

  test("needs no restart before the job was first started", async () => {
    const opened = await openWithJob();
    await applyAll(mappings(), opened.context);
    expect(opened.tenant.results.restartNeeded).toBe(false);
    expect(isRestartDue(opened.context.journal, jobOf(opened).id)).toBe(false);
  });

  test("promises the values, with a reason that names what the attribute mapping sends now", async () => {
    const opened = await openWithJob();
    const step = mappings();
    expect(step.expects().values?.map(({ path, attribute }) => `${path} <- ${attribute}`)).toEqual([
      "userName <- userPrincipalName",
      "externalId <- objectId",
      "title <- jobTitle",
      `${DEPARTMENT} <- department`,
    ]);
    const reason = (): string | undefined => step.expects().values?.find(({ path }) => path === "externalId")?.reason;
    expect(reason()).toContain("[mailNickname]");
    await step.look(opened.context);
    expect(reason()).toMatch(/the attribute mapping sends \[mailNickname\] as externalId, not \[objectId\]/);
    await applyAll(step, opened.context);
    expect(reason()).toMatch(/sends \[objectId\] as externalId: the value is older/);
  });

  test.each([
    [{ users: [] }],
    [{ users: [{ target: "externalId", source: "[objectId]" }] }],
    [
      {
        users: [
          { target: "title", source: "mail" },
          { target: "Title", source: "jobTitle" },
        ],
      },
    ],
    [{ users: USERS, groups: [] }],
  ])("refuses %j in a template", (wrong) => {
    expect(() => bind(attributeMappings, wrong)).toThrow();
  });
});
