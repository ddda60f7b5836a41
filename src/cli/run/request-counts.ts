/** Requests by sender and receiver. */
export interface RequestCounts {
  readonly tenant: { readonly reads: number; readonly writes: number };
  /** What the IdP sent in a sandbox of this process; zeros otherwise. */
  readonly scim: Readonly<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", number>>;
  readonly target: { readonly reads: number; readonly writes: number };
  /** Only with --from-tenant: requests to the live tenant. */
  readonly live?: LiveRequests;
}

/** Requests that reached a live tenant; sign-in counts as reading. */
export interface LiveRequests {
  readonly reads: number;
  readonly writes: number;
  /** How many of the reads were for sign-in, which may not be GET. */
  readonly signIn: number;
}
