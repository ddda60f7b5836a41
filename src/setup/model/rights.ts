/** One right, by whichever name it is granted. */
export interface AccessNeed {
  /** Names of the right, the least first: `Synchronization.ReadWrite.All`. */
  readonly anyOf: readonly string[];
  /** The least role that has it, for people: `Application Administrator`. */
  readonly role: string;
  /** What it is needed for, as `assign groups`. */
  readonly purpose: string;
}

/** How one right that a run needs stands with the one who is signed in. */
export interface RightReport {
  readonly need: AccessNeed;
  /**
   * `granted`: the access token names it, or a wider one. `missing`: it does not. `by-role`: the roles of whoever is signed in
   * decide, and no token tells them. `unknown`: the token cannot be read.
   */
  readonly state: "granted" | "missing" | "by-role" | "unknown";
}

/** Each need once, however many steps share it. */
export function distinctNeeds(needs: readonly AccessNeed[]): readonly AccessNeed[] {
  return [...new Map(needs.map((need) => [`${need.anyOf.join(" ")}\n${need.purpose}`, need])).values()];
}
