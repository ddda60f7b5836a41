import type {
  AppRoleAssignment,
  AttributeDefinition,
  AttributeMapping,
  AttributeMappingSource,
  SynchronizationJob,
  SynchronizationJobApplicationParameters,
  SynchronizationJobRestartCriteria,
  SynchronizationJobRestartScope,
  SynchronizationJobSubject,
  SynchronizationSecretKeyStringValuePair,
} from "@microsoft/microsoft-graph-types";
import type { Body, Instead, WithoutModel } from "../../../http/wire-types.js";

/*
 * The bodies of requests, by the models that Microsoft's generator wrote from the metadata of Microsoft Graph v1.0
 * (@microsoft/microsoft-graph-types 2.43), and every place where Graph takes something else than they declare. They have the
 * types of resources, and nothing of what actions take around them.
 */

type Setting = Instead<
  SynchronizationSecretKeyStringValuePair,
  { key: string },
  "Microsoft Graph docs, synchronization: add secrets: what is left out is deleted, so that settings of unlisted names go back, too"
>;
type Scope = SynchronizationJobRestartScope;
export type ResetScope = Scope | `${Scope}, ${Scope}` | `${Scope}, ${Scope}, ${Scope}`;
type RestartCriteria = Instead<
  SynchronizationJobRestartCriteria,
  { resetScope: ResetScope },
  "Microsoft Graph docs, synchronizationJob: restart: several scopes are combined with commas"
>;

export type InstantiateBody = WithoutModel<
  { displayName: string },
  "metadata of Microsoft Graph v1.0, action instantiate of applicationTemplate"
>;
export type RestartBody = WithoutModel<
  { criteria: RestartCriteria },
  "metadata of Microsoft Graph v1.0, action restart of synchronizationJob"
>;
export type ValidateBody = WithoutModel<
  { useSavedCredentials: boolean } | { credentials: Setting[] },
  "metadata of Microsoft Graph v1.0, action validateCredentials of synchronizationJob"
>;
export type OnDemandBody = WithoutModel<
  { parameters: SynchronizationJobApplicationParameters[] },
  "metadata of Microsoft Graph v1.0, action provisionOnDemand of synchronizationJob"
>;
export type SettingsBody = WithoutModel<{ value: Setting[] }, "Microsoft Graph docs, synchronization: add secrets">;

export type SettingBody = Body<Setting>;
export type AssignmentBody = Body<AppRoleAssignment>;
export type JobBody = Body<Pick<SynchronizationJob, "templateId">>;
export type SubjectBody = Body<SynchronizationJobSubject>;
export type AttributeMappingBody = Body<AttributeMapping>;
export type MappingSourceBody = Body<AttributeMappingSource>;
export type AttributeDefinitionBody = Body<AttributeDefinition>;
