import type { Slice } from "../../setup/step/slice.js";
import type { LiveRequests } from "./request-counts.js";

/** What a rehearsal was given of a live tenant, and what it took to read it. */
export interface TenantCopy {
  readonly slice: Slice;
  readonly live: LiveRequests;
  /** What a person should know of it, one sentence each. */
  readonly notices: readonly string[];
}
