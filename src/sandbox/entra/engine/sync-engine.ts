import type { Secret } from "../../../base/secret.js";
import type { ScimRequest } from "../../../scim/message/messages.js";
import type { SandboxJob, SandboxServicePrincipal } from "../tenant/model.js";

/** What "Test Connection" came to. */
export type Validation =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

/** The provisioning service of the simulated tenant: a real SCIM client. */
export interface SyncEngine {
  /** "Test Connection": asks the target for a user who cannot exist, as Microsoft's service does. */
  validate(connection: {
    readonly templateId: string;
    readonly baseAddress: string;
    readonly secretToken: Secret | undefined;
    readonly matchingAttribute: string;
  }): Promise<Validation>;
  /** The job was switched on: its first cycle begins soon. Lifts a quarantine for one try. */
  start(app: SandboxServicePrincipal, job: SandboxJob): void;
  /** The cycle under way ends first. */
  pause(job: SandboxJob): void;
  /** @param resetScope - flags of Microsoft Graph: synchronizationJobRestartScope, as `Full` */
  restart(app: SandboxServicePrincipal, job: SandboxJob, resetScope: string): void;
  /**
   * Provisions one user, or one group with at most five of its members, at once.
   *
   * @returns the two strings of the answer; HTTP 200 whatever they say
   */
  provisionOnDemand(
    app: SandboxServicePrincipal,
    job: SandboxJob,
    subject: OnDemandSubject,
  ): Promise<{ readonly key: string; readonly value: string }>;
  /** Whether a cycle of the job is under way, and when the next one begins (milliseconds since 1970) if one is scheduled. */
  cycleOf(job: SandboxJob): { readonly running: boolean; readonly nextAt: number | undefined };
  /** How many SCIM requests were sent, by method. */
  scimRequests(): Record<ScimRequest["method"], number>;
  /** What the engine could not simulate, one sentence each: `the function Foo in the mapping of title`. */
  notSimulated(): readonly string[];
  close(): void;
}

/** The user or group to provision on demand. */
export interface OnDemandSubject {
  readonly ruleId: string;
  readonly objectId: string;
  readonly objectType: "User" | "Group";
  /** Object ids of members, for a group. */
  readonly members: readonly string[];
}

/** The two shapes in which Microsoft's service answers. */
export type OnDemandShape = "result" | "status-info";
