/** How long a console stop and the wait for the proof may take. */
export interface WaitPolicy {
  /** Milliseconds; 0 means one check, Infinity until somebody interrupts. */
  readonly waitMs: number;
}
