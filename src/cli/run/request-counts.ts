/** Requests by who sent them to whom. */
export interface RequestCounts {
  readonly tenant: { readonly reads: number; readonly writes: number };
  /** What the IdP sent in a sandbox of this process; zeros otherwise. */
  readonly scim: Readonly<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", number>>;
  readonly target: { readonly reads: number; readonly writes: number };
  /** Only after a rehearsal on people of a live tenant: what was sent there. */
  readonly live?: LiveRequests;
}

/** Requests that reached a live tenant, those of signing in among the reads. */
export interface LiveRequests {
  readonly reads: number;
  readonly writes: number;
  /** How many of the reads were for signing in: those need not be GET. */
  readonly signIn: number;
}
