import { test as property, fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { OnDemandVerdict } from "../../../src/entra/tenant/on-demand-verdict.js";
import { parseOnDemandAnswer } from "../../../src/entra/on-demand/parse-on-demand.js";

const ADA = "11111111-0000-4000-8000-000000000001";
const BEN = "11111111-0000-4000-8000-000000000002";
const STATUS_INFO = "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo";

function key(result: string, details: object = {}): string {
  return JSON.stringify({ result, details });
}

function step(type: string, status: string, details: object = {}, description = ""): object {
  return { name: `Entry${type}`, type, status, description, timestamp: "2026-11-20T10:00:00Z", details };
}

function verdictOf(answer: { key?: string | null; value?: string | null }): OnDemandVerdict | undefined {
  return parseOnDemandAnswer(answer, [ADA]).get(ADA);
}

describe("the answer of provisioning on demand, with its result in the key", () => {
  test("is a success for everybody it was asked for", () => {
    const verdicts = parseOnDemandAnswer({ key: key("Success"), value: "{}" }, [ADA, BEN]);
    expect([...verdicts]).toEqual([
      [ADA, { result: "success" }],
      [BEN, { result: "success" }],
    ]);
  });

  test("counts a redundant export as in sync", () => {
    const details = { errorCode: "RedundantExport", errorMessage: "The state of the user already matches." };
    expect(verdictOf({ key: key("Skipped", details), value: "{}" })).toEqual({ result: "in-sync" });
  });

  test("tells who is not in scope, with what to make of it", () => {
    const details = { errorCode: "NotEffectivelyEntitled", errorMessage: "The user is not assigned." };
    expect(verdictOf({ key: key("Skipped", details), value: null })).toEqual({
      result: "not-in-scope",
      reason: "NotEffectivelyEntitled: the user or group is not assigned to the application",
    });
  });

  test.each(["Assigned", "Assigned to the application"])("reads the scoping step's %s", (name) => {
    const value = JSON.stringify({ provisioningSteps: [step("Scoping", "Skipped", { [name]: "False" })] });
    expect(verdictOf({ key: key("Skipped"), value })?.result).toBe("not-in-scope");
  });

  test("tells a failure with its code, its meaning and Microsoft's message", () => {
    const details = { errorCode: "EntryConflict", errorMessage: "409 from the target." };
    const verdict = verdictOf({ key: key("Failure", details), value: "{}" });
    expect(verdict).toEqual({
      result: "failure",
      reason:
        "EntryConflict: the SCIM server already has a user or group with a value that must be unique there: 409 from the target.",
    });
  });

  test("takes the failing step's words when the result has none", () => {
    const steps = [step("Import", "Success"), step("Export", "Failure", {}, "Failed to create User 'ada'")];
    const verdict = verdictOf({ key: key("Failure"), value: JSON.stringify({ provisioningSteps: steps }) });
    expect(verdict).toEqual({ result: "failure", reason: "Failed to create User 'ada'" });
  });

  test.each(["Failure", "Skipped"])("names a quarantine that made it end as %s", (result) => {
    const verdict = verdictOf({ key: key(result, { errorCode: "QuarantinedOnDemand" }), value: "{}" });
    expect(verdict?.result).toBe("failure");
    expect(verdict?.reason).toContain("in quarantine (QuarantinedOnDemand)");
  });

  test("lets an entry that names a person decide about that person alone", () => {
    const failing = {
      sourceIdentity: { id: BEN, type: "User" },
      statusInfo: { status: "Failure", errorCode: "Timeout" },
      provisioningSteps: [],
    };
    const value = JSON.stringify([failing]);
    const verdicts = parseOnDemandAnswer({ key: key("Success"), value }, [ADA, BEN]);
    expect(verdicts.get(ADA)).toEqual({ result: "success" });
    expect(verdicts.get(BEN)?.result).toBe("failure");
    expect(verdicts.get(BEN)?.reason).toContain("Timeout");
  });
});

test("a result that is one person's own says nothing about the others of the answer", () => {
  const failing = { sourceIdentity: { id: BEN }, statusInfo: { status: "Failure", errorCode: "Timeout" } };
  const answer = { key: key("Failure", { errorCode: "Timeout" }), value: JSON.stringify(failing) };
  const verdicts = parseOnDemandAnswer(answer, [ADA, BEN]);
  expect(verdicts.get(BEN)?.result).toBe("failure");
  expect(verdicts.get(ADA)).toEqual({
    result: "inconclusive",
    reason: "Microsoft's answer is only about another user",
  });
});

describe("the answer of provisioning on demand, with a plain name as key", () => {
  test("takes the status of its only entry", () => {
    const value = JSON.stringify([{ provisioningSteps: [], statusInfo: { status: "Success" } }]);
    expect(verdictOf({ key: STATUS_INFO, value })).toEqual({ result: "success" });
  });

  test("takes the worst step where an entry has no status", () => {
    const failing = [step("Import", "Success"), step("Export", "Failure", {}, "no answer"), step("Scoping", "Skipped")];
    expect(verdictOf({ key: STATUS_INFO, value: JSON.stringify([{ provisioningSteps: failing }]) })).toEqual({
      result: "failure",
      reason: "no answer",
    });
    const redundant = [step("Import", "Success"), step("Export", "Skipped", { SkipReason: "RedundantExport" })];
    expect(verdictOf({ key: STATUS_INFO, value: JSON.stringify([{ provisioningSteps: redundant }]) })).toEqual({
      result: "in-sync",
    });
  });

  test("finds whom an entry is about by what was imported", () => {
    const entries = [ADA, BEN].map((objectId, number) => ({
      provisioningSteps: [
        step("Import", "Success", { objectId }),
        step("Export", number === 0 ? "Success" : "Failure"),
      ],
    }));
    const verdicts = parseOnDemandAnswer({ key: STATUS_INFO, value: JSON.stringify(entries) }, [ADA, BEN]);
    expect(verdicts.get(ADA)?.result).toBe("success");
    expect(verdicts.get(BEN)?.result).toBe("failure");
  });

  test("holds the group's failure against those of whom it says nothing", () => {
    const entries = [
      { sourceIdentity: { id: "the-group" }, statusInfo: { status: "Failure", errorCode: "InternalError" } },
      { sourceIdentity: { id: ADA }, statusInfo: { status: "Success" } },
    ];
    const verdicts = parseOnDemandAnswer({ key: STATUS_INFO, value: JSON.stringify(entries) }, [ADA, BEN]);
    expect(verdicts.get(ADA)?.result).toBe("success");
    expect(verdicts.get(BEN)?.result).toBe("failure");
  });
});

describe("an answer of provisioning on demand that nobody can read", () => {
  test.each([
    ["nothing", {}],
    ["two empty texts", { key: "", value: "" }],
    ["a result nobody knows", { key: key("Perhaps"), value: "{}" }],
    ["a skip without a known reason", { key: key("Skipped", { errorCode: "NewReason" }), value: "{}" }],
    ["steps of a status nobody knows", { key: STATUS_INFO, value: '[{"provisioningSteps":[{"status":"Odd"}]}]' }],
  ])("is inconclusive: %s", (_name, answer) => {
    const verdict = verdictOf(answer);
    expect(verdict?.result).toBe("inconclusive");
    expect(verdict?.reason).toMatch(/^Microsoft's answer could not be understood: /);
  });

  test("is quoted in short, without control characters", () => {
    const { reason = "" } = verdictOf({ key: "\u001b[31mred", value: "x".repeat(5000) }) ?? {};
    expect(reason).toContain("red x");
    expect(reason).not.toContain("\u001b");
    expect(reason.length).toBeLessThan(300);
  });

  const anything = fc.oneof(fc.string(), fc.json(), fc.constant(null));
  property.prop([anything, anything, fc.uniqueArray(fc.uuid(), { maxLength: 5 })])(
    "gives each person one verdict all the same, with a reason for all but the good ones",
    (anyKey, value, ids) => {
      const verdicts = parseOnDemandAnswer({ key: anyKey, value }, ids);
      expect([...verdicts.keys()]).toEqual(ids);
      for (const { result, reason } of verdicts.values())
        expect(reason === undefined).toBe(result === "success" || result === "in-sync");
    },
  );
});
