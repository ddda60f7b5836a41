import type { JsonObject } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { Named } from "../../setup/plan/look-alikes.js";
import type {
  AppRoleAssignment,
  EntraGroup,
  EntraProfile,
  EntraUser,
  OnDemandAnswer,
  Organization,
  ProvisioningLogRecord,
  ServicePrincipal,
  SynchronizationJob,
} from "./schemas.js";
import type { ResetScope } from "./vendor/bodies.js";

/**
 * How new the application is. The synchronization service learns of a new one later than the directory does, and answers
 * 401, 403, 404 or 409 until then: for a fresh application these are tried again for about two minutes, for any other
 * they are final at once.
 */
export interface Freshness {
  readonly fresh: boolean;
}

/** The place of a provisioning job. */
export interface JobAddress extends Freshness {
  readonly servicePrincipalId: string;
  readonly jobId: string;
}

/** One setting of the connection to the SCIM server, as it is written. */
export interface ConnectionSetting {
  readonly key: string;
  readonly value: string | Secret;
}

/** The enterprise applications of a tenant. */
export interface ServicePrincipalCalls {
  /** Those that have exactly one of these names, whatever the case the filter matched; each once. */
  named(names: readonly string[]): Promise<readonly ServicePrincipal[]>;
  /** All applications by object id and name; managed identities and the like are none. */
  names(): Promise<readonly Named[]>;
  /** By object id; undefined when there is none (yet). */
  get(id: string): Promise<ServicePrincipal | undefined>;
  withAppId(appId: string): Promise<ServicePrincipal | undefined>;
  /** Makes an application and its service principal from the template for non-gallery applications. Never tried twice. */
  instantiate(displayName: string): Promise<{ readonly id: string; readonly appId: string }>;
  /** Deletes the application object by its application id; its service principal goes with it, both for 30 days to the deleted items. */
  removeApplication(appId: string): Promise<void>;
  /** Deletes the service principal alone, by object id. */
  remove(id: string): Promise<void>;
}

/** Groups and users of a tenant. */
export interface DirectoryCalls {
  groupsNamed(name: string): Promise<readonly EntraGroup[]>;
  groupsStartingWith(prefix: string): Promise<readonly EntraGroup[]>;
  group(id: string): Promise<EntraGroup | undefined>;
  /** The users who are direct members. */
  members(groupId: string): Promise<readonly EntraUser[]>;
  /** The same users with every property that attribute mappings can read, page by page. */
  profiles(groupId: string): AsyncIterable<readonly EntraProfile[]>;
  /** The ids of these users' managers, by the ids of the users; users without one are not in it. */
  managers(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The groups that are direct members. */
  nestedGroups(groupId: string): Promise<readonly EntraGroup[]>;
  /** All users of a group, those of groups within it too. */
  transitiveMembers(groupId: string): Promise<readonly EntraUser[]>;
  userNamed(userPrincipalName: string): Promise<EntraUser | undefined>;
}

/** Who is assigned to an application. */
export interface AssignmentCalls {
  list(servicePrincipalId: string): Promise<readonly AppRoleAssignment[]>;
  /** Assigns a group. An assignment that is already there counts as made; a principal not replicated yet is tried again. */
  assign(
    assignment: {
      readonly servicePrincipalId: string;
      readonly groupId: string;
      readonly appRoleId: string;
    } & Freshness,
  ): Promise<{ readonly id?: string }>;
  remove(servicePrincipalId: string, assignmentId: string): Promise<void>;
}

/** The provisioning jobs of an application. */
export interface JobCalls {
  /** The ids of the provisioning templates that the application offers; empty when it cannot provision. */
  templates(servicePrincipalId: string, freshness: Freshness): Promise<readonly string[]>;
  list(servicePrincipalId: string, freshness: Freshness): Promise<readonly SynchronizationJob[]>;
  get(place: JobAddress): Promise<SynchronizationJob>;
  /** Makes a job; when the answer is unclear, looks for one of the template before trying again. */
  create(servicePrincipalId: string, templateId: string, freshness: Freshness): Promise<SynchronizationJob>;
  /** "Provisioning Status: On". */
  start(place: JobAddress): Promise<void>;
  /** "Provisioning Status: Off"; a cycle that is under way ends first. */
  pause(place: JobAddress): Promise<void>;
  /** @param resetScope - as `Full`, or `Watermark, Escrows, QuarantineState` */
  restart(place: JobAddress, resetScope: ResetScope): Promise<void>;
  /** Deletes the job with its mappings; users it provisioned stay on the SCIM server as they are. */
  remove(place: JobAddress): Promise<void>;
  /** "Test Connection": with these settings, or with the saved ones. Counts as a read: it changes nothing. */
  validate(place: JobAddress, settings: readonly ConnectionSetting[] | "saved"): Promise<void>;
  /** At most five users of one group a call. The answer's HTTP status says nothing about the outcome. */
  provisionOnDemand(
    place: JobAddress,
    subject: { readonly ruleId: string; readonly groupId: string; readonly userIds: readonly string[] },
  ): Promise<OnDemandAnswer>;
  /** The whole schema as it came, unknown keys included. */
  schema(place: JobAddress): Promise<JsonObject>;
  replaceSchema(place: JobAddress, schema: JsonObject): Promise<void>;
}

/** "Admin Credentials" and settings, behind one adapter: beta deprecates them for connectivityParameters. */
export interface ConnectionCalls {
  /** Values of secrets read `*`. */
  read(servicePrincipalId: string, freshness: Freshness): Promise<ReadonlyMap<string, string>>;
  write(servicePrincipalId: string, settings: readonly ConnectionSetting[], freshness: Freshness): Promise<void>;
}

/** Microsoft Graph, as far as provisioning needs it. Every method throws SetupError (codes `graph-*`) when it is refused or gets no answer. */
export interface EntraApi {
  organization(): Promise<Organization>;
  readonly servicePrincipals: ServicePrincipalCalls;
  readonly directory: DirectoryCalls;
  readonly assignments: AssignmentCalls;
  readonly jobs: JobCalls;
  readonly connection: ConnectionCalls;
  /**
   * Records of a job since a time, newest first.
   *
   * @param known - ids of records that were read before: those need not be given again
   */
  provisioningLog(jobId: string, since: string, known?: ReadonlySet<string>): Promise<readonly ProvisioningLogRecord[]>;
  /** Requests sent so far, tries again included. */
  requests(): { readonly reads: number; readonly writes: number };
}
