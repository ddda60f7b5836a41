/** What a target made of things that an IdP sends and servers take differently: tried out before the plan, with test data. */
export interface Trial {
  /** Only what went wrong. */
  readonly findings: readonly TrialFinding[];
  /** Test data that could not be removed, as `the user total-setup-trial-1a2b3c4d@example.com`. */
  readonly left: readonly string[];
  /** Why the trial ended early, as a clause; absent when all of it was made. */
  readonly ended?: string;
}

/** One request that a target does not take as the standard says. */
export interface TrialFinding {
  /**
   * `empty-groups`: the update of a user that says `groups: []`; `rename`: a group's name, sent without a path and beside its
   * members.
   */
  readonly kind: "empty-groups" | "rename";
  /** The user was no longer in the group afterwards; or the request was refused. */
  readonly outcome: "memberships-lost" | "refused";
  /** The target's answer in a few words: `HTTP 200`. */
  readonly answer: string;
}
