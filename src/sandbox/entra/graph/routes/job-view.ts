import type {
  SynchronizationJob,
  SynchronizationQuarantine,
  SynchronizationStatusCode,
  SynchronizationTaskExecution,
} from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../../base/json.js";
import { CORE_GROUP, ENTERPRISE_USER } from "../../schema/default-mappings.js";
import type { SandboxExecution, SandboxJob, SandboxQuarantine } from "../../tenant/model.js";
import { timeOf } from "./service-principal-view.js";

/** What Graph writes for "never". */
const NEVER = "0001-01-01T00:00:00Z";

/** A provisioning job as Graph shows it. Source: Microsoft Graph docs, synchronizationJob; recorded traffic, 2026. */
export function renderJob(job: SandboxJob): JsonObject {
  const status = {
    code: codeOf(job),
    countSuccessiveCompleteFailures: job.completeFailures,
    escrowsPruned: false,
    lastExecution: lastExecutionOf(job),
    lastSuccessfulExecution: executionOf(job.lastSuccessfulExecution),
    lastSuccessfulExecutionWithExports:
      (job.lastSuccessfulExecution?.countExported ?? 0) > 0 ? executionOf(job.lastSuccessfulExecution) : null,
    progress: [],
    quarantine: job.quarantine === undefined ? null : quarantineOf(job.quarantine),
    steadyStateFirstAchievedTime: timeOrNever(job.steadyStateFirstAchieved),
    steadyStateLastAchievedTime: timeOrNever(job.steadyStateLastAchieved),
    synchronizedEntryCountByType: countsOf(job),
    troubleshootingUrl: null,
  } satisfies SynchronizationJob["status"];
  return {
    id: job.id,
    templateId: job.templateId,
    schedule: { expiration: null, interval: "PT40M", state: job.state },
    status,
    synchronizationJobSettings: [
      { name: "AzureIngestionAttributeOptimization", value: "False" },
      { name: "LookaheadQueryEnabled", value: "False" },
    ],
  } satisfies SynchronizationJob;
}

function codeOf({ state, quarantine, lastExecution }: SandboxJob): SynchronizationStatusCode {
  if (quarantine !== undefined) return "Quarantine";
  if (state !== "Active") return "Paused";
  return lastExecution === undefined ? "NotRun" : "Active";
}

/** A job that was started and has not run yet looks as if it had failed. Source: Entra docs, cross-tenant-synchronization-configure-graph. */
function lastExecutionOf({ state, lastExecution }: SandboxJob) {
  if (lastExecution !== undefined) return executionOf(lastExecution);
  if (state !== "Active") return null;
  return {
    ...counts({ countImported: 0, countEntitled: 0, countExported: 0, countEscrowed: 0 }),
    activityIdentifier: null,
    error: { code: "None", message: "", tenantActionable: false },
    state: "Failed",
    timeBegan: NEVER,
    timeEnded: NEVER,
  } as const satisfies SynchronizationTaskExecution;
}

function executionOf(execution: SandboxExecution | undefined) {
  if (execution === undefined) return null;
  const { activityIdentifier, error, state, began, ended } = execution;
  return {
    ...counts(execution),
    activityIdentifier,
    error: error === undefined ? null : { code: error.code, message: error.message, tenantActionable: true },
    state,
    timeBegan: timeOf(began),
    timeEnded: timeOf(ended),
  } satisfies SynchronizationTaskExecution;
}

type Counts = Pick<SandboxExecution, "countImported" | "countEntitled" | "countExported" | "countEscrowed">;

function counts({ countImported, countEntitled, countExported, countEscrowed }: Counts) {
  return {
    countEntitled,
    countEntitledForProvisioning: countEntitled,
    countEscrowed,
    countEscrowedRaw: countEscrowed,
    countExported,
    countExports: countExported,
    countImported,
    countImportedDeltas: 0,
    countImportedReferenceDeltas: 0,
  } satisfies SynchronizationTaskExecution;
}

function quarantineOf({ began, nextAttempt, reason, seriesCount, errorCode, errorMessage }: SandboxQuarantine) {
  return {
    currentBegan: timeOf(began),
    error: { code: errorCode, message: errorMessage, tenantActionable: true },
    nextAttempt: timeOf(nextAttempt),
    reason: reason as NonNullable<SynchronizationQuarantine["reason"]>,
    seriesBegan: timeOf(began),
    seriesCount,
  } satisfies SynchronizationQuarantine;
}

function countsOf({ synchronized: { users, groups } }: SandboxJob) {
  return [
    ...(users === 0 ? [] : [{ key: `User to ${ENTERPRISE_USER}`, value: users }]),
    ...(groups === 0 ? [] : [{ key: `Group to ${CORE_GROUP}`, value: groups }]),
  ];
}

function timeOrNever(milliseconds: number | undefined): string {
  return milliseconds === undefined ? NEVER : timeOf(milliseconds);
}
