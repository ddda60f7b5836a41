import { assignmentCalls } from "./assignments.js";
import { connectionCalls } from "./connection.js";
import { directoryCalls } from "./directory.js";
import type { EntraApi } from "./graph-api.js";
import { jobCalls } from "./jobs.js";
import { readOrganization } from "./organization.js";
import { readProvisioningLog } from "./provisioning-log.js";
import { servicePrincipalCalls } from "./service-principals.js";
import { openTransport, type GraphTransportOptions } from "./transport.js";

/** What is needed to speak with Microsoft Graph. */
export type EntraApiOptions = GraphTransportOptions;

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
    provisioningLog: (jobId, since) => readProvisioningLog(transport, jobId, since),
    requests: () => transport.requests(),
  };
}
