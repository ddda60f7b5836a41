import type * as Graph from "@microsoft/microsoft-graph-types";
import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../base/json.js";
import type { Answer } from "../../http/wire-types.js";
import type { DatedServicePrincipal, InstantiatedObjects, LogRecord } from "./vendor/answers.js";

/*
 * Each is tied to the model of Microsoft Graph v1.0: a field that the model lacks, or has with another type, breaks the build.
 */

/** A role of an application that users and groups can be given (Microsoft Graph v1.0: appRole). */
export const appRoleSchema = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  value: z.string().nullish(),
  isEnabled: z.boolean().nullish(),
  allowedMemberTypes: z.array(z.string()).nullish(),
});
export type AppRole = Answer<Graph.AppRole, typeof appRoleSchema>;

/** An enterprise application (Microsoft Graph v1.0: servicePrincipal). */
export const servicePrincipalSchema = z.looseObject({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  applicationTemplateId: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  createdDateTime: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  appRoles: z.array(appRoleSchema).nullish(),
});
export type ServicePrincipal = Answer<DatedServicePrincipal, typeof servicePrincipalSchema>;

/** The same, of which only the name was asked for; there are some without one. */
export const principalNameSchema = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
});
export type PrincipalName = Answer<Graph.ServicePrincipal, typeof principalNameSchema>;

/** The two objects that instantiating a template makes; older answers call the id `objectId`. */
export const instantiatedSchema = z
  .looseObject({
    application: z.looseObject({ id: z.string().optional(), objectId: z.string().optional() }),
    servicePrincipal: z.looseObject({
      id: z.string().optional(),
      objectId: z.string().optional(),
      appId: z.string(),
    }),
  })
  .transform((made, context) => {
    const id = made.servicePrincipal.id ?? made.servicePrincipal.objectId;
    if (id === undefined) {
      context.addIssue({ code: "custom", message: "neither id nor objectId", path: ["servicePrincipal"] });
      return z.NEVER;
    }
    return { id, appId: made.servicePrincipal.appId };
  });
export type Instantiated = Answer<InstantiatedObjects, typeof instantiatedSchema>;

/** A kind of provisioning that an application offers (Microsoft Graph v1.0: synchronizationTemplate). */
export const synchronizationTemplateSchema = z.looseObject({ id: z.string() });
export type SynchronizationTemplate = Answer<Graph.SynchronizationTemplate, typeof synchronizationTemplateSchema>;

const executionSchema = z.looseObject({
  state: z.string().nullish(),
  timeBegan: z.string().nullish(),
  timeEnded: z.string().nullish(),
  error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  countImported: z.number().nullish(),
  countEntitled: z.number().nullish(),
  countExported: z.number().nullish(),
  countEscrowed: z.number().nullish(),
});

/** A provisioning job (Microsoft Graph v1.0: synchronizationJob). */
export const jobSchema = z.looseObject({
  id: z.string(),
  templateId: z.string().nullish(),
  schedule: z.looseObject({ state: z.string().nullish(), interval: z.string().nullish() }).nullish(),
  status: z
    .looseObject({
      code: z.string().nullish(),
      lastExecution: executionSchema.nullish(),
      lastSuccessfulExecution: executionSchema.nullish(),
      steadyStateFirstAchievedTime: z.string().nullish(),
      steadyStateLastAchievedTime: z.string().nullish(),
      quarantine: z
        .looseObject({
          reason: z.string().nullish(),
          currentBegan: z.string().nullish(),
          nextAttempt: z.string().nullish(),
          error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
        })
        .nullish(),
      synchronizedEntryCountByType: z
        .array(z.looseObject({ key: z.string(), value: z.union([z.number(), z.string()]) }))
        .nullish(),
    })
    .nullish(),
});
export type SynchronizationJob = Answer<Graph.SynchronizationJob, typeof jobSchema>;

/** One setting of an application's connectivity; a secret's value reads `*`. */
export const secretSchema = z.looseObject({ key: z.string(), value: z.string().nullish() });
export type SavedSetting = Answer<Graph.SynchronizationSecretKeyStringValuePair, typeof secretSchema>;

