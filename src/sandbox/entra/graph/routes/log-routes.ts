import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonValue } from "../../../../base/json.js";
import type { SandboxLogRecord } from "../../tenant/model.js";
import type { GraphContext } from "../context.js";
import { GraphError, unsupportedQuery } from "../errors.js";
import { parseFilter, type FilterTable } from "../filter.js";
import { page } from "../paging.js";
import { queryValue } from "../request.js";
import { createThrottle } from "../throttle.js";

type Record = SandboxLogRecord["record"];

/** Source: AzureAD/SCIMReferenceCode, provisioning test workflows; Microsoft Graph docs, provisioningObjectSummary: list. */
const FILTERS: FilterTable<Record> = {
  id: { operators: ["eq"], read: ({ id }) => id },
  jobId: { operators: ["eq"], read: ({ jobId }) => jobId },
  activityDateTime: { operators: ["eq", "ge", "gt", "le", "lt"], read: ({ activityDateTime }) => activityDateTime },
  provisioningAction: { operators: ["eq"], read: (record) => text(record["provisioningAction"]) },
  "servicePrincipal/id": { operators: ["eq"], read: (record) => idIn(record["servicePrincipal"]) },
  "sourceIdentity/id": { operators: ["eq"], read: (record) => idIn(record["sourceIdentity"]) },
  "targetIdentity/id": { operators: ["eq"], read: (record) => idIn(record["targetIdentity"]) },
};
const ORDERS = ["activityDateTime desc", "activityDateTime asc", "activityDateTime"];

/** The provisioning log, which lags behind and needs a licence. */
export function logRoutes(server: FastifyInstance, context: GraphContext): void {
  const { tenant, scheduler, hasPremium } = context;
  const throttle = createThrottle(() => scheduler.now());

  server.get("/v1.0/auditLogs/provisioning", (request) => {
    throttle();
    if (!hasPremium) throw needsLicence();
    const order = queryValue(request, "$orderby") ?? "activityDateTime desc";
    if (!ORDERS.includes(order)) throw unsupportedQuery();
    const filter = queryValue(request, "$filter");
    const test = filter === undefined ? () => true : parseFilter(filter, FILTERS, { caseless: false });
    const now = scheduler.now();
    const found = tenant.log.filter(({ visibleFrom, record }) => visibleFrom <= now && test(record));
    // Times of one form are in the order of their letters.
    found.sort(({ record: { activityDateTime: a } }, { record: { activityDateTime: b } }) =>
      a === b ? 0 : a < b ? -1 : 1,
    );
    if (order.endsWith("desc")) found.reverse();
    return page(request, found, {
      root: context.root(),
      context: "auditLogs/provisioning",
      usual: 100,
      max: 1_000,
      view: ({ record }) => record,
    });
  });
}

/** What the sign-in and provisioning logs answer in a tenant without P1 or P2. */
function needsLicence(): GraphError {
  return new GraphError(
    403,
    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}

function idIn(value: JsonValue | undefined): string | undefined {
  return isJsonObject(value) ? text(value["id"]) : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
