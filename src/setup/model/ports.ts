import type { IdpName } from "../../base/idp-name.js";
import type { JsonValue } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { Person } from "./expectation.js";
import type { ConsoleStop, ManualStepPosition, Plan } from "./plan.js";
import type { RightReport, AccessNeed } from "./rights.js";
import type { Wording } from "./wording.js";

/** Where a set-up points the IdP: what the step that connects it was given. */
export interface TargetConnection {
  readonly baseUrl: string;
  /** Absent in a read-only look without secrets: then the target is `unchecked`. */
  readonly token?: Secret;
}

/** Asks the target, before anybody goes to a console, what the IdP is going to ask it. */
export interface TargetProbe {
  /**
   * Makes the calls the IdP makes when its connector is tested.
   *
   * @throws SetupError (exit 1) that says what the target answered, when the IdP would refuse it
   */
  check(options: { readonly uniqueIdentifier: string; readonly importGroups: boolean }): Promise<void>;
  /** True when the target already has a group of this name; undefined when it cannot say. */
  hasGroup(displayName: string): Promise<boolean | undefined>;
}

/** One person as the target shows them. */
export interface TargetUser {
  readonly id: string;
  readonly userName: string;
  /** The value at a SCIM attribute path, undefined when absent. */
  value(path: string): JsonValue | undefined;
}

/** One group as the target shows it. */
export interface TargetGroup {
  readonly id: string;
  readonly displayName: string;
  /** The target's ids of its members; undefined when the group itself does not show them. */
  readonly memberIds: ReadonlySet<string> | undefined;
}

/** Reads the target for the proof. Never writes. */
export interface TargetView {
  /**
   * The people of these names, every one that matches (duplicates included).
   * With `everybody`, all people of the target, so that somebody unexpected is seen.
   */
  users(userNames: readonly string[], everybody: boolean): Promise<readonly TargetUser[]>;
  /** The same for groups, with their members. */
  groups(displayNames: readonly string[], everything: boolean): Promise<readonly TargetGroup[]>;
  /**
   * Who of these people is in these groups, by the other ways a target has of showing it (RFC 7643 2.5 lets an empty `members`
   * be left out, so that a group without it says nothing by itself). Ids of people by group id, an empty set included.
   *
   * @returns undefined when the target shows members nowhere
   */
  memberships(
    groupIds: readonly string[],
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined>;
  /** What the readings so far could not learn from this target, and why, one sentence each. */
  unanswered(): readonly string[];
}

/** The vendor's SCIM endpoint as the engine sees it. */
export interface Target extends TargetProbe, TargetView {
  requests(): { readonly reads: number; readonly writes: number };
}

/** How far the IdP is with one person or one pushed group. */
export interface Progress {
  readonly state: "arrived" | "waiting" | "failed" | "unknown";
  /** For all but `arrived`: why, in words an administrator can act on. */
  readonly reason?: string;
  /** For `waiting`: somebody who is on the target already is written again, with what is promised now. */
  readonly rewrites?: true;
  /** For a group whose memberships the IdP sends apart from it. */
  readonly members?: {
    /** Ids, the tenant's or the target's, of those whom the IdP's own log says it has sent. */
    readonly sent: ReadonlySet<string>;
    /** How far it is with all others. */
    readonly others: Progress;
    /** The group's members went with it: when it has none at the target, they were lost there. */
    readonly withGroup?: true;
  };
}

/** How far the IdP is with everybody and everything that a proof is about. */
export interface ProgressOfAll {
  /** By person id. */
  readonly people: ReadonlyMap<string, Progress>;
  /** By the group's name. */
  readonly groups: ReadonlyMap<string, Progress>;
}

/** The tenant's people and groups, always read from the tenant's own API at that moment. */
export interface Directory {
  /**
   * The direct members of a group by its exact name; undefined when there is no such group (yet).
   */
  members(group: string): Promise<readonly Person[] | undefined>;
  /** How far the IdP is with these people and with pushing these groups, read once for all. Empty before the app exists. */
  progress(people: readonly Person[], groups: readonly string[]): Promise<ProgressOfAll>;
}

/** Who is signed in where: shown before any write. */
export interface TenantIdentity {
  readonly idp: IdpName;
  readonly url: string;
  /** The tenant's id, where the IdP tells it. */
  readonly id?: string;
  /** The tenant's own name, where the IdP tells it. */
  readonly name?: string;
  readonly signedInAs?: string;
}

/** An open tenant: its identity, its typed API for the steps, its people. */
export interface TenantSession<Tenant> {
  readonly identity: TenantIdentity;
  readonly tenant: Tenant;
  readonly directory: Directory;
  /** What this IdP's administrators are told. */
  readonly wording: Wording;
  /** How what a run needs stands with whoever is signed in, as far as signing in told. */
  rights(needs: readonly AccessNeed[]): readonly RightReport[];
  requests(): { readonly reads: number; readonly writes: number };
}

/** Whoever answers for the person: a terminal, `--yes`, a simulated administrator. */
export interface Operator {
  /** Shows the plan and asks; false means nothing is written. */
  approve(plan: Plan): Promise<boolean>;
  /**
   * Has a person type the name of something that may be somebody else's.
   *
   * @param about - why it may be
   * @returns what was typed; undefined where no person can be asked, or every question was answered beforehand
   */
  typeName(name: string, about: string): Promise<string | undefined>;
  /** A pilot of so many people is proven: says so and asks; false means that the rest is left for another run. */
  approveRest(pilot: string, people: number): Promise<boolean>;
  /** A manual step begins. A simulated administrator carries it out before it returns; a terminal shows it and returns. */
  beginStop(stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>, position: ManualStepPosition): Promise<void>;
  /** True when the person said that the run is to continue without waiting. */
  wantsToGoOn(): boolean;
  /** The stop is over, however it ended. */
  endStop(): void;
}
