import { Option } from "commander";
import { flag, listedIf } from "./groups.js";
import { collect } from "./values.js";

/** The guide to follow, and where its inputs come from; the template adds an option for each input. */
export function guideOptions(dryRun: boolean): Option[] {
  return [
    new Option("--template <name|file>", "vendor's guide to follow").default("total"),
    new Option("--set <name=value>", "set an input (repeatable); no secrets").argParser(collect).default([]),
    new Option("--inputs <file>", "YAML or JSON file with inputs; no secrets"),
    listedIf(!dryRun, flag("--fresh", "use no remembered set-up (docs/setups.md)")),
    // For trying set-ups out on a simulated tenant.
    listedIf(false, flag("--remember", "remember and use simulated tenants, too")),
  ];
}
