/**
 * Texts for the administrators of one IdP, for users and groups about which the IdP itself reports nothing.
 * Each text names the cause and what to do in that IdP's console.
 */
export interface Wording {
  /** Not sent yet. */
  readonly userOnTheWay: string;
  /** The IdP failed without a reason. */
  readonly userFailed: string;
  /** The IdP has delivered the user, but the SCIM server does not show them. */
  readonly userLost: string;
  /** The IdP knows nothing of the user. */
  readonly userNotSent: string;
  /** The user exists on the SCIM server but is deactivated there. */
  readonly userSwitchedOff: string;
  readonly groupNotSent: string;
  /** The IdP has delivered the group, but the SCIM server does not show it. */
  readonly groupLost: string;
  /** The IdP has delivered the membership, but the SCIM server does not show it. */
  readonly membershipLost: string;
}
