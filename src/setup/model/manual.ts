import type { ConsoleField } from "./plan.js";

/** Instructions that replace a step, for an administrator who cannot use the API. */
export interface ManualPart {
  /** The page of the console, as the part of its address after the host: `/admin/apps/active`. */
  readonly path?: string;
  /** What to do there, in order, one click or input per line, in the console's own words. */
  readonly clicks: readonly string[];
  readonly fields: readonly ConsoleField[];
  /** How to check that it is done, one sentence each. */
  readonly verify: readonly string[];
  /** What to do when the console looks different, one hint per line. */
  readonly hints?: readonly string[];
}
