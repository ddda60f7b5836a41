import type { Slice } from "../../setup/slice.js";

/** What a rehearsal was given of a live tenant, and what it took to read it. */
export interface TenantCopy {
  readonly slice: Slice;
  readonly live: LiveRequests;
  /** What a person should know of it, one sentence each. */
  readonly notices: readonly string[];
}

/** Requests that reached a live tenant, those of signing in among the reads. */
export interface LiveRequests {
  readonly reads: number;
  readonly writes: number;
  /** How many of the reads were for signing in: those need not be GET. */
  readonly signIn: number;
}
