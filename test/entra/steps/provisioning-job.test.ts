import { describe, expect, test } from "vitest";
import { provisioningJob } from "../../../src/entra/steps/provisioning-job.js";
import type { SandboxJob, SandboxServicePrincipal } from "../../../src/sandbox/entra/tenant/model.js";
import { addJob } from "../../../src/sandbox/entra/tenant/job.js";
import type { Change } from "../../../src/setup/model/plan.js";
import { failureOf } from "../../okta/support/failure.js";
import { applyAll, bind, codes, findApp, openTenant, told, type OpenedTenant } from "../support/sandbox-tenant.js";

const step = () => bind(provisioningJob, { template: "scim" });

function appOf({ sandbox }: OpenedTenant): SandboxServicePrincipal {
  const [app] = sandbox.tenant.servicePrincipals.values();
  if (app === undefined) throw new Error("the sandbox has no application");
  return app;
}

function add(opened: OpenedTenant, templateId: string): SandboxJob {
  const now = opened.clock.now() - 60_000;
  return addJob(opened.sandbox.tenant, appOf(opened), { templateId, variant: "default", now });
}

async function openWithApp(...jobs: readonly string[]): Promise<OpenedTenant> {
  const opened = await openTenant();
  await findApp(opened);
  for (const templateId of jobs) add(opened, templateId);
  return opened;
}

describe("entra/provisioning-job", () => {
  test("plans the job before there is an application", async () => {
    const opened = await openTenant();
    const { changes } = await step().look(opened.context);
    expect(told(changes)).toEqual(['create provisioning-job "scim"']);
    expect(changes[0]?.fields).toEqual([{ path: "templateId", before: null, after: "scim" }]);
    expect(changes[0]?.summary).toBe("Provisioning Mode: Automatic");
  });

  test("makes one job of the template, waits until it is listed, and finds it in the next run", async () => {
    const opened = await openWithApp();
    const bound = step();
    expect(await applyAll(bound, opened.context)).toMatchObject({ changes: [], pending: [expect.any(String)] });
    await opened.clock.sleep(3_000);
    const [job] = appOf(opened).jobs.values();
    const settled = await bound.look(opened.context);
    expect(settled).toMatchObject({
      changes: [],
      found: [`Provisioning Mode is Automatic (job ${job?.id ?? ""}).`],
    });
    expect(settled.pending ?? []).toEqual([]);
    expect(job).toMatchObject({ templateId: "scim", state: "Disabled" });

    const next = await opened.again();
    await findApp(next);
    expect((await step().look(next.context)).changes).toEqual([]);
    expect(next.tenant.results.job?.id).toBe(job?.id);
    expect(appOf(opened).jobs.size).toBe(1);
  });

  test("makes no second job after an interrupted run, while nothing lists the first", async () => {
    const opened = await openWithApp();
    const change: Change = { action: "create", resource: { type: "provisioning-job", name: "scim" }, fields: [] };
    const entry = opened.context.journal.begin("automatic", change);
    entry.done((await step().apply(opened.context, change)).id);

    const next = await opened.again();
    await findApp(next);
    expect(told((await step().look(next.context)).changes)).toEqual(['create provisioning-job "scim"']);
    await applyAll(step(), next.context);
    expect(appOf(opened).jobs.size).toBe(1);
  });

  test("warns of an old job beside its own", async () => {
    const opened = await openWithApp("customappsso", "scim");
    const look = await step().look(opened.context);
    expect(look.changes).toEqual([]);
    expect(codes(look)).toEqual(["job-legacy-beside"]);
    expect(opened.tenant.results.job?.templateId).toBe("scim");
  });

  test.each([
    ["job-legacy", ["customappsso"]],
    ["job-foreign", ["slackOutDelta"]],
    ["job-ambiguous", ["scim", "scim"]],
  ])("stops with %s, and writes nothing", async (code, jobs) => {
    const opened = await openWithApp(...jobs);
    expect((await failureOf(step().look(opened.context))).code).toBe(code);
    expect(opened.session.requests().writes).toBe(0);
  });

  test("tells of a quarantine: since when, why, and when Microsoft tries again", async () => {
    const opened = await openWithApp("scim");
    const [job] = appOf(opened).jobs.values();
    if (job === undefined) throw new Error("no job");
    job.quarantine = {
      reason: "EncounteredQuarantineException",
      began: Date.UTC(2026, 10, 19, 8),
      nextAttempt: Date.UTC(2026, 10, 21, 8),
      errorCode: "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
      errorMessage: "The target does not take the token",
      seriesCount: 3,
    };
    const { warnings } = await step().look(opened.context);
    expect(warnings).toMatchObject([{ code: "job-quarantined" }]);
    expect(warnings?.[0]?.message).toMatch(
      /since 2026-11-19T08.*does not take the token\. Next automatic attempt: 2026-11-21T08/,
    );
  });

  test.each([{}, { template: "" }, { template: "scim", more: 1 }])("refuses %j in a template", (wrong) => {
    expect(() => bind(provisioningJob, wrong)).toThrow();
  });
});
