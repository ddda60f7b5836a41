import { Option } from "commander";
import { flag, listedIf } from "./groups.js";
import type { CommandAction } from "./run-action.js";
import { list, milliseconds, unchecked } from "./values.js";

const CONFIRM: Readonly<Partial<Record<CommandAction, string>>> = {
  apply: "name of an app in use, to allow changing it",
  plan: "name of an app in use, to allow changing it",
  undo: "name of the app that may be deleted",
};

/**
 * What limits a run, and what it may do without asking.
 *
 * @param dryRun - whether the help is for a dry run, where no app is in use yet
 */
export function safetyOptions(action: CommandAction, dryRun: boolean): Option[] {
  const isOneOf = (...actions: readonly CommandAction[]): boolean => actions.includes(action);
  return [
    ...(action === "rotate-token" ? [] : stepOptions(isOneOf("apply", "plan", "doctor"))),
    listedIf(isOneOf("apply", "undo", "rotate-token"), flag("-y, --yes", "answer every question with yes")),
    listedIf(action !== "runbook", new Option("--no-input", "never ask; fail if something is missing")),
    listedIf(
      action in CONFIRM && !dryRun,
      new Option("--confirm <name>", CONFIRM[action] ?? "name of an app in use, to allow changing it"),
    ),
    listedIf(
      isOneOf("apply", "verify", "rotate-token"),
      new Option("--wait <duration>", "how long to wait, for example 90s or 10m").argParser(milliseconds),
    ),
    listedIf(
      action !== "runbook" && action !== "doctor",
      new Option("--deadline <duration>", "stop after this time; changes made are kept").argParser(milliseconds),
    ),
  ];
}

/** Which steps may write. */
function stepOptions(listed: boolean): Option[] {
  return [
    listedIf(
      listed,
      new Option("--only <step-ids>", "change only these steps; everything is verified").argParser(list).default([]),
    ),
    listedIf(listed, new Option("--skip <step-ids>", "leave these steps unchanged").argParser(list).default([])),
  ];
}

/** What a run may accept without verifying it. */
export function uncheckedOption(): Option {
  return new Option("--allow-unchecked <what>", "accept unverified users or memberships")
    .argParser(unchecked)
    .default([]);
}
