import type { JsonObject, JsonValue } from "../../../base/json.js";
import type { Secret } from "../../../base/secret.js";
import type { Further } from "./further.js";

/** A user in the simulated tenant. What is absent is absent in the directory too. */
export interface SandboxUser {
  /** The object id: a GUID. */
  readonly id: string;
  userPrincipalName: string;
  mailNickname: string;
  displayName: string | undefined;
  givenName: string | undefined;
  surname: string | undefined;
  mail: string | undefined;
  jobTitle: string | undefined;
  department: string | undefined;
  accountEnabled: boolean;
  /** True once it was deleted and can still be restored. */
  softDeleted: boolean;
  /** When that was, and when it was made with Graph, in milliseconds since 1970. */
  deletedAt?: number;
  createdAt?: number;
  /** Object id of the manager. */
  manager: string | undefined;
  /** Further directory attributes by the names a synchronization schema uses: `employeeId`, `city`, `telephoneNumber`. */
  readonly more: Record<string, Further>;
}

/** A group of the simulated tenant. */
export interface SandboxGroup {
  readonly id: string;
  displayName: string;
  mailNickname: string;
  securityEnabled: boolean;
  mailEnabled: boolean;
  /** `Unified` for a Microsoft 365 group, `DynamicMembership` for one whose members follow a rule. */
  groupTypes: readonly string[];
  /** Object ids of its direct members: users and groups. */
  readonly members: Set<string>;
  /** Object ids of its owners. */
  readonly owners: Set<string>;
  description: string | undefined;
  /** `Public`, `Private` or `HiddenMembership`, for Microsoft 365 groups. */
  visibility: string | undefined;
  /** When it was made with Graph, in milliseconds since 1970. */
  createdAt?: number;
}

/** A group or user given a role of an application. */
export interface SandboxAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalType: "Group" | "User";
  readonly createdAt: number;
}

/** An enterprise application of the simulated tenant. */
export interface SandboxServicePrincipal {
  readonly id: string;
  readonly appId: string;
  /** Object id of the application object. */
  readonly applicationId: string;
  displayName: string;
  /** `template`: made from the non-gallery template, can provision. `registration`: made as an app registration, cannot. */
  readonly kind: "template" | "registration";
  appRoles: readonly JsonObject[];
  tags: readonly string[];
  /** Properties that somebody changed, by Graph's names: single sign-on and the like; empty at first. */
  changed: JsonObject;
  /** "Enabled for users to sign-in". */
  accountEnabled: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly assignments: Map<string, SandboxAssignment>;
  readonly jobs: Map<string, SandboxJob>;
  /** The saved connectivity settings: `BaseAddress`, `SecretToken`, `SyncAll`, `SyncNotificationSettings` and others. */
  readonly settings: Map<string, string | Secret>;
}

/** One run over all users in scope, or what was over before there was one. */
export interface SandboxExecution {
  readonly activityIdentifier: string;
  readonly state: "Succeeded" | "Failed" | "EntryLevelErrors";
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  readonly countImported: number;
  readonly countEntitled: number;
  readonly countExported: number;
  readonly countEscrowed: number;
}

export interface SandboxQuarantine {
  readonly reason: string;
  readonly began: number;
  readonly nextAttempt: number;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly seriesCount: number;
}

/** A provisioning job of the simulated tenant. */
export interface SandboxJob {
  readonly id: string;
  readonly templateId: string;
  readonly createdAt: number;
  /** The schema as it stands: what the engine evaluates. */
  schema: JsonObject;
  state: "Disabled" | "Active" | "Paused";
  quarantine: SandboxQuarantine | undefined;
  lastExecution: SandboxExecution | undefined;
  lastSuccessfulExecution: SandboxExecution | undefined;
  steadyStateFirstAchieved: number | undefined;
  steadyStateLastAchieved: number | undefined;
  completeFailures: number;
  /** How many users and groups the target has because of this job. */
  synchronized: { users: number; groups: number };
  /** What the engine remembers of each object it has provisioned, by object id. */
  readonly anchors: Map<string, SandboxAnchor>;
  /** True while everything has to be evaluated again at the next cycle: at first, and after a change of schema or scope. */
  fullCycleDue: boolean;
}

/** What the engine remembers of one object that is on the target. */
export interface SandboxAnchor {
  readonly objectId: string;
  readonly kind: "User" | "Group";
  /** The target's id. */
  readonly targetId: string;
  /** What was exported last, by target attribute: the next cycle sends what differs. */
  exported: ReadonlyMap<string, JsonValue>;
  /** For groups: target ids of the members that were sent. */
  members: ReadonlySet<string>;
  disabled: boolean;
}

/** One record of the provisioning log, with the time from which the log shows it. */
export interface SandboxLogRecord {
  readonly visibleFrom: number;
  /** In the shape of Microsoft Graph v1.0: provisioningObjectSummary. */
  readonly record: JsonObject & { readonly id: string; readonly activityDateTime: string; readonly jobId: string };
}

/** The simulated tenant: all that the Graph routes and the engine share. */
export interface SandboxTenant {
  readonly id: string;
  readonly displayName: string;
  /** As `northwind.example`. */
  readonly domain: string;
  readonly users: Map<string, SandboxUser>;
  readonly groups: Map<string, SandboxGroup>;
  readonly servicePrincipals: Map<string, SandboxServicePrincipal>;
  /** Enterprise applications among the deleted items, by object id. */
  readonly deletedApps: Map<string, { readonly app: SandboxServicePrincipal; readonly deletedAt: number }>;
  /** Applications whose enterprise application alone was deleted, by the application's object id. */
  readonly applicationsOnly: Map<string, SandboxServicePrincipal>;
  readonly log: SandboxLogRecord[];
  /** A new GUID; seeded, so that runs are alike. */
  newId(): string;
}
