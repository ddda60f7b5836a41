/**
 * A kind of change that an administrator makes in the tenant after the set-up: a user gets another value, a user is deactivated, a user
 * leaves a group, a group gets another name.
 */
export type ChangeKind = "attribute" | "deactivation" | "membership" | "group-name";

export const CHANGE_KINDS: readonly ChangeKind[] = ["attribute", "deactivation", "membership", "group-name"];

/** A kind of change that the IdP sends to the target because of a step. */
export interface SentChange {
  readonly kind: ChangeKind;
  /** For `attribute`: attributes of the tenant that are sent as they are, with their SCIM paths, beside those that are promised. */
  readonly attributes?: readonly SentAttribute[];
}

/** An attribute of the tenant that is sent as it is. */
export interface SentAttribute {
  /** The IdP's name of the attribute. */
  readonly attribute: string;
  /** SCIM attribute path on the target. */
  readonly path: string;
}
