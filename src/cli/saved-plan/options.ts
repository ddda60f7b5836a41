import type { Command } from "commander";
import type { JsonValue } from "../../base/json.js";
import type { InputsFile } from "../../template/inputs/inputs-file.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import { planningNames, planningOptions, type Planning } from "./format/planning-options.js";
import { besidePlan, type SavedPlan } from "./format/read.js";

/** The part of a plan that the inputs need. */
export type SavedInputs = Pick<SavedPlan, "inputs" | "path">;

/** The same, with whether `--confirm-plan` approved the addresses among them. */
export type ConfirmedInputs = SavedInputs & { readonly confirmed: boolean };

/**
 * Takes the options that decide what is planned from a plan's file, and no others.
 *
 * @throws SetupError `usage` (exit 64) naming a flag with another value
 */
export function takeOptions(command: Command, { options, path }: SavedPlan, idp: Planning): void {
  const given = planningOptions(idp, command.opts());
  const planned = planningOptions(idp, options);
  for (const name of planningNames(idp)) {
    const value = planned[name];
    if (command.getOptionValueSource(name) === "cli") {
      if (JSON.stringify(given[name]) === JSON.stringify(value)) continue;
      const flag = command.options.find((one) => one.attributeName() === name)?.long ?? name;
      throw besidePlan(flag, path, value === undefined ? "not given" : JSON.stringify(value));
    }
    if (value !== undefined) command.setOptionValueWithSource(name, value, "plan");
  }
}

/** The plan's inputs as an inputs file. */
export function filedInputs({ inputs, path }: SavedInputs): InputsFile {
  return { path, values: inputs, places: Object.fromEntries(Object.keys(inputs).map((name) => [name, path])) };
}

/** Inputs of lower rank, and those of an inputs file, whose values win over them. */
export function inputsBeneath(lower: InputsFile, beside: InputsFile | undefined): InputsFile {
  return {
    path: beside?.path ?? lower.path,
    values: { ...lower.values, ...beside?.values },
    places: { ...lower.places, ...beside?.places },
  };
}

/**
 * Checks that nothing else gives a plan's inputs other values.
 *
 * @throws SetupError `usage` (exit 64) naming the flag, variable or place that does
 */
export function requireSavedInputs({ inputs, path }: SavedInputs, { values, from }: ResolvedInputs): void {
  for (const [name, planned] of Object.entries(inputs)) {
    const value: JsonValue | undefined = readable(values.get(name));
    if (JSON.stringify(value) !== JSON.stringify(planned))
      throw besidePlan(from.get(name) ?? name, path, JSON.stringify(planned));
  }
}

function readable(value: unknown): string | readonly string[] | undefined {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(String) : undefined;
}
