/** One right, by any of the names that grant it. */
export interface AccessNeed {
  /** Names that grant the right, the least first, for example `Synchronization.ReadWrite.All`. */
  readonly anyOf: readonly string[];
  /** The least privileged role that has it, for messages: `Application Administrator`. */
  readonly role: string;
  /** What it is needed for, for example `assign groups`. */
  readonly purpose: string;
}

/** Whether the signed-in account has a right that a run needs. */
export interface RightReport {
  readonly need: AccessNeed;
  /**
   * `granted`: the access token has it, or a wider one. `missing`: it does not. `by-role`: the roles of the signed-in account
   * decide, and no token shows them. `unknown`: the token cannot be read.
   */
  readonly state: "granted" | "missing" | "by-role" | "unknown";
}

/** Each need once, even if several steps share it. */
export function distinctNeeds(needs: readonly AccessNeed[]): readonly AccessNeed[] {
  return [...new Map(needs.map((need) => [`${need.anyOf.join(" ")}\n${need.purpose}`, need])).values()];
}
