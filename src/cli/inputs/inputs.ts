import type { Command } from "commander";
import type { Secret } from "../../base/secret.js";
import { flagName } from "../../template/inputs/input-names.js";
import { resolveInputs, type ResolvedInputs } from "../../template/inputs/inputs.js";
import type { InputSources } from "../../template/inputs/input-sources.js";
import { readInputsFile, type InputsFile } from "../../template/inputs/inputs-file.js";
import { isSecret, type TemplateInput } from "../../template/document/schema.js";
import type { Template } from "../../template/document/template.js";
import { readSecretFile, readTextFrom } from "../terminal/input-files.js";
import type { Io } from "../terminal/io.js";
import { addGroup, GROUP } from "../arguments/groups.js";
import { inputOption } from "./input-option.js";
import { usageError } from "../arguments/usage.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import { approveDestinations, type Person } from "../saved-plan/destinations.js";
import { filedInputs, inputsBeneath, requireSavedInputs, type ConfirmedInputs } from "../saved-plan/options.js";

/** Adds a flag for each input of the template, with its environment variable in brackets. */
export function addInputOptions(command: Command, template: Template): void {
  addGroup(command, GROUP.inputs, template.inputs.map(inputOption));
}

/** What was given for a template's inputs, and whether somebody can be asked for more. */
export interface GivenInputs {
  readonly io: Io;
  readonly template: Template;
  /** All option values by commander's names, the inputs' flags among them. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Of a remembered set-up: everything that is given wins over it. */
  readonly remembered?: InputsFile | undefined;
  readonly options: {
    /** Path of the inputs file. */
    readonly inputs?: string;
    /** Each `name=value`. */
    readonly set: readonly string[];
    readonly json: boolean;
    /** False with `--no-input`. */
    readonly input: boolean;
    readonly fromTenant: boolean;
  };
}

interface GatherOptions {
  /** Commands that only read need no secrets. */
  readonly secretsOptional: boolean;
  /** A dry run asks no questions: it uses examples and the sandbox's own addresses. */
  readonly dryRun?: boolean;
  /** An input's example wins over its default: the default users of a dry run are in the example groups. */
  readonly exampleFirst?: boolean;
  /** Answers instead of a person. */
  readonly ask?: InputSources["ask"];
  /** A saved plan, which decides every input that is not a secret. */
  readonly saved?: ConfirmedInputs;
}

/**
 * Gathers the inputs from flags, `--set`, environment, inputs file, a remembered set-up, defaults and questions.
 *
 * @throws SetupError (exit 64) naming what is missing or wrong, and where it came from
 */
export async function gatherInputs(given: GivenInputs, how: GatherOptions): Promise<ResolvedInputs> {
  const { io, template, options, raw, remembered } = given;
  const { saved, secretsOptional, dryRun = false, exampleFirst = false } = how;
  const flags: Record<string, string | readonly string[]> = {};
  const secretFiles: Record<string, Secret> = {};
  for (const input of template.inputs) {
    const flag = flagName(input);
    const value = raw[camelCase(flag)];
    if (typeof value === "string" && isSecret(input)) secretFiles[input.name] = await readSecretFile(io, value, flag);
    else if (typeof value === "string" || isStringList(value)) flags[input.name] = value;
  }
  const own =
    options.inputs === undefined
      ? undefined
      : readInputsFile(await readTextFrom(io, options.inputs, "--inputs"), options.inputs);
  const filed = remembered === undefined ? own : inputsBeneath(remembered, own);
  const sources = { flags, secretFiles, set: parseSet(options.set), env: io.env };
  if (saved !== undefined)
    await approveDestinations(saved, {
      template,
      beside: { ...sources, ...(filed === undefined ? {} : { file: filed }) },
      confirmed: saved.confirmed,
      person: canAsk(io, options.input) && !options.json ? personAt(io) : undefined,
    });
  const file = saved === undefined ? filed : inputsBeneath(filedInputs(saved), filed);
  const inputs = await resolveInputs(
    template,
    { ...sources, ...(file === undefined ? {} : { file }), ...answererOf(given, how) },
    { secretsOptional: secretsOptional || dryRun, exampleFirst },
  );
  if (saved !== undefined) requireSavedInputs(saved, inputs);
  return inputs;
}

function personAt(io: Io): Person {
  return {
    show: (line) => {
      io.stderr.write(`${line}\n`);
    },
    confirm: (question) => terminalPrompts(io).confirm(question),
  };
}

/** Who answers for an input that is given nowhere: the person at the terminal, and in a dry run the template's example. */
function answererOf({ io, options }: GivenInputs, { dryRun = false, ask }: GatherOptions): Pick<InputSources, "ask"> {
  if (ask !== undefined) return { ask };
  if (dryRun) {
    // Only its administrator knows the groups of a live tenant: an example is not one of them.
    const own = (input: TemplateInput): boolean => options.fromTenant && input.type === "groups";
    const example = (input: TemplateInput) => Promise.resolve("example" in input ? input.example : undefined);
    const asked = (input: TemplateInput) =>
      canAsk(io, options.input) ? askFor(io, input) : Promise.resolve(undefined);
    return { ask: (input) => (own(input) ? asked(input) : example(input)) };
  }
  return canAsk(io, options.input) ? { ask: (input) => askFor(io, input) } : {};
}

async function askFor(io: Io, input: TemplateInput): Promise<string | readonly string[] | Secret | undefined> {
  const prompts = terminalPrompts(io);
  if (isSecret(input)) return prompts.secret(input.prompt);
  if (input.type !== "groups") return prompts.text(input.prompt, input.example);
  const text = await prompts.text(`${input.prompt}, separated by commas`, input.example?.join(", "));
  return text.split(",");
}

function parseSet(pairs: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1)
      throw usageError("--set needs name=value", [
        "Write --set name=value, for example --set groups=TOTAL-Admin,TOTAL-Analyst.",
      ]);
    values[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return values;
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** The name commander keeps an option's value under. */
function camelCase(flag: string): string {
  return flag.replace(/^--/, "").replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
