import type { JsonValue } from "../../base/json.js";

/** One value that a target receives for a person, and where it comes from. */
export interface ExplainedValue {
  /** SCIM path: `name.givenName`, `emails[type eq "work"].value`. */
  readonly path: string;
  readonly value: JsonValue;
  /** In words or in the IdP's own language: `user.firstName`, `the constant true`. */
  readonly source: string;
}

/** What a sandbox's provisioning makes of one person. */
export interface Explanation {
  /** The person's id at the target, once the person is there. */
  readonly targetId?: string;
  /** In the order of the request's body; empty for somebody whom no app provisions. */
  readonly values: readonly ExplainedValue[];
}
