import type { IdpName } from "../../base/idp-name.js";
import type { JsonValue } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { Person } from "./expectation.js";
import type { ConsoleStop, ManualStepPosition, Plan } from "./plan.js";
import type { RightReport, AccessNeed } from "./rights.js";
import type { Trial } from "./trial.js";
import type { Wording } from "./wording.js";

/** The connection that a set-up gives the IdP: the values of the step that connects it. */
export interface TargetConnection {
  readonly baseUrl: string;
  /** Absent in a read-only run without secrets: then the target is `unchecked`. */
  readonly token?: Secret;
  /** How the IdP sends to it, where that depends on the app and servers take it differently. */
  readonly form?: "custom" | "catalog";
}

/** Sends the target, before a manual step, the requests that the IdP will send. */
export interface TargetProbe {
  /**
   * Sends the requests of the IdP's connector test.
   *
   * @throws SetupError (exit 1) with the target's answer, when the IdP would refuse it
   */
  check(options: { readonly uniqueIdentifier: string; readonly importGroups: boolean }): Promise<void>;
  /** True when the target already has a group of this name; undefined when that is unknown. */
  hasGroup(displayName: string): Promise<boolean | undefined>;
  /** What the target made of a trial before the plan; absent when none was made, since it writes test data there. */
  readonly trial?: Trial;
}

/** One user as the target shows them. */
export interface TargetUser {
  readonly id: string;
  readonly userName: string;
  /** The value at a SCIM attribute path; undefined when absent. */
  value(path: string): JsonValue | undefined;
}

/** One group as the target shows it. */
export interface TargetGroup {
  readonly id: string;
  readonly displayName: string;
  /** The target's ids of its members; undefined when the group does not show them. */
  readonly memberIds: ReadonlySet<string> | undefined;
}

/** Reads the target for the proof. Never writes. */
export interface TargetView {
  /**
   * The users of these names: every match, with duplicates.
   * With `everybody`, all users of the target, so that unexpected ones are found.
   */
  users(userNames: readonly string[], everybody: boolean): Promise<readonly TargetUser[]>;
  /**
   * Those of these users that have come since the last reading. One may be missed if the target lists its users in a new order:
   * a verdict needs {@link users}.
   */
  newUsers(userNames: readonly string[]): Promise<readonly TargetUser[]>;
  /** The same for groups and their members. */
  groups(displayNames: readonly string[], everything: boolean): Promise<readonly TargetGroup[]>;
  /**
   * Which of these users are in these groups, by the other ways in which a target can show it (RFC 7643 2.5 allows an empty
   * `members` to be left out, so a group without it says nothing). Ids of users by group id, with empty sets.
   *
   * @returns undefined when the target never shows members
   */
  memberships(
    groupIds: readonly string[],
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined>;
  /** What could not be read from this target so far, and why, one sentence each. */
  unanswered(): readonly string[];
}

/** The vendor's SCIM endpoint as the engine sees it. */
export interface Target extends TargetProbe, TargetView {
  requests(): { readonly reads: number; readonly writes: number };
}

/** The progress of the IdP with one user or one pushed group. */
export interface Progress {
  readonly state: "arrived" | "waiting" | "failed" | "unknown";
  /** For all but `arrived`: the reason, in words that an administrator can act on. */
  readonly reason?: string;
  /** For `waiting`: a user who is already on the target is written again, with the values promised now. */
  readonly rewrites?: true;
  /** For a group whose memberships the IdP sends separately. */
  readonly members?: {
    /** Ids, the tenant's or the target's, of the members that the IdP has sent according to its log. */
    readonly sent: ReadonlySet<string>;
    /** The progress with all other members. */
    readonly others: Progress;
    /** The members were sent with the group: if it has none on the target, they were lost there. */
    readonly withGroup?: true;
  };
}

/** The progress of the IdP with all users and groups of a proof. */
export interface ProgressOfAll {
  /** By the user's id. */
  readonly people: ReadonlyMap<string, Progress>;
  /** By the group's name. */
  readonly groups: ReadonlyMap<string, Progress>;
}

/** The tenant's users and groups, always read from the tenant's own API at that moment. */
export interface Directory {
  /**
   * The direct members of a group by its exact name; undefined when the group does not exist (yet).
   */
  members(group: string): Promise<readonly Person[] | undefined>;
  /**
   * The progress of the IdP with these users and with pushing these groups, read in one go. Empty before the app exists.
   *
   * @param reading - `new` reads only what the IdP has logged since the last time; a verdict needs the `whole`, which is the default
   */
  progress(people: readonly Person[], groups: readonly string[], reading?: "whole" | "new"): Promise<ProgressOfAll>;
}

/** The tenant and the signed-in account: shown before any write. */
export interface TenantIdentity {
  readonly idp: IdpName;
  readonly url: string;
  /** The tenant's id, if the IdP shows it. */
  readonly id?: string;
  /** The tenant's name, if the IdP shows it. */
  readonly name?: string;
  readonly signedInAs?: string;
}

/** An open tenant: its identity, its typed API for the steps, its users. */
export interface TenantSession<Tenant> {
  readonly identity: TenantIdentity;
  readonly tenant: Tenant;
  readonly directory: Directory;
  /** The IdP's own words for its administrators. */
  readonly wording: Wording;
  /** Which of the rights that a run needs the signed-in account has, as far as the sign-in shows. */
  rights(needs: readonly AccessNeed[]): readonly RightReport[];
  requests(): { readonly reads: number; readonly writes: number };
}

/** Answers the questions of a run: a terminal, `--yes`, or a simulated administrator. */
export interface Operator {
  /** Shows the plan and asks; false means nothing is written. */
  approve(plan: Plan): Promise<boolean>;
  /**
   * Asks the user to type the name of a resource that may belong to something else.
   *
   * @param about - why it may
   * @returns what was typed; undefined when there is no terminal, or all questions were answered in advance
   */
  typeName(name: string, about: string): Promise<string | undefined>;
  /** Says that the pilot with this number of users is verified, and asks; false leaves the rest for another run. */
  approveRest(pilot: string, people: number): Promise<boolean>;
  /** A manual step begins. A simulated administrator carries it out before it returns; a terminal shows it and returns. */
  beginStop(stop: ConsoleStop, secrets: Readonly<Record<string, Secret>>, position: ManualStepPosition): Promise<void>;
  /** True when the person said that the run is to continue without waiting. */
  wantsToGoOn(): boolean;
  /** The manual step is over, however it ended. */
  endStop(): void;
}
