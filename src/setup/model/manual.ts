import type { ConsoleField } from "./plan.js";

/** What a person does at the console in place of a step, for an administrator who may not use the API. */
export interface ManualPart {
  /** Where at the console, as the part of its address after the host: `/admin/apps/active`. */
  readonly path?: string;
  /** What to do there, in order, one click or input a line, in the console's own words. */
  readonly clicks: readonly string[];
  readonly fields: readonly ConsoleField[];
  /** How to check that it is done, one sentence each. */
  readonly verify: readonly string[];
  /** What to do when the console looks different, one hint per line. */
  readonly hints?: readonly string[];
}
