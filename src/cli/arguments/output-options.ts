import { Option } from "commander";
import { flag, listedIf } from "./groups.js";
import type { CommandAction } from "./run-action.js";

/** What is printed, and what is kept of it. */
export function outputOptions(action: CommandAction): Option[] {
  return [
    flag("--json", "print one JSON document to standard output"),
    listedIf(action !== "runbook", new Option("--transcript <file>", "save all requests (holds users' names)")),
    listedIf(action !== "runbook", new Option("--report <file>", "save an HTML report (holds users' names)")),
    flag("-q, --quiet", "print only the JSON document, or errors"),
    listedIf(action === "plan", flag("--detailed-exitcode", "exit with 2 if something would change")),
    flag("--debug", "print the stack trace of an unexpected error"),
    new Option("--no-color", "print without colours"),
  ];
}
