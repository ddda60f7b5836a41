import type { Command, Option } from "commander";
import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonObject, JsonValue } from "../../base/json.js";
import type { InputsFile } from "../../template/inputs-file.js";
import type { ResolvedInputs } from "../../template/inputs.js";
import { besidePlan, type SavedPlan } from "./read.js";

/** What of a plan the inputs take. */
export type SavedInputs = Pick<SavedPlan, "inputs" | "path">;

/**
 * Takes the options that decide what is planned from a plan's file.
 *
 * @param planned - these options as the command line gives them, by commander's names
 * @throws SetupError `usage` (exit 64) naming a flag that says something else; `plan-invalid` for an option there is not
 */
export function takeOptions(command: Command, saved: SavedPlan, planned: JsonObject): void {
  for (const name of new Set([...Object.keys(planned), ...Object.keys(saved.options)])) {
    const option = command.options.find((one) => one.attributeName() === name);
    const value = saved.options[name];
    if (option === undefined || (value !== undefined && !fits(option, value))) throw unknownOption(saved.path, name);
    if (command.getOptionValueSource(name) === "cli") {
      if (JSON.stringify(planned[name]) !== JSON.stringify(value))
        throw besidePlan(option.long ?? name, saved.path, value === undefined ? "not given" : JSON.stringify(value));
    } else if (value !== undefined) command.setOptionValueWithSource(name, value, "plan");
  }
}

/** Whether commander could have made this value of the option. */
function fits(option: Option, value: string | boolean | readonly string[]): boolean {
  if (option.isBoolean()) return typeof value === "boolean";
  if (Array.isArray(option.defaultValue)) return Array.isArray(value);
  return typeof value === "string" || (option.optional && value === true);
}

function unknownOption(path: string, name: string): SetupError {
  return new SetupError({
    code: "plan-invalid",
    exitCode: EXIT.usage,
    what: `--plan ${path} cannot be applied`,
    why: `options.${name}: there is no such option, or it takes no such value`,
    fix: ["Give the file as plan --out wrote it, or make the plan again."],
  });
}

/** The plan's inputs as an inputs file is given, beneath one that is given beside it. */
export function inputsBeneath({ inputs, path }: SavedInputs, beside: InputsFile | undefined): InputsFile {
  return {
    path: beside?.path ?? path,
    values: { ...inputs, ...beside?.values },
    places: { ...Object.fromEntries(Object.keys(inputs).map((name) => [name, path])), ...beside?.places },
  };
}

/**
 * Checks that nothing beside a plan's file gives its inputs other values.
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
