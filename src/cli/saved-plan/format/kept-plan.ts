/** A plan that was kept in a file. */
export interface KeptPlan {
  /** As it was named. */
  readonly file: string;
  /** As `sha256:` and 64 hexadecimal digits: what `--confirm-plan` takes. */
  readonly digest: string;
}
