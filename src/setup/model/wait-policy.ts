/** How long a manual step and the wait for the proof may take. */
export interface WaitPolicy {
  /** Milliseconds; 0 for a single check, Infinity to wait until Ctrl-C. */
  readonly waitMs: number;
}
