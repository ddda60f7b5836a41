import { Option } from "commander";
import { flag, listedIf } from "./groups.js";
import type { CommandAction } from "./run-action.js";

/** Actions that print a plan, or names that are cut off without it. */
const HAS_DETAILS: readonly CommandAction[] = ["apply", "plan", "verify", "rotate-token", "undo"];

/** What is printed, and what is kept of it. */
export function outputOptions(action: CommandAction): Option[] {
  return [
    flag("--json", "print one JSON document to standard output"),
    listedIf(HAS_DETAILS.includes(action), flag("--details", "print every field and name (--json always does)")),
    listedIf(action !== "runbook", new Option("--transcript <file>", "save all requests (holds users' names)")),
    listedIf(action !== "runbook", new Option("--report <file>", "save an HTML report (holds users' names)")),
    flag("-q, --quiet", "print only the JSON document, or errors"),
    listedIf(action === "plan", flag("--detailed-exitcode", "exit with 2 if something would change")),
    // An unexpected error names it.
    flag("--debug", "print the stack trace of an unexpected error").hideHelp(),
    new Option("--no-color", "print without colours"),
  ];
}
