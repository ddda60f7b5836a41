import type { JsonObject } from "../../../base/json.js";
import { adviceOn } from "./log-records.js";
import type { Outcome, ProvisioningStep } from "./job/outcome.js";
import type { OnDemandShape } from "./sync-engine.js";
import type { Work } from "./job/work.js";

/** What was done, or why nothing could be. */
export type OnDemandResult =
  | { readonly code: string; readonly message: string }
  | { readonly work: Work; readonly objectType: "User" | "Group"; readonly outcomes: readonly Outcome[] };

/** How serious an outcome is for the verdict on all of them: the first of these that occurs. */
const VERDICTS: readonly ((outcome: Outcome) => boolean)[] = [
  ({ status }) => status === "Failure",
  ({ status, code }) => status === "Skipped" && code !== "RedundantExport",
  ({ status }) => status === "Success",
];
const STATUS_INFO = "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo";

/**
 * The two strings of the answer. `result`: the verdict in the key, the object's steps in the value, or nothing there after a
 * group's success; `status-info`: the key is a name and the value a list of all objects.
 * Sources: Microsoft Graph, synchronizationJob: provisionOnDemand (examples 1 and 2); Microsoft Learn,
 * cross-tenant-synchronization-configure-graph.
 */
export function onDemandAnswer(
  shape: OnDemandShape,
  now: number,
  result: OnDemandResult,
): { readonly key: string; readonly value: string } {
  const time = new Date(now).toISOString();
  if ("message" in result) {
    const { code: errorCode, message: errorMessage } = result;
    const value = { provisioningSteps: [], statusInfo: statusInfo("Failure", errorCode, errorMessage) };
    return answer(shape, { result: "Failure", details: { errorCode, errorMessage } }, [value], value);
  }
  const { work, objectType, outcomes } = result;
  const [deciding = outcomes[0]] = VERDICTS.flatMap((fits) => outcomes.find(fits) ?? []);
  const all = outcomes.map((outcome) => objectOf(work, outcome, time));
  if (deciding === undefined) return answer(shape, { result: "Success", details: {} }, all, {});
  const { status, code, reason } = deciding;
  const details = status === "Success" ? {} : { errorCode: code ?? null, errorMessage: reason ?? null };
  const silent = objectType === "Group" && status === "Success";
  return answer(shape, { result: status, details }, all, silent ? {} : objectOf(work, deciding, time));
}

function answer(
  shape: OnDemandShape,
  verdict: JsonObject,
  all: readonly JsonObject[],
  one: JsonObject,
): { readonly key: string; readonly value: string } {
  return shape === "result"
    ? { key: JSON.stringify(verdict), value: JSON.stringify(one) }
    : { key: STATUS_INFO, value: JSON.stringify(all) };
}

function objectOf({ mapping, tenant }: Work, outcome: Outcome, time: string): JsonObject {
  const { subject, action, status, code, reason, targetId } = outcome;
  const system = (id: string, name: string): JsonObject => ({ id: id === "" ? null : id, name, details: null });
  const identity = (id: string | undefined, type: string): JsonObject => ({
    id: id ?? null,
    type,
    displayName: null,
    details: null,
  });
  return {
    action,
    changeId: tenant.newId(),
    endTime: time,
    modifiedProperties: outcome.modified.map(({ name, before, after }) => ({
      displayName: name,
      oldValue: before ?? null,
      newValue: after ?? null,
    })),
    provisioningSteps: outcome.steps.map((step) => stepOf(step, time)),
    reportableIdentifier: subject.identifier,
    startTime: time,
    statusInfo: status === "Failure" ? statusInfo(status, code, reason) : statusInfo(status),
    sourceIdentity: identity(subject.objectId, subject.kind),
    sourceSystem: system(mapping.source.id, mapping.source.name),
    targetIdentity: identity(targetId, subject.targetType),
    targetSystem: system(mapping.target.id, mapping.target.name),
  };
}

function stepOf({ name, type, status, description, details }: ProvisioningStep, timestamp: string): JsonObject {
  return { name, type, status, description, timestamp, details };
}

function statusInfo(status: string, errorCode?: string, reason?: string): JsonObject {
  return {
    status,
    errorCode: errorCode ?? null,
    reason: reason ?? null,
    additionalDetails: null,
    errorCategory: errorCode === undefined ? null : "NonServiceFailure",
    recommendedAction: errorCode === undefined ? null : adviceOn(errorCode),
  };
}
