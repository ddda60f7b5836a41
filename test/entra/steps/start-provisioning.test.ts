import { describe, expect, test } from "vitest";
import { isRestartDue, rememberRestart } from "../../../src/entra/job/restart-due.js";
import { groupAssignments } from "../../../src/entra/steps/group-assignments.js";
import { startProvisioning } from "../../../src/entra/steps/start-provisioning.js";
import type { SandboxJob } from "../../../src/sandbox/entra/tenant/model.js";
import {
  applyAll,
  bind,
  codes,
  openConnected,
  openTenant,
  readResults,
  told,
  type OpenedTenant,
} from "../support/sandbox-tenant.js";
import { entraResults } from "../../../src/entra/tenant/results.js";

const step = bind(startProvisioning);

function jobIn({ sandbox }: OpenedTenant): SandboxJob {
  const job = [...sandbox.tenant.servicePrincipals.values()].flatMap(({ jobs }) => [...jobs.values()])[0];
  if (job === undefined) throw new Error("the sandbox has no job");
  return job;
}

async function openStarted(): Promise<OpenedTenant> {
  const opened = await openConnected();
  await applyAll(bind(groupAssignments, { groups: ["TOTAL-Admin", "TOTAL-Analyst"] }), opened.context);
  await applyAll(step, opened.context);
  return opened;
}

describe("entra/start-provisioning", () => {
  test("plans the start before there is a job, under the name the application is going to have", async () => {
    const { context, tenant } = await openTenant();
    entraResults("appName").give(tenant, { appName: "TOTAL" });
    expect(told((await step.look(context)).changes)).toEqual(['start provisioning-job "TOTAL"']);
  });

  test("switches provisioning on once", async () => {
    const opened = await openConnected();
    expect(told((await step.look(opened.context)).changes)).toEqual(['start provisioning-job "TOTAL"']);
    const after = await applyAll(step, opened.context);
    expect(after).toMatchObject({ changes: [], warnings: [] });
    expect(after.found?.[0]).toBe("Provisioning is on.");
    expect(jobIn(opened).state).toBe("Active");
    expect(opened.tenant.results).toMatchObject({ start: { at: opened.clock.now() } });
    const next = await opened.again();
    await readResults(next);
    expect((await step.look(next.context)).changes).toEqual([]);
  });

  test("takes a job that never ran for one that never ran, and not for a failed one", async () => {
    const opened = await openConnected();
    await applyAll(step, opened.context);
    const { found, warnings } = (await step.conclude?.(opened.context)) ?? { found: [] };
    expect(found.join(" ")).toMatch(/^Provisioning is on. No provisioning cycle has ended yet/);
    expect(warnings).toEqual([]);
  });

  test("sums up the last cycle when everything is over", async () => {
    const opened = await openStarted();
    await opened.clock.sleep(15 * 60_000);
    const { found } = (await step.conclude?.(opened.context)) ?? { found: [] };
    expect(found[0]).toBe("Provisioning is on.");
    expect(found[1]).toMatch(
      /^The last cycle ended at 2026-11-20T10:.*: 3 users and 2 groups are synchronized; \d+ exported, 0 waiting/,
    );
  });

  test("restarts a job whose mappings changed after it had run, and remembers that it did", async () => {
    const opened = await openStarted();
    const { context, clock } = opened;
    await clock.sleep(15 * 60_000);
    const next = await opened.again();
    await readResults(next);
    const jobId = jobIn(next).id;
    rememberRestart(context.journal, jobId, "needed");
    entraResults("restartNeeded").give(next.tenant, { restartNeeded: true });
    expect(told((await step.look(next.context)).changes)).toEqual(['start provisioning-job-restart "TOTAL"']);
    expect((await applyAll(step, next.context)).changes).toEqual([]);
    expect(isRestartDue(context.journal, jobId)).toBe(false);
    expect(next.tenant.results.restartNeeded).toBe(false);
    expect(jobIn(next)).toMatchObject({ state: "Active", fullCycleDue: true });
  });

  test("restarts and switches on a job that was switched off", async () => {
    const opened = await openConnected();
    entraResults("restartNeeded").give(opened.tenant, { restartNeeded: true });
    const { changes } = await step.look(opened.context);
    expect(told(changes)).toEqual(['start provisioning-job-restart "TOTAL"', 'start provisioning-job "TOTAL"']);
    expect(changes.map(({ summary }) => summary)).toEqual([
      "all users in scope are written again",
      "first cycle takes minutes or longer",
    ]);
    expect((await applyAll(step, opened.context)).changes).toEqual([]);
    expect(jobIn(opened).state).toBe("Active");
  });

  test("lifts a quarantine once a run, and tells its reason", async () => {
    const opened = await openStarted();
    await opened.clock.sleep(15 * 60_000);
    const next = await opened.again();
    await readResults(next);
    const job = jobIn(next);
    const began = next.clock.now();
    job.quarantine = {
      reason: "EncounteredQuarantineException",
      began,
      nextAttempt: began + 24 * 60 * 60_000,
      errorCode: "SystemForCrossDomainIdentityManagementInvalidCredentials",
      errorMessage: "The token is wrong.",
      seriesCount: 1,
    };
    const look = await step.look(next.context);
    expect(told(look.changes)).toEqual(['start provisioning-job "TOTAL"']);
    expect(look.changes[0]?.summary).toBe("lifts the quarantine for one attempt");
    expect(codes(look)).toEqual(["job-quarantined"]);
    expect(look.warnings?.[0]?.message).toMatch(
      /SystemForCrossDomainIdentityManagementInvalidCredentials: The token is wrong\. Next automatic attempt: 2026-11-21/,
    );
    expect((await applyAll(step, next.context)).changes).toEqual([]);
    job.quarantine = {
      reason: "EncounteredQuarantineException",
      began: began + 60_000,
      nextAttempt: began + 24 * 60 * 60_000,
      errorCode: "X",
      errorMessage: "Still wrong.",
      seriesCount: 2,
    };
    expect(codes((await step.conclude?.(next.context)) ?? {})).toEqual(["job-quarantined"]);
    const again = await step.look(next.context);
    expect([again.changes, codes(again)]).toEqual([[], ["job-quarantined"]]);
    expect(codes((await step.conclude?.(next.context)) ?? {})).toEqual([]);
  });
});
