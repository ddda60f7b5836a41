/** What may stay unverified without the outcome `unproven`: the user accepted it, or the template does, with its source. */
export interface Acceptance {
  /** No users are expected on the target, so nothing can be verified there. */
  readonly nobody: boolean;
  /** The target never shows the members of groups. */
  readonly memberships: boolean;
}

/** How a run ended; the same words in the terminal and in JSON. */
export type Outcome =
  "applied" | "unchanged" | "changes-pending" | "console-pending" | "unproven" | "arriving" | "failed" | "interrupted";
