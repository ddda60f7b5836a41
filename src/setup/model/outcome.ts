/** What may stay unproven without the outcome being `unproven`: a person said so, or the template does, with its source. */
export interface Acceptance {
  /** Nobody is expected on the target, so that nothing can be proven there. */
  readonly nobody: boolean;
  /** The target shows members nowhere. */
  readonly memberships: boolean;
}

/** How a run ended; the same words in the terminal and in JSON. */
export type Outcome =
  "applied" | "unchanged" | "changes-pending" | "console-pending" | "unproven" | "arriving" | "failed" | "interrupted";
