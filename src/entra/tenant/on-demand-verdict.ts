/** The result of provisioning one user on demand. */
export interface OnDemandVerdict {
  /** `inconclusive`: the answer could not be read; the SCIM server decides. */
  readonly result: "success" | "in-sync" | "not-in-scope" | "failure" | "inconclusive";
  /** For all but `success` and `in-sync`: why, in words an administrator can act on. */
  readonly reason?: string;
}
