import type { IdpName } from "../../base/idp-name.js";
import type { CommandAction } from "../arguments/run-action.js";

/** What the next command has that this one has not. */
interface NextOptions {
  /** Words behind everything that was given: `["--wait", "1h"]`. */
  readonly add?: readonly string[];
}

/**
 * The complete command for what comes next, to be printed whole on a line of its own: with the launcher and the flags of this run, as
 * far as the next command takes them.
 */
export type NextCommand = (action: CommandAction, options?: NextOptions) => string;

/** Next commands of a run. */
export function nextCommands(idp: IdpName): NextCommand {
  return (action, { add = [] } = {}) => ["total-setup", idp, ...(action === "apply" ? [] : [action]), ...add].join(" ");
}
