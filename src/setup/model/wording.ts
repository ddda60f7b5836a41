/**
 * What an administrator of one IdP is told where the engine has no word of the IdP's own about a single user or group.
 * Each text names the cause and what to do in that IdP's console.
 */
export interface Wording {
  /** Not sent yet. */
  readonly userOnTheWay: string;
  /** The IdP failed and does not say why. */
  readonly userFailed: string;
  /** The IdP has delivered the user, and the SCIM server does not show them. */
  readonly userLost: string;
  /** The IdP knows nothing of the user. */
  readonly userNotSent: string;
  /** The user is there, and switched off at the SCIM server. */
  readonly userSwitchedOff: string;
  readonly groupNotSent: string;
  /** The IdP has delivered the group, and the SCIM server does not show it. */
  readonly groupLost: string;
  /** The IdP has delivered the membership, and the SCIM server does not show it. */
  readonly membershipLost: string;
}
