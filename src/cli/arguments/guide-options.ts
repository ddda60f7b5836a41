import { Option } from "commander";
import { collect } from "./values.js";

/** The guide to follow, and where its inputs come from; the template adds an option for each input. */
export function guideOptions(): Option[] {
  return [
    new Option("--template <name|file>", "vendor's guide to follow").default("total"),
    new Option("--set <name=value>", "set an input (repeatable); no secrets").argParser(collect).default([]),
    new Option("--inputs <file>", "YAML or JSON file with inputs; no secrets"),
  ];
}
