/** What provisioning one person on demand came to. */
export interface OnDemandVerdict {
  /** `inconclusive`: the answer could not be read; the target decides. */
  readonly result: "success" | "in-sync" | "not-in-scope" | "failure" | "inconclusive";
  /** For all but `success` and `in-sync`: why, in words an administrator can act on. */
  readonly reason?: string;
}
