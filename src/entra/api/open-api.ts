import { EXIT, SetupError } from "../../base/errors.js";
import { readLog, readTenant } from "./access.js";
import { assignmentCalls } from "./assignments.js";
import { connectionCalls } from "./connection.js";
import { directoryCalls } from "./directory.js";
import type { EntraApi } from "./graph-api.js";
import { query, quoted, type GraphCall } from "./graph-call.js";
import { jobCalls } from "./jobs.js";
import { logRecordSchema, organizationSchema, type Organization, type ProvisioningLogRecord } from "./schemas.js";
import { servicePrincipalCalls } from "./service-principals.js";
import { openTransport, type GraphTransport, type GraphTransportOptions } from "./transport.js";

/** What is needed to speak with Microsoft Graph. */
export type EntraApiOptions = GraphTransportOptions;

/** The newest twenty thousand or so: five pages in ten seconds are allowed (Microsoft Graph docs, throttling limits). */
const MOST_LOG_PAGES = 20;
/** Records on a page: the most that Graph gives, and as many as are new at a usual poll. */
const MOST_RECORDS = 999;
const FEW_RECORDS = 100;

/**
 * Opens Microsoft Graph for one tenant. Sends nothing yet.
 *
 * @throws SetupError `proxy-url-invalid` (exit 64)
 */
export function openEntraApi(options: EntraApiOptions): EntraApi {
  const transport = openTransport(options);
  return {
    organization: () => readOrganization(transport),
    servicePrincipals: servicePrincipalCalls(transport),
    directory: directoryCalls(transport),
    assignments: assignmentCalls(transport),
    jobs: jobCalls(transport, options),
    connection: connectionCalls(transport),
    provisioningLog: (jobId, since, known) => readProvisioningLog(transport, jobId, since, known),
    requests: () => transport.requests(),
  };
}

/** The tenant itself (Microsoft Graph v1.0: organization, list; a tenant has exactly one). */
async function readOrganization(transport: GraphTransport): Promise<Organization> {
  const path = `/organization${query({ $select: "id,displayName,assignedPlans" })}`;
  const call = { method: "GET", path, purpose: "read which tenant this is", needs: readTenant } as const;
  const [organization] = await transport.askAll(call, organizationSchema, 1);
  if (organization !== undefined) return organization;
  throw new SetupError({
    code: "graph-answer-unexpected",
    exitCode: EXIT.failed,
    what: "Microsoft Graph did not say which tenant this is",
    why: "the list of organizations is empty, although every tenant has one",
    fix: ["Run again with --transcript FILE, and report the problem with that file to the makers of total-setup."],
  });
}

/**
 * The provisioning log of a job, newest first (Microsoft Graph v1.0: provisioningObjectSummary, list).
 *
 * @param since - ISO time, included
 * @param known - ids of records that were read before: reading ends at the page that has one of them
 */
async function readProvisioningLog(
  transport: GraphTransport,
  jobId: string,
  since: string,
  known: ReadonlySet<string> = new Set(),
): Promise<readonly ProvisioningLogRecord[]> {
  const callFor = (size: number): GraphCall => {
    const path = `/auditLogs/provisioning${query({
      $filter: `jobId eq ${quoted(jobId)} and activityDateTime ge ${since}`,
      $orderby: "activityDateTime desc",
      $top: String(size),
    })}`;
    return { method: "GET", path, purpose: "read the provisioning logs", needs: readLog };
  };
  const isKnown = ({ id }: ProvisioningLogRecord): boolean => known.has(id);
  if (known.size > 0) {
    const newest = await transport.askAll(callFor(FEW_RECORDS), logRecordSchema, 1);
    if (newest.length < FEW_RECORDS || newest.some(isKnown)) return newest;
  }
  // Pages shift when records arrive in between.
  const records = new Map<string, ProvisioningLogRecord>();
  for await (const page of transport.pages(callFor(MOST_RECORDS), logRecordSchema, MOST_LOG_PAGES)) {
    for (const record of page) records.set(record.id, record);
    if (page.some(isKnown)) break;
  }
  return [...records.values()];
}
