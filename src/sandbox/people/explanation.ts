import type { JsonValue } from "../../base/json.js";

/** One value that a target receives for a user, and where it comes from. */
export interface ExplainedValue {
  /** SCIM path: `name.givenName`, `emails[type eq "work"].value`. */
  readonly path: string;
  readonly value: JsonValue;
  /** In words or in the IdP's own language: `user.firstName`, `the constant true`. */
  readonly source: string;
}

/** What a sandbox's provisioning makes of one user. */
export interface Explanation {
  /** The user's id at the target, once the user is there. */
  readonly targetId?: string;
  /** In the order of the request's body; empty for a user that no app provisions. */
  readonly values: readonly ExplainedValue[];
}
