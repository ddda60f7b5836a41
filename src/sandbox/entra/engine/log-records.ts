import type { JsonObject } from "../../../base/json.js";
import type { SandboxLogRecord, SandboxTenant } from "../tenant/model.js";
import { NON_GALLERY_TEMPLATE } from "../tenant/service-principal.js";
import { INCOMPATIBLE, INCOMPATIBLE_FILTERING, MULTIPLE_ENTRIES } from "./job/failure.js";
import type { Action, Outcome, ProvisioningStep } from "./job/outcome.js";
import type { Work } from "./job/work.js";

/** What of a piece of work every record of it names. */
export type Logged = Pick<Work, "app" | "job" | "mapping" | "cycleId" | "now"> & {
  readonly tenant: Pick<SandboxTenant, "id" | "log" | "newId" | "users">;
};

const ADVICE: Readonly<Record<string, string>> = {
  Unauthorized: "Check the admin credentials of the application and test the connection.",
  InsufficientRights: "Give the token the rights that it needs in the target application.",
  Conflict: "Find the conflicting object in the target application. The matching attribute does not find it.",
  DuplicateTargetEntries: "Delete all but one of the objects with the same matching attribute.",
  InvalidAnchor: "Restart provisioning to match all objects again.",
  MandatoryFieldsMissing: "Give the object a value for the matching attribute.",
  [INCOMPATIBLE]: "Contact the developer of the application: its response does not follow SCIM.",
  [INCOMPATIBLE_FILTERING]: "Find out why the target application rejects the change: its own answer is quoted.",
  [MULTIPLE_ENTRIES]: "Contact the developer of the application: it ignores excludedAttributes=members.",
};

/** Advice on an error code, for administrators. */
export function adviceOn(code: string): string | null {
  return ADVICE[code] ?? null;
}

/**
 * Writes an outcome to the provisioning log, which shows it some time later.
 * Source: Microsoft Graph v1.0, provisioningObjectSummary; a record published in July 2026.
 */
export function writeLog(logged: Logged, outcome: Outcome, delayMs: number): void {
  const { tenant, job, now } = logged;
  const at = now();
  const record: SandboxLogRecord["record"] = {
    id: tenant.newId(),
    activityDateTime: new Date(at).toISOString(),
    tenantId: tenant.id,
    jobId: job.id,
    cycleId: logged.cycleId,
    changeId: tenant.newId(),
    provisioningAction: outcome.action.toLowerCase(),
    durationInMilliseconds: 500,
    ...systems(logged),
    initiatedBy: { id: "", displayName: "Azure AD Provisioning Service", initiatorType: "system" },
    sourceIdentity: sourceIdentity(logged, outcome),
    targetIdentity: {
      id: outcome.targetId ?? "",
      displayName: "",
      identityType: outcome.subject.targetType,
      details: {},
    },
    provisioningStatusInfo: {
      status: outcome.status.toLowerCase(),
      errorInformation: outcome.status === "Failure" ? errorInformation(outcome) : null,
    },
    provisioningSteps: outcome.steps.map((one) => step(one, outcome.action)),
    modifiedProperties: outcome.modified.map(({ name, before, after }) => ({
      displayName: name,
      oldValue: before ?? null,
      newValue: after ?? null,
    })),
  };
  tenant.log.push({ visibleFrom: at + delayMs, record });
}

function systems({ app, mapping }: Logged): JsonObject {
  const { id, displayName } = app;
  return {
    servicePrincipal: { id, displayName },
    sourceSystem: { id: mapping.source.id, displayName: mapping.source.name, details: {} },
    targetSystem: {
      id: mapping.target.id,
      displayName: mapping.target.name,
      details: {
        ApplicationId: NON_GALLERY_TEMPLATE,
        ServicePrincipalId: id,
        ServicePrincipalDisplayName: displayName,
      },
    },
  };
}

function sourceIdentity({ tenant }: Logged, { subject }: Outcome): JsonObject {
  const { objectId, kind, displayName } = subject;
  const user = tenant.users.get(objectId);
  return {
    id: objectId,
    displayName,
    identityType: kind,
    details: {
      id: objectId,
      DisplayName: displayName,
      odatatype: kind,
      ...(user === undefined ? {} : { UserPrincipalName: user.userPrincipalName }),
    },
  };
}

function errorInformation({ code, reason }: Outcome): JsonObject {
  return {
    errorCode: code ?? null,
    reason: reason ?? null,
    additionalDetails: null,
    errorCategory: "nonServiceFailure",
    recommendedAction: code === undefined ? null : adviceOn(code),
  };
}

/** The log names the details of scoping otherwise than provisioning on demand does. */
const SCOPING: Readonly<Record<string, string>> = {
  IsActive: "Active in the source system",
  Assigned: "Assigned to the application",
  IsEffectivelyEntitledForProvisioning: "User has the required role",
  IsInProvisioningScopeDisplayName: "Scoping filter evaluation passed",
};

function step({ name, type, status, description, details }: ProvisioningStep, action: Action): JsonObject {
  const shown =
    type === "Scoping"
      ? Object.fromEntries(Object.entries(details).map(([key, value]) => [SCOPING[key] ?? key, value]))
      : details;
  return {
    name: type === "Import" ? `${name}${action === "Create" ? "Add" : "Update"}` : name,
    provisioningStepType: type.toLowerCase(),
    status: status.toLowerCase(),
    description,
    details: shown,
  };
}
