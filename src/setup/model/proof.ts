import type { JsonValue } from "../../base/json.js";
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

/** What was read back on the target after applying. */
export interface Proof {
  readonly users: Tally & { readonly notExpected: readonly NotExpected[] };
  readonly groups: Tally;
  readonly memberships: MembershipTally;
  /** What could not be read from this target, one sentence each. */
  readonly unchecked: readonly string[];
  /** Warnings about the users of the proof. */
  readonly warnings: readonly Warning[];
}
