import type { JsonValue } from "../../base/json.js";
import type { NotExpected, Warning } from "./plan.js";

/** Something the proof expected otherwise, with a reason an administrator can act on. */
export interface Wrong {
  readonly name: string;
  /** The target's id where the resource is there, else the IdP's. */
  readonly id: string;
  readonly state: "missing" | "duplicate" | "value" | "unexpected" | "waiting";
  /** A SCIM path; `provisioning` where everything looks right and the IdP has failed on it all the same. */
  readonly path?: string;
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
  readonly reason: string;
}

/** What was expected of one kind of thing, and what was there. */
export interface Tally {
  readonly expected: number;
  /** How many are there exactly once, with every promised value right. */
  readonly found: number;
  readonly wrong: readonly Wrong[];
}

/** Memberships with how many of them nobody can tell. */
export interface MembershipTally extends Tally {
  /** Expected memberships of which the target shows nothing, by no way that it has. */
  readonly unchecked: number;
}

/** What was read back on the target after applying. */
export interface Proof {
  readonly users: Tally & { readonly notExpected: readonly NotExpected[] };
  readonly groups: Tally;
  readonly memberships: MembershipTally;
  /** What this target cannot be asked, one sentence each. */
  readonly unchecked: readonly string[];
  /** What to know of the people it is about. */
  readonly warnings: readonly Warning[];
}
