import type { FastifyInstance } from "fastify";
import { isJsonObject, type JsonValue } from "../../../../base/json.js";
import type { SandboxLogRecord } from "../../tenant/model.js";
import type { GraphContext } from "../context.js";
import { GraphError, unsupportedQuery } from "../errors.js";
import { parseFilter, type FilterTable } from "../filter.js";
import { page } from "../paging.js";
import { objectsOf, queryValue } from "../request.js";
import { createThrottle } from "../throttle.js";

type Record = SandboxLogRecord["record"];

/** Source: AzureAD/SCIMReferenceCode, provisioning test workflows; Microsoft Graph docs, provisioningObjectSummary: list. */
const FILTERS: FilterTable<Record> = {
  id: { operators: ["eq"], read: ({ id }) => id },
  jobId: { operators: ["eq", "contains"], read: ({ jobId }) => jobId },
  cycleId: { operators: ["eq", "contains"], read: (record) => text(record["cycleId"]) },
  changeId: { operators: ["eq", "contains"], read: (record) => text(record["changeId"]) },
  activityDateTime: { operators: ["eq", "ge", "gt", "le", "lt"], read: ({ activityDateTime }) => activityDateTime },
  // Microsoft's own workflow asks for 'Create', and the records say `create`.
  provisioningAction: {
    operators: ["eq", "contains"],
    read: (record) => text(record["provisioningAction"]),
    caseless: true,
  },
  "provisioningStatusInfo/status": {
    operators: ["eq"],
    read: (record) => textIn(record["provisioningStatusInfo"], "status"),
    caseless: true,
  },
  "servicePrincipal/id": { operators: ["eq"], read: (record) => textIn(record["servicePrincipal"], "id") },
  "servicePrincipal/displayName": {
    operators: ["eq"],
    read: (record) => textIn(record["servicePrincipal"], "displayName"),
  },
  ...identity("sourceIdentity"),
  ...identity("targetIdentity"),
  modifiedProperties: { operators: ["any"], read: (record) => changesIn(record["modifiedProperties"]) },
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

/** `contains` is documented for everything but the service principal. */
function identity(side: "sourceIdentity" | "targetIdentity"): FilterTable<Record> {
  return Object.fromEntries(
    ["id", "displayName", "identityType"].map((name) => [
      `${side}/${name}`,
      { operators: ["eq", "contains"], read: (record: Record) => textIn(record[side], name) },
    ]),
  );
}

function changesIn(value: JsonValue | undefined): readonly { readonly [name: string]: string | undefined }[] {
  return objectsOf(value).map((one) => ({
    displayName: text(one["displayName"]),
    oldValue: text(one["oldValue"]),
    newValue: text(one["newValue"]),
  }));
}

function textIn(value: JsonValue | undefined, name: string): string | undefined {
  return isJsonObject(value) ? text(value[name]) : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
