import type { JsonValue } from "../../base/json.js";
import type { ChangeKind } from "./change-kind.js";
import type { NotExpected, Warning } from "./plan.js";

/** Something that differs from what the proof expected, with a reason that an administrator can act on. */
export interface Wrong {
  readonly name: string;
  /** The target's id if the resource exists there, otherwise the IdP's. */
  readonly id: string;
  readonly state: "missing" | "duplicate" | "value" | "unexpected" | "waiting";
  /** A SCIM path; `provisioning` when everything looks right but the IdP reports a failure. */
  readonly path?: string;
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
  readonly reason: string;
}

/** What was expected of one kind of resource, and what was found. */
export interface Tally {
  readonly expected: number;
  /** How many exist exactly once, with all promised values. */
  readonly found: number;
  readonly wrong: readonly Wrong[];
}

/** Memberships, with the number that cannot be checked. */
export interface MembershipTally extends Tally {
  /** Expected memberships that the target does not show in any way. */
  readonly unchecked: number;
}

/** A change that was made in the tenant after the set-up, and the value that it must bring about on the target. */
export interface MadeChange {
  readonly kind: ChangeKind;
  /** Sign-in name of the user, name of the group before the change, or both for a membership. */
  readonly name: string;
  /** SCIM path of the value. */
  readonly path: string;
  /** The value after the change; null when it must be gone. */
  readonly value: JsonValue;
}

/** A request that the IdP sent to the target because of a change, with the answer. */
export interface SentAndAnswered {
  readonly method: string;
  /** As sent, from the root of the target. */
  readonly path: string;
  readonly body?: JsonValue;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly answer?: JsonValue;
}

/** A change that did not arrive, or took memberships away on the target that it does not concern. */
export interface WrongChange extends Wrong {
  readonly kind: ChangeKind;
  /** The request that should have brought it about; absent when the IdP sent none. */
  readonly request?: SentAndAnswered;
  /** What an administrator finds about it in the IdP's console, one sentence. */
  readonly seen: string;
  /** How to fix it, where the cause is known. */
  readonly fix?: string;
  /** The group memberships, each as `group / user`, that were gone when the change itself had arrived. */
  readonly lostMemberships?: readonly string[];
}

/** What became of changes in the tenant after the set-up. */
export interface ChangesProof extends Tally {
  readonly wrong: readonly WrongChange[];
  readonly made: readonly MadeChange[];
  /** Changes that were left out, each with the reason. */
  readonly notMade: readonly { readonly kind: ChangeKind; readonly reason: string }[];
}

/** What was read back on the target after applying. */
export interface Proof {
  readonly users: Tally & { readonly notExpected: readonly NotExpected[] };
  readonly groups: Tally;
  readonly memberships: MembershipTally;
  /** What could not be read from this target, one sentence each. */
  readonly unchecked: readonly string[];
  /** Warnings about the users of the proof. */
  readonly warnings: readonly Warning[];
  /** Only of a dry run that changes users and groups after the set-up. */
  readonly changes?: ChangesProof;
}
