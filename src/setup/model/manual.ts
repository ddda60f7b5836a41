import type { ConsoleField } from "./plan.js";

/** What an administrator without the API does in the console in place of a step. */
export interface ManualPart {
  /** Where in the console, as the part of its address after the host: `/admin/apps/active`. */
  readonly path?: string;
  /** What to do there, in order, in the console's own words. The click after one with fields completes the same form. */
  readonly clicks: readonly string[];
  readonly fields: readonly ConsoleField[];
  /** How to check that it is done, one sentence each. */
  readonly verify: readonly string[];
  /** What to do when the console looks different, one hint per line. */
  readonly hints?: readonly string[];
}