/** A group (Microsoft Graph v1.0: group). */
export const groupSchema = z.looseObject({
  id: z.string(),
  displayName: z.string(),
  mailNickname: z.string().nullish(),
  securityEnabled: z.boolean().nullish(),
  mailEnabled: z.boolean().nullish(),
  groupTypes: z.array(z.string()).nullish(),
  membershipRule: z.string().nullish(),
});
export type EntraGroup = Answer<Graph.Group, typeof groupSchema>;

/** A user of the tenant, with the attributes that default attribute mappings read (Microsoft Graph v1.0: user). */
export const userSchema = z.looseObject({
  id: z.string(),
  userPrincipalName: z.string(),
  accountEnabled: z.boolean().nullish(),
  displayName: z.string().nullish(),
  givenName: z.string().nullish(),
  surname: z.string().nullish(),
  mail: z.string().nullish(),
  mailNickname: z.string().nullish(),
  jobTitle: z.string().nullish(),
  department: z.string().nullish(),
  employeeId: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
});
export type EntraUser = Answer<Graph.User, typeof userSchema>;

/** A user with whatever properties were asked for, as they came. */
export type EntraProfile = JsonObject & { readonly id: string; readonly userPrincipalName: string };
export const profileSchema = z.custom<EntraProfile>(
  (value) => isJsonObject(value) && typeof value["id"] === "string" && typeof value["userPrincipalName"] === "string",
  "not a user with id and userPrincipalName",
);

/** Who a user's manager is. */
export const managedSchema = z.looseObject({
  id: z.string(),
  manager: z.looseObject({ id: z.string() }).nullish(),
});
export type ManagedUser = Answer<Graph.User, typeof managedSchema>;

/** A group or user given a role of an application (Microsoft Graph v1.0: appRoleAssignment). */
export const assignmentSchema = z.looseObject({
  id: z.string(),
  appRoleId: z.string(),
  createdDateTime: z.string().nullish(),
  principalId: z.string(),
  principalType: z.string().nullish(),
  principalDisplayName: z.string().nullish(),
  resourceId: z.string(),
});
export type AppRoleAssignment = Answer<Graph.AppRoleAssignment, typeof assignmentSchema>;

/** The tenant itself (Microsoft Graph v1.0: organization). */
export const organizationSchema = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  assignedPlans: z
    .array(z.looseObject({ service: z.string().nullish(), capabilityStatus: z.string().nullish() }))
    .nullish(),
});
export type Organization = Answer<Graph.Organization, typeof organizationSchema>;

/** The answer of provisioning on demand: two strings that hold JSON, or plain words (Microsoft Graph v1.0: stringKeyStringValuePair). */
export const onDemandAnswerSchema = z.looseObject({ key: z.string().nullish(), value: z.string().nullish() });
export type OnDemandAnswer = Answer<Graph.StringKeyStringValuePair, typeof onDemandAnswerSchema>;

const identitySchema = z.looseObject({
  id: z.string().nullish(),
  displayName: z.string().nullish(),
  identityType: z.string().nullish(),
});

/** One record of the provisioning log (Microsoft Graph v1.0: provisioningObjectSummary). */
export const logRecordSchema = z.looseObject({
  id: z.string(),
  activityDateTime: z.string(),
  jobId: z.string().nullish(),
  provisioningAction: z.string().nullish(),
  sourceIdentity: identitySchema.nullish(),
  targetIdentity: identitySchema.nullish(),
  provisioningSteps: z
    .array(z.looseObject({ details: z.looseObject({ SkipReason: z.string().nullish() }).nullish() }))
    .nullish(),
  provisioningStatusInfo: z
    .looseObject({
      status: z.string().nullish(),
      errorInformation: z
        .looseObject({
          errorCode: z.string().nullish(),
          reason: z.string().nullish(),
          additionalDetails: z.string().nullish(),
          recommendedAction: z.string().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  modifiedProperties: z
    .array(z.looseObject({ displayName: z.string().nullish(), oldValue: z.unknown(), newValue: z.unknown() }))
    .nullish(),
});
export type ProvisioningLogRecord = Answer<LogRecord, typeof logRecordSchema>;
