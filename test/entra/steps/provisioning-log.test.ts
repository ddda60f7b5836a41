import { describe, expect, test } from "vitest";
import { groupAssignments } from "../../../src/entra/steps/group-assignments.js";
import { provisioningLog } from "../../../src/entra/steps/provisioning-log.js";
import { startProvisioning } from "../../../src/entra/steps/start-provisioning.js";
import {
  applyAll,
  bind,
  openConnected,
  openTenant,
  person,
  readResults,
  type OpenedTenant,
  type TenantParts,
} from "../support/sandbox-tenant.js";

async function openAfterCycle(parts: TenantParts = {}): Promise<OpenedTenant> {
  const opened = await openConnected(parts);
  await applyAll(bind(groupAssignments, { groups: ["TOTAL-Admin"] }), opened.context);
  await applyAll(bind(startProvisioning), opened.context);
  await opened.clock.sleep(15 * 60_000);
  return opened;
}

/** A record as the log holds it, in the sandbox's own store. */
function addRecord({ sandbox, tenant, clock }: OpenedTenant, id: string, name: string, error?: object): void {
  const at = clock.now() + sandbox.tenant.log.length;
  sandbox.tenant.log.push({
    visibleFrom: 0,
    record: {
      id: `record-${String(sandbox.tenant.log.length)}`,
      activityDateTime: new Date(at).toISOString(),
      jobId: tenant.results.job?.id ?? "",
      provisioningAction: "create",
      sourceIdentity: { id, displayName: name, identityType: "User" },
      provisioningStatusInfo: {
        status: error === undefined ? "success" : "failure",
        errorInformation: error === undefined ? null : { ...error },
      },
    },
  });
}

describe("entra/provisioning-log", () => {
  test("has nothing to read before there is a job", async () => {
    expect(await bind(provisioningLog).look((await openTenant()).context)).toEqual({ changes: [] });
  });

  test("takes silence for a log that lags behind", async () => {
    const look = await bind(provisioningLog).look((await openConnected()).context);
    expect(look).toEqual({
      changes: [],
      found: ["The provisioning logs have no entries yet; new entries can take some minutes to appear."],
    });
  });

  test("counts what the job did", async () => {
    const { found, warnings } = await bind(provisioningLog).look((await openAfterCycle()).context);
    expect(found?.[0]).toMatch(/^The provisioning logs have \d+ entries: \d+ success\.$/);
    expect(warnings).toEqual([]);
  });

  test("names who failed with the newest reason, explained, and forgives an earlier failure", async () => {
    const opened = await openConnected();
    addRecord(opened, "u1", "Ada", { errorCode: "Timeout" });
    addRecord(opened, "u1", "Ada");
    addRecord(opened, "u2", "Ben", { errorCode: "InternalError" });
    addRecord(opened, "u2", "Ben", { errorCode: "EntryConflict", reason: "409 from the target" });
    const { found, warnings } = await bind(provisioningLog).look(opened.context);
    expect(found).toEqual(["The provisioning logs have 4 entries: 3 failure, 1 success."]);
    expect(warnings).toEqual([
      {
        code: "provisioning-failed",
        message:
          "Ben: EntryConflict: the SCIM server already has a user or group with a value that must be unique there: 409 from the target (create)",
        fix: expect.stringContaining("on the SCIM server") as string,
      },
    ]);
  });

  test("bounds how many failures it names", async () => {
    const opened = await openConnected();
    for (let number = 0; number < 25; number += 1)
      addRecord(opened, `u${String(number)}`, "X", { errorCode: "Timeout" });
    const { warnings = [] } = await bind(provisioningLog).look(opened.context);
    expect(warnings).toHaveLength(21);
    expect(warnings.at(-1)?.message).toBe("The provisioning logs have 5 more failures.");
  });

  test("reads only what happened since this run started the job", async () => {
    const opened = await openConnected();
    addRecord(opened, "u1", "Ada", { errorCode: "Timeout" });
    await opened.clock.sleep(10 * 60_000);
    await applyAll(bind(startProvisioning), opened.context);
    expect((await bind(provisioningLog).look(opened.context)).warnings ?? []).toEqual([]);
    const next = await opened.again();
    await readResults(next);
    expect((await bind(provisioningLog).look(next.context)).warnings).toHaveLength(1);
  });

  test("tells at the end what came since, and each failure once", async () => {
    const opened = await openConnected();
    const step = bind(provisioningLog);
    addRecord(opened, "u1", "Ada", { errorCode: "Timeout" });
    await step.look(opened.context);
    addRecord(opened, "u2", "Ben", { errorCode: "EntryConflict" });
    const { found, warnings = [] } = (await step.conclude?.(opened.context)) ?? { found: [] };
    expect(found).toEqual(["The provisioning logs have 2 entries: 2 failure."]);
    expect(warnings.map(({ message }) => message.split(":", 1)[0])).toEqual(["Ben"]);
  });

  test.each([
    ["the licence is missing", { licence: "free" as const }],
    [
      "the right is missing",
      { scopes: ["Application.ReadWrite.All", "Synchronization.ReadWrite.All", "Group.Read.All", "User.Read.All"] },
    ],
  ])("stays unchecked when %s", async (_why, sandbox) => {
    const { context } = await openConnected({ people: [person("ada")], sandbox });
    const look = await bind(provisioningLog).look(context);
    expect(look.unchecked?.[0]).toContain("ProvisioningLog.Read.All");
    expect(look.changes).toEqual([]);
  });
});
