import { Option } from "commander";
import { faultSpecOf, type FaultNames } from "./fault-option.js";
import { flag, listedIf } from "./groups.js";
import { collect, wholeNumber } from "./values.js";

/** Options that say which users a simulated tenant has. */
export interface DirectoryOptions {
  readonly people?: string;
  readonly users?: number;
  readonly groups?: number;
}

/** Options of a dry run that pushes to a SCIM server of your own. */
export interface OtherTargetOptions {
  readonly targetUrl?: string;
  readonly targetTokenFile?: string;
  readonly acceptWrites: boolean;
}

interface DryRunHelp {
  /** Of the IdP's command. */
  readonly name: string;
  /** What the IdP's administrators call a tenant: `org`. */
  readonly tenantWord: string;
  /** Names of the faults its dry run knows. */
  readonly faults: FaultNames;
  /** Whether the help is that of a dry run, which lists all of them. */
  readonly all: boolean;
}

/** The options of a dry run. */
export function dryRunOptions({ name, tenantWord, faults, all }: DryRunHelp): Option[] {
  const about = all ? `rehearse on a simulated ${tenantWord}` : `rehearse: see total-setup ${name} --dry-run --help`;
  const details = [
    new Option("--people <file.csv>", "your users, or an export (docs/people-files.md)"),
    new Option("--users <n>", "generate N users").argParser(wholeNumber),
    new Option("--groups <n>", "spread the generated users over N groups").argParser(wholeNumber),
    flag("--from-tenant", `copy users and groups from your ${tenantWord} (read-only)`),
    new Option("--preview <user>", "print the requests for this user (repeatable)").argParser(collect).default([]),
    // One line for both: without --target-url changes are made by themselves.
    new Option("--changes", "change users and groups after the set-up").hideHelp(),
    new Option("--no-changes", "do not change users after the set-up"),
    new Option("--target-url <url>", "push to this SCIM server, not the built-in one"),
    new Option("--target-token-file <file|->", "file with the bearer token for that server"),
    flag("--accept-writes", "allow writing to a server off this machine"),
    new Option("--fault <spec>", "add a fault, as 429@12 (docs/dry-run.md)").argParser(faultSpecOf(faults)).default([]),
  ];
  return [flag("--dry-run", about), ...details.map((option) => listedIf(all && !option.hidden, option))];
}
