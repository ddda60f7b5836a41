import { CONTEXT } from "./answers.js";
import type { Example } from "./example.js";

const RECORD = {
  id: "75b5b0ae",
  activityDateTime: "2019-05-04T03:00:54Z",
  tenantId: "74beb175",
  jobId: "scim.1",
  cycleId: "b6502552",
  changeId: "b6502552",
  provisioningAction: "create",
  durationInMilliseconds: 3236,
  provisioningStatusInfo: { status: "success", errorInformation: null },
  provisioningSteps: [
    {
      name: "EntryImport",
      provisioningStepType: "import",
      status: "success",
      description: "Retrieved User",
      details: {},
    },
  ],
  modifiedProperties: [{ displayName: "appId", oldValue: null, newValue: "1" }],
  servicePrincipal: { id: "6cc35b93", displayName: "Contoso" },
  sourceSystem: { id: "d1e090e1", displayName: "Contoso", details: {} },
  targetSystem: {
    id: "e69d4bd2",
    displayName: "customappsso",
    details: { ApplicationId: "1", ServicePrincipalId: "2", ServicePrincipalDisplayName: "Contoso" },
  },
  initiatedBy: { id: "", displayName: "Azure AD Provisioning Service", initiatorType: "system" },
  sourceIdentity: { identityType: "User", id: "1", displayName: "", details: {} },
  targetIdentity: { identityType: "User", id: "1", displayName: "", details: {} },
};
const FAILURE = {
  errorCode: "ContosoEntryConflict",
  reason: "Contoso answered",
  additionalDetails: null,
  errorCategory: "nonServiceFailure",
  recommendedAction: null,
};

const error = (code: string, message: string) => ({
  error: { code, message, innerError: { date: "2021", "request-id": "1", "client-request-id": "1" } },
});

/** The provisioning log, the tenant, batches and errors. */
export const GENERAL_EXAMPLES: readonly Example[] = [
  {
    page: "provisioningobjectsummary-list, 1",
    method: "GET",
    path: "/auditLogs/provisioning?$filter=provisioningStatusInfo/status eq 'success'",
    status: 200,
    answer: { "@odata.context": CONTEXT, value: [RECORD] },
  },
  {
    page: "provisioningobjectsummary-list, 2",
    method: "GET",
    path: "/auditLogs/provisioning?$filter=provisioningStatusInfo/status eq 'failure'",
    status: 200,
    answer: {
      "@odata.context": CONTEXT,
      value: [
        { ...RECORD, modifiedProperties: [], provisioningStatusInfo: { status: "failure", errorInformation: FAILURE } },
      ],
    },
  },
  {
    page: "organization-list",
    method: "GET",
    path: "/organization",
    status: 200,
    answer: {
      "@odata.context": CONTEXT,
      value: [{ id: "1", displayName: "Contoso", verifiedDomains: [{ name: "x" }] }],
    },
  },
  {
    page: "organization-get",
    method: "GET",
    path: "/organization/{tenant}",
    status: 200,
    answer: { "@odata.context": CONTEXT, id: "1", displayName: "Contoso", verifiedDomains: [{ name: "x" }] },
  },
  {
    page: "json-batching, 1",
    method: "POST",
    path: "/$batch",
    body: {
      requests: [
        { id: "1", method: "GET", url: "/users/{user}/memberOf" },
        { id: "2", method: "GET", url: "/groups/{group}", dependsOn: ["1"] },
        {
          id: "5",
          method: "GET",
          url: "users?$select=id,displayName,userPrincipalName&$filter=city eq null&$count=true",
          headers: { ConsistencyLevel: "eventual" },
        },
      ],
    },
    status: 200,
    answer: {
      responses: [
        {
          id: "1",
          status: 200,
          headers: { "Content-Type": "application/json" },
          body: { "@odata.context": CONTEXT, value: [{ "@odata.type": "#microsoft.graph.group", id: "1" }] },
        },
      ],
    },
  },
  {
    page: "aad-advanced-queries, $count without header",
    method: "GET",
    path: "/users/$count",
    status: 400,
    answer: error("Request_BadRequest", "$count is not currently supported."),
  },
  {
    page: "aad-advanced-queries, $search without header",
    method: "GET",
    path: '/users?$search="displayName:oscar"',
    status: 400,
    answer: error("Request_UnsupportedQuery", "Request with $search"),
  },
  {
    page: "aad-advanced-queries, ne without header",
    method: "GET",
    path: "/users?$filter=country ne 'USA'",
    status: 400,
    answer: error("Request_UnsupportedQuery", "Unsupported Query."),
  },
  {
    page: "aad-advanced-queries, property without index",
    method: "GET",
    path: "/users?$filter=ageGroup eq 'Adult'",
    status: 400,
    answer: error("Request_UnsupportedQuery", "The request uses a filter property that is not indexed"),
  },
];
