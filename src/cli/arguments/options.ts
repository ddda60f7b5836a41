import { InvalidArgumentError, type Command } from "commander";
import { faultSpecOf, type FaultSpec } from "./fault-option.js";
import type { DirectoryOptions, OtherTargetOptions } from "./dry-run-options.js";

/** What a run may leave unproven: that anybody is expected, or memberships that the target shows nowhere. */
type Unchecked = "users" | "memberships";

/** What every set-up command takes beside its template's inputs. */
export interface SetupOptions extends DirectoryOptions, OtherTargetOptions {
  readonly template: string;
  readonly set: readonly string[];
  readonly inputs?: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly yes: boolean;
  /** False with `--no-input`. */
  readonly input: boolean;
  /** Milliseconds. */
  readonly wait?: number;
  /** Milliseconds for the whole run. */
  readonly deadline?: number;
  readonly json: boolean;
  readonly transcript?: string;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly detailedExitcode: boolean;
  /** What may stay unproven. */
  readonly allowUnchecked: readonly Unchecked[];
  readonly dryRun: boolean;
  readonly fault: readonly FaultSpec[];
  /** Where `plan` and `runbook` write. */
  readonly out?: string;
  /** A plan that was written before, to be applied. */
  readonly plan?: string;
  /** The digest of the plan that was approved. */
  readonly confirmPlan?: string;
  /** The name of what is deleted, or of an existing set-up that is changed for everybody, typed once more. */
  readonly confirm?: string;
  readonly deleteGroups: boolean;
  readonly fromTenant: boolean;
  /** Sign-in names of the people whose payloads are shown. */
  readonly preview: readonly string[];
}

const FAULT_HELP =
  "dry run: let the nth request, or write, to the tenant go wrong, as 429@12, 502@3 or reset-after@write:2 (repeatable)";

const ALLOW_HELP = "accept what the target cannot show: memberships, or users when nobody is expected (repeatable)";

const CONFIRM_HELP =
  "the application's name again: allows what deletes it (undo), or changes who is provisioned already";

const PLAN_HELP =
  "apply: apply exactly the plan in this file, without --yes, or nothing when the tenant has moved since; name the tenant again";

const CONFIRM_PLAN_HELP =
  "apply --plan: only the plan of this digest, as plan --out printed it; also approves addresses that only the file names, which --yes does not";

/**
 * Adds the options that are the same for every IdP.
 *
 * @param faults - by name: what can go wrong in its sandbox
 */
export function addSetupOptions(command: Command, faults: Readonly<Record<string, unknown>>): Command {
  return command
    .option("--template <name|file>", "the vendor's guide to carry out", "total")
    .option("--set <name=value>", "give an input of the template (repeatable); no secrets here", collect, [])
    .option("--inputs <file>", "read inputs from a YAML or JSON file; no secrets there")
    .option("--only <step-ids>", "write only with these steps; the others look, and the proof is of all", list, [])
    .option("--skip <step-ids>", "leave out these steps' writes; the proof is of all", list, [])
    .option("-y, --yes", "answer every question with yes", false)
    .option("--no-input", "never ask; fail when something is missing")
    .option("--wait <duration>", "how long a console stop and the proof may take, as 90s, 10m, 2h", milliseconds)
    .option("--deadline <duration>", "stop the whole run after so long; what is done stays done", milliseconds)
    .option("--json", "print one JSON document on standard output", false)
    .option(
      "--transcript <file>",
      "write every request and answer to a file (it holds people's names; secrets are out)",
    )
    .option("-q, --quiet", "print only the JSON document, or errors", false)
    .option("--debug", "print where an unexpected error came from", false)
    .option("--no-color", "print without colours")
    .option("--detailed-exitcode", "plan: exit 2 when something would change (verify always does)", false)
    .option("--allow-unchecked <what>", ALLOW_HELP, unchecked, [])
    .option("--dry-run", "the whole journey on a simulated tenant; yours is not contacted", false)
    .option(
      "--people <file.csv>",
      "dry run: the users of the simulated tenant: your own list, or an export of Okta, Entra, Microsoft 365 or Google; without a column groups all of them are in the groups named (docs/people-files.md)",
    )
    .option("--users <n>", "dry run: generate so many people", wholeNumber)
    .option("--groups <n>", "dry run: spread the generated people over so many groups", wholeNumber)
    .option("--target-url <url>", "dry run: push at this SCIM server instead of the built-in target")
    .option("--target-token-file <file|->", "dry run: the bearer token of that server; - reads standard input")
    .option(
      "--accept-writes",
      "dry run: let people and groups be created there, although it is off this machine",
      false,
    )
    .option("--fault <spec>", FAULT_HELP, faultSpecOf(Object.keys(faults)), [])
    .option("--from-tenant", "dry run: with the groups and people of your tenant, which is only read", false)
    .option("--preview <person>", "dry run: print what is sent to the target for this person (repeatable)", collect, [])
    .option("--out <file>", "plan: write the plan to this file; runbook: write it there")
    .option("--plan <file>", PLAN_HELP)
    .option("--confirm-plan <digest>", CONFIRM_PLAN_HELP)
    .option("--confirm <name>", CONFIRM_HELP)
    .option("--delete-groups", "undo: delete pushed groups at the vendor, too", false);
}

/** Adds one more value to a repeatable option. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

function list(value: string, earlier: readonly string[]): string[] {
  return [...earlier, ...value.split(",").map((one) => one.trim())];
}

function unchecked(value: string, earlier: readonly Unchecked[]): Unchecked[] {
  const all = list(value, []).map((word) => {
    if (word !== "users" && word !== "memberships") throw new InvalidArgumentError("Give users or memberships.");
    return word;
  });
  return [...earlier, ...all];
}

/** A whole number above zero. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 1_000_000)
    throw new InvalidArgumentError("Give a whole number from 1 to 1000000.");
  return number;
}

/** A part of a whole, from `50%` or `50`, as a number from above 0 to 1. */
export function rateShare(value: string): number {
  const percent = Number(/^(\d{1,3})\s*%?$/.exec(value.trim())?.[1] ?? Number.NaN);
  if (!(percent >= 1 && percent <= 100)) throw new InvalidArgumentError("Give a part of the limit from 1% to 100%.");
  return percent / 100;
}

/** A TCP port; 0 stands for any that is free. */
export function portNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535)
    throw new InvalidArgumentError("Give a port from 0 (any free one) to 65535.");
  return number;
}

const UNITS: Readonly<Record<string, number>> = { "": 1_000, s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration as people write it: `90s`, `10m`, `2h`, or plain seconds. */
export function milliseconds(value: string): number {
  const match = /^(\d+)([smh]?)$/.exec(value);
  const unit = UNITS[match?.[2] ?? ""];
  if (match === null || unit === undefined) throw new InvalidArgumentError("Give a duration as 90s, 10m or 2h.");
  return Number(match[1]) * unit;
}
