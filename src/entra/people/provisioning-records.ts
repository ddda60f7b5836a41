import type { Clock } from "../../base/clock.js";
import { SetupError } from "../../base/errors.js";
import type { ProvisioningLogRecord, SynchronizationJob } from "../api/schemas.js";
import { classifyProvisioningError } from "./provisioning-errors.js";
import type { EntraTenant } from "../tenant/tenant.js";

/** How long Entra keeps the log with a licence (Entra docs, reference-reports-data-retention). */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** How far the clocks here and at Microsoft may be apart. */
const SKEW_MS = 60_000;
/** Records become visible late, and not in their order (Entra docs name no time). */
const LATE_MS = 5 * 60_000;
const NOT_ALLOWED = new Set(["graph-forbidden", "graph-role-missing", "graph-licence"]);

/**
 * The job's records, newest first: since this run started it, else all that are kept.
 *
 * @returns undefined when the signed-in administrator or the tenant's licence does not allow reading them
 */
export async function readRecords(
  tenant: Pick<EntraTenant, "api" | "results">,
  job: SynchronizationJob,
  clock: Clock,
): Promise<readonly ProvisioningLogRecord[] | undefined> {
  const { start } = tenant.results;
  return readSince(tenant, job, start === undefined ? clock.now() - KEPT_MS : start.at - SKEW_MS);
}

async function readSince(
  { api }: Pick<EntraTenant, "api">,
  job: SynchronizationJob,
  since: number,
  known?: ReadonlySet<string>,
): Promise<readonly ProvisioningLogRecord[] | undefined> {
  try {
    return await api.provisioningLog(job.id, new Date(since).toISOString(), known);
  } catch (error) {
    if (error instanceof SetupError && NOT_ALLOWED.has(error.code)) return undefined;
    throw error;
  }
}

/** What was read of the provisioning log so far. */
export interface LogSeen {
  /** Newest first; undefined before the log was read, or where it may not be read. */
  records: readonly ProvisioningLogRecord[] | undefined;
}

/**
 * The same as {@link readRecords}, but reads only what is new since the last time, and remembers it. A record that becomes visible
 * later than {@link LATE_MS} after its time is missed: a verdict needs the whole log.
 */
export async function readRecordsAgain(
  tenant: Pick<EntraTenant, "api" | "results">,
  job: SynchronizationJob,
  clock: Clock,
  seen: LogSeen,
): Promise<readonly ProvisioningLogRecord[] | undefined> {
  const [newest] = seen.records ?? [];
  if (newest === undefined) seen.records = await readRecords(tenant, job, clock);
  else {
    const before = seen.records ?? [];
    const known = new Set(before.map(({ id }) => id));
    const recent = await readSince(tenant, job, Date.parse(newest.activityDateTime) - LATE_MS, known);
    if (recent === undefined) return undefined;
    const added = recent.filter(({ id }) => !known.has(id));
    if (added.length > 0) seen.records = [...added, ...before].sort(newestFirst);
  }
  return seen.records;
}

/** ISO times of one form are in the order of their letters. */
function newestFirst(a: ProvisioningLogRecord, b: ProvisioningLogRecord): number {
  return a.activityDateTime === b.activityDateTime ? 0 : a.activityDateTime < b.activityDateTime ? 1 : -1;
}

/** The newest record of each user and group, by object id: a later success overrides an earlier failure. */
export function newestRecords(
  newestFirst: readonly ProvisioningLogRecord[],
): ReadonlyMap<string, ProvisioningLogRecord> {
  const newest = new Map<string, ProvisioningLogRecord>();
  for (const record of newestFirst) {
    const id = record.sourceIdentity?.id ?? "";
    if (id !== "" && !newest.has(id)) newest.set(id, record);
  }
  return newest;
}

/** True for what was written to the SCIM server, or was found there as it should be (Entra docs: RedundantExport). */
export function isDelivered(record: ProvisioningLogRecord | undefined): boolean {
  if (record === undefined) return false;
  const status = statusOfRecord(record);
  if (status === "success") return ["create", "update"].includes((record.provisioningAction ?? "").toLowerCase());
  return (
    status === "skipped" && record.provisioningSteps?.some(({ details }) => details?.SkipReason === IN_SYNC) === true
  );
}

const IN_SYNC = "RedundantExport";

/** `success`, `failure`, `skipped` or `warning`; `unknown` when a record does not say. */
export function statusOfRecord({ provisioningStatusInfo }: ProvisioningLogRecord): string {
  return (provisioningStatusInfo?.status ?? "unknown").toLowerCase();
}

/** Why a record's provisioning failed and what to do; undefined when it did not fail. */
export function failureOfRecord(
  record: ProvisioningLogRecord,
): { readonly reason: string; readonly fix: string } | undefined {
  if (statusOfRecord(record) !== "failure") return undefined;
  const error = record.provisioningStatusInfo?.errorInformation;
  const said = [error?.reason, error?.additionalDetails].filter((text) => (text ?? "") !== "").join(" ");
  return classifyProvisioningError(error?.errorCode, said, (record.targetIdentity?.id ?? "") !== "");
}
