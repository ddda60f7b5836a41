/** A plan that was saved to a file. */
export interface KeptPlan {
  /** As it was named on the command line. */
  readonly file: string;
  /** `sha256:` and 64 hexadecimal digits: the value for `--confirm-plan`. */
  readonly digest: string;
}
