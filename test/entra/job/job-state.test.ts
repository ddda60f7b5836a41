import { describe, expect, test } from "vitest";
import type { SynchronizationJob } from "../../../src/entra/api/schemas.js";
import { isOn, lastCycle, quarantineReason, synchronizedCounts, timeOf } from "../../../src/entra/job/job-state.js";

function job(status: NonNullable<SynchronizationJob["status"]>, state = "Active"): SynchronizationJob {
  return { id: "scim.1.2", templateId: "scim", schedule: { state, interval: "PT40M" }, status };
}

describe("the state of a provisioning job", () => {
  test("is on only while its schedule is active", () => {
    expect(isOn(job({}, "Active"))).toBe(true);
    expect(isOn(job({ code: "Active" }, "Disabled"))).toBe(false);
    expect(isOn({ id: "scim.1.2" })).toBe(false);
  });

  test("knows that a job which reads Failed in the year 1 has never run", () => {
    const never = "0001-01-01T00:00:00Z";
    const lastExecution = { state: "Failed", error: { code: "None", message: "" }, timeBegan: never, timeEnded: never };
    expect(lastCycle(job({ code: "NotRun", lastExecution }))).toBeUndefined();
    expect(lastCycle(job({ lastExecution: null }))).toBeUndefined();
  });

  test("tells the last cycle's times and counts", () => {
    const lastExecution = {
      state: "EntryLevelErrors",
      timeBegan: "2026-11-20T10:00:02Z",
      timeEnded: "2026-11-20T10:01:41Z",
      countExported: 3,
      countEscrowed: 1,
    };
    expect(lastCycle(job({ lastExecution }))).toEqual({
      began: Date.UTC(2026, 10, 20, 10, 0, 2),
      ended: Date.UTC(2026, 10, 20, 10, 1, 41),
      exported: 3,
      escrowed: 1,
    });
  });

  test("counts people and groups by the type a key begins with, in numbers or digits", () => {
    const synchronizedEntryCountByType = [
      { key: "User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", value: 24 },
      { key: "Group to urn:ietf:params:scim:schemas:core:2.0:Group", value: "2" },
    ];
    expect(synchronizedCounts(job({ synchronizedEntryCountByType }))).toEqual({ people: 24, groups: 2 });
    expect(synchronizedCounts(job({}))).toEqual({ people: 0, groups: 0 });
  });

  test("tells a quarantine in Microsoft's words: the error, else the reason, else that there is none", () => {
    const error = { code: "SystemForCrossDomainIdentityManagementInvalidCredentials", message: "Bad token." };
    const reason = "EncounteredQuarantineException";
    expect(quarantineReason(job({ quarantine: { reason, error } }))).toBe(`${error.code}: Bad token.`);
    expect(quarantineReason(job({ quarantine: { reason, error: null } }))).toBe(reason);
    expect(quarantineReason(job({ code: "Quarantine", quarantine: null }))).toBe("Microsoft gives no reason");
    expect(quarantineReason(job({ code: "Active", quarantine: null }))).toBeUndefined();
  });

  test("reads a time that is none as never", () => {
    expect(timeOf("")).toBeUndefined();
    expect(timeOf(null)).toBeUndefined();
    expect(timeOf("2026-11-20T10:00:02Z")).toBe(Date.UTC(2026, 10, 20, 10, 0, 2));
  });
});
