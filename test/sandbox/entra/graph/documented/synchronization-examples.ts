import { CONTEXT } from "./answers.js";
import type { Example } from "./example.js";

const SP = "/servicePrincipals/{app}/synchronization";
const JOB = `${SP}/jobs/{job}`;
const STATUS = {
  countSuccessiveCompleteFailures: 0,
  escrowsPruned: false,
  synchronizedEntryCountByType: [],
  code: "Paused",
  lastExecution: null,
  lastSuccessfulExecution: null,
  lastSuccessfulExecutionWithExports: null,
  steadyStateFirstAchievedTime: "0001-01-01T00:00:00Z",
  steadyStateLastAchievedTime: "0001-01-01T00:00:00Z",
  quarantine: null,
  troubleshootingUrl: null,
};
const SCHEDULE = { expiration: null, interval: "PT40M", state: "Disabled" };
const JOB_ANSWER = { id: "scim.1", templateId: "scim", schedule: SCHEDULE, status: STATUS };
const TEMPLATE = { id: "Slack", factoryTag: "CustomSCIM", schema: { directories: [], synchronizationRules: [] } };
const SCHEMA = {
  directories: [
    { name: "Azure Active Directory", objects: [{ name: "User", attributes: [{ name: "objectId", type: "String" }] }] },
  ],
  synchronizationRules: [
    {
      name: "USER_TO_USER",
      sourceDirectoryName: "Azure Active Directory",
      targetDirectoryName: "Salesforce",
      objectMappings: [
        {
          sourceObjectName: "User",
          targetObjectName: "User",
          attributeMappings: [{ source: {}, targetAttributeName: "userName" }],
        },
      ],
    },
  ],
};
const parameter = (name: string) => ({ allowMultipleOccurrences: false, name, required: true, type: "String" });
/** Jobs, connection, mappings, provisioning on demand. */
export const SYNCHRONIZATION_EXAMPLES: readonly Example[] = [
  { page: "list-templates", method: "GET", path: `${SP}/templates`, status: 200, answer: { value: [TEMPLATE] } },
  { page: "synchronizationtemplate-get", method: "GET", path: `${SP}/templates/scim`, status: 200, answer: TEMPLATE },
  {
    page: "synchronizationtemplate-get, of the application",
    method: "GET",
    path: "/applications/{application}/synchronization/templates/scim",
    status: 200,
    answer: TEMPLATE,
  },
  {
    page: "synchronizationtemplate-update",
    method: "PUT",
    path: "/applications/{application}/synchronization/templates/scim",
    body: { id: "scim", applicationId: "1", factoryTag: "CustomSCIM" },
    status: 204,
  },
  { page: "list-jobs", method: "GET", path: `${SP}/jobs`, status: 200, answer: { value: [JOB_ANSWER] } },
  {
    page: "post-jobs",
    method: "POST",
    path: `${SP}/jobs`,
    body: { templateId: "scim" },
    status: 201,
    answer: JOB_ANSWER,
  },
  {
    page: "synchronizationjob-get",
    method: "GET",
    path: `${JOB}/`,
    status: 200,
    answer: {
      ...JOB_ANSWER,
      status: { ...STATUS, progress: [] },
      synchronizationJobSettings: [{ name: "QuarantineTooManyDeletesThreshold", value: "500" }],
    },
  },
  { page: "synchronizationjob-delete", method: "DELETE", path: `${JOB}/`, status: 204 },
  { page: "synchronizationjob-start", method: "POST", path: `${JOB}/start`, status: 204 },
  { page: "synchronizationjob-pause", method: "POST", path: `${JOB}/pause`, status: 204 },
  {
    page: "synchronizationjob-restart",
    method: "POST",
    path: `${JOB}/restart`,
    body: { criteria: { resetScope: "Watermark, Escrows, QuarantineState" } },
    status: 204,
  },
  {
    page: "synchronizationjob-validatecredentials",
    method: "POST",
    path: `${JOB}/validateCredentials`,
    body: { useSavedCredentials: true },
    status: 204,
  },
  {
    page: "synchronizationjob-provisionondemand, 1",
    method: "POST",
    path: `${JOB}/provisionOnDemand`,
    body: { parameters: [{ subjects: [{ objectId: "{user}", objectTypeName: "User" }], ruleId: "{rule}" }] },
    status: 200,
    answer: { "@odata.context": CONTEXT, key: "{}", value: "{}" },
  },
  {
    page: "synchronizationjob-provisionondemand, 2",
    method: "POST",
    path: `${JOB}/provisionOnDemand`,
    body: {
      parameters: [
        {
          ruleId: "{rule}",
          subjects: [
            {
              objectId: "{group}",
              objectTypeName: "Group",
              links: { members: [{ objectId: "{user}", objectTypeName: "User" }] },
            },
          ],
        },
      ],
    },
    status: 200,
    answer: { "@odata.context": CONTEXT, key: "{}", value: "{}" },
  },
  { page: "synchronizationschema-get, 1", method: "GET", path: `${JOB}/schema`, status: 200, answer: SCHEMA },
  {
    page: "synchronizationschema-get, 2",
    method: "GET",
    path: `${SP}/templates/scim/schema`,
    status: 200,
    answer: SCHEMA,
  },
  { page: "synchronizationschema-delete", method: "DELETE", path: `${JOB}/schema`, status: 204 },
  {
    page: "synchronizationschema-parseexpression",
    method: "POST",
    path: `${JOB}/schema/parseExpression`,
    body: {
      expression: 'Replace([preferredLanguage], "-", , , "_", , )',
      targetAttributeDefinition: null,
      testInputObject: { definition: null, properties: [{ key: "preferredLanguage", value: "EN-US" }] },
    },
    status: 200,
    answer: {
      error: null,
      evaluationSucceeded: true,
      evaluationResult: ["EN_US"],
      parsedExpression: {
        expression: "x",
        name: "Replace",
        parameters: [
          { key: "source", value: { expression: "[x]", name: "x", parameters: [], type: "Attribute" } },
          { key: "Find", value: { expression: '"-"', name: "-", parameters: [], type: "Constant" } },
        ],
        type: "Function",
      },
      parsingSucceeded: true,
    },
  },
  {
    page: "synchronizationschema-functions",
    method: "GET",
    path: `${JOB}/schema/functions`,
    status: 200,
    answer: {
      "@odata.context": CONTEXT,
      value: [{ name: "Append", parameters: [parameter("source"), parameter("suffix")] }],
    },
  },
  {
    page: "synchronizationschema-filteroperators",
    method: "GET",
    path: `${JOB}/schema/filterOperators`,
    status: 200,
    answer: {
      value: [
        { name: "EQUALS", arity: "Binary", multivaluedComparisonType: "All", supportedAttributeTypes: ["String"] },
      ],
    },
  },
  {
    page: "directorydefinition-discover",
    method: "POST",
    path: `${JOB}/schema/directories/{directory}/discover`,
    status: 200,
    answer: {
      discoverabilities: "AttributeNames",
      discoveryDateTime: "2019-03-20T15:47:50.4707552Z",
      id: "1",
      objects: [{ name: "User", attributes: [{ name: "Id", type: "String" }] }],
      version: "1",
    },
  },
  {
    page: "serviceprincipal-put-synchronization (secrets)",
    method: "PUT",
    path: `${SP}/secrets`,
    body: {
      value: [
        { key: "BaseAddress", value: "https://scim.contoso.example" },
        { key: "SecretToken", value: "a-token" },
        { key: "SyncNotificationSettings", value: '{"Enabled":false,"DeleteThresholdEnabled":false}' },
        { key: "SyncAll", value: "false" },
      ],
    },
    status: 204,
  },
  {
    page: "synchronization-acquireaccesstoken",
    method: "POST",
    path: `${SP}/acquireAccessToken`,
    body: { credentials: [{ key: "ClientID", value: "1" }] },
    status: 204,
  },
];
