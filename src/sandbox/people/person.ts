/** Somebody in a sandbox's directory, as it stands there: what is absent is absent in the tenant too. */
export interface DirectoryPerson {
  /** The sign-in name. */
  readonly userName: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly title?: string;
  readonly department?: string;
  /** False for somebody who was deactivated before the run. */
  readonly active: boolean;
  /** Names of the groups of which the person is a direct member. */
  readonly groups: readonly string[];
}

/** The people and groups a sandbox starts with. */
export interface Directory {
  readonly people: readonly DirectoryPerson[];
  /** Names of all groups, in order; every group of a person is among them. */
  readonly groups: readonly string[];
}
