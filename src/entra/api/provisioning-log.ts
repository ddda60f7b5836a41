import { readLog } from "./access.js";
import { query, quoted } from "./graph-call.js";
import { logRecordSchema, type ProvisioningLogRecord } from "./schemas.js";
import type { GraphTransport } from "./transport.js";

/** The newest twenty thousand or so: five pages in ten seconds are allowed (Microsoft Graph docs, throttling limits). */
const MOST_PAGES = 20;

/**
 * The provisioning log of a job, newest first (Microsoft Graph v1.0: provisioningObjectSummary, list).
 *
 * @param since - ISO time, included
 */
export async function readProvisioningLog(
  transport: GraphTransport,
  jobId: string,
  since: string,
): Promise<readonly ProvisioningLogRecord[]> {
  const path = `/auditLogs/provisioning${query({
    $filter: `jobId eq ${quoted(jobId)} and activityDateTime ge ${since}`,
    $orderby: "activityDateTime desc",
    $top: "999",
  })}`;
  const call = { method: "GET", path, purpose: "read the provisioning log", needs: readLog } as const;
  const records = await transport.askAll(call, logRecordSchema, MOST_PAGES);
  // Pages shift when records arrive in between.
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
