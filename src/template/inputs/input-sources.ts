import { EXIT, SetupError } from "../../base/errors.js";
import type { Secret } from "../../base/secret.js";
import { envName, flagName } from "./input-names.js";
import type { InputValue } from "./input-values.js";
import type { InputsFile } from "./inputs-file.js";
import { nearest, quoted } from "../document/problems.js";
import { ownValue } from "../document/schema-walk.js";
import { isSecret, type TemplateInput } from "../document/schema.js";

/** Where the values of inputs come from, each by input name. The command line reads them; this folder only chooses among them. */
export interface InputSources {
  /** From the input's own flag; a list where the flag was repeated. */
  readonly flags?: Readonly<Record<string, string | readonly string[]>>;
  /** The content of the file that a secret's flag names. */
  readonly secretFiles?: Readonly<Record<string, Secret>>;
  /** From `--set name=value`. */
  readonly set?: Readonly<Record<string, string>>;
  /** The environment; an empty variable counts as not set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly file?: InputsFile;
  /** Asks the user, as the last source; undefined without an answer. */
  readonly ask?: (input: TemplateInput) => Promise<InputValue | undefined>;
}

/** A value as it was provided, and its source. */
export interface GivenInput {
  readonly given: InputValue;
  readonly from: string;
}

/**
 * The value of an input: from its flag, otherwise its environment variable, otherwise the inputs file.
 *
 * @throws SetupError `input-twice` (exit 64) for an input with both its own flag and `--set`
 */
export function givenFor(input: TemplateInput, sources: InputSources): GivenInput | undefined {
  const { name } = input;
  const flag = own(sources.secretFiles, name) ?? own(sources.flags, name);
  const set = own(sources.set, name);
  if (flag !== undefined && set !== undefined) throw twice(input);
  if (flag !== undefined) return { given: flag, from: flagName(input) };
  if (set !== undefined) return { given: listed(input, set), from: `--set ${name}` };
  const env = own(sources.env, envName(input));
  if (env !== undefined && env !== "") return { given: listed(input, env), from: envName(input) };
  const filed = own(sources.file?.values, name);
  return filed === undefined ? undefined : { given: filed, from: own(sources.file?.places, name) ?? "the inputs file" };
}

/** The value of one text: groups are separated by commas where only one text is possible. */
export function listed(input: TemplateInput, text: string): InputValue {
  return input.type === "groups" ? text.split(",").map((name) => name.trim()) : text;
}

/**
 * Refuses names that the template does not have, and secrets on the command line or in the inputs file.
 *
 * @throws SetupError (exit 64) `secret-on-argv`, `secret-in-file` or `input-unknown`; values are never quoted
 */
export function checkSources(inputs: readonly TemplateInput[], sources: InputSources): void {
  const secrets = inputs.filter(isSecret);
  for (const input of secrets) {
    const { name } = input;
    if (own(sources.set, name) !== undefined) throw onCommandLine(input, `--set ${name}`);
    if (own(sources.flags, name) !== undefined) throw onCommandLine(input, flagName(input).replace(/-file$/, ""));
    const place = own(sources.file?.places, name) ?? sources.file?.path;
    if (own(sources.file?.values, name) !== undefined) throw inFile(input, place ?? "the inputs file");
  }
  for (const name of Object.keys(sources.set ?? {})) refuseUnknown(name, inputs, `--set ${name}`);
  for (const name of Object.keys(sources.file?.values ?? {})) {
    refuseUnknown(name, inputs, own(sources.file?.places, name) ?? "the inputs file");
  }
  for (const name of Object.keys({ ...sources.flags, ...sources.secretFiles })) refuseUnknown(name, inputs, "a flag");
}

function refuseUnknown(name: string, inputs: readonly TemplateInput[], from: string): void {
  if (inputs.some((input) => input.name === name)) return;
  const known = inputs.map((input) => input.name);
  throw new SetupError({
    code: "input-unknown",
    exitCode: EXIT.usage,
    what: `${from}: the template has no input ${quoted(name)}`,
    fix: [nearest(name, known, "The inputs are")],
  });
}

function onCommandLine(input: TemplateInput, from: string): SetupError {
  return new SetupError({
    code: "secret-on-argv",
    exitCode: EXIT.usage,
    what: `${input.prompt} is on the command line (${from})`,
    why: "other users of this machine can read it there, and the shell saves it in its history",
    fix: [secretFix(input), "If other users share this machine, ask the vendor for a new secret."],
  });
}

function inFile(input: TemplateInput, place: string): SetupError {
  return new SetupError({
    code: "secret-in-file",
    exitCode: EXIT.usage,
    what: `${input.prompt} is in the inputs file, at ${place}`,
    why: "an inputs file is saved and shared, but a secret must not be",
    fix: [`Remove ${input.name} from the file.`, secretFix(input)],
  });
}

function twice(input: TemplateInput): SetupError {
  return new SetupError({
    code: "input-twice",
    exitCode: EXIT.usage,
    what: `${input.prompt} is set twice, with ${flagName(input)} and with --set ${input.name}`,
    fix: ["Keep one of the two."],
  });
}

function secretFix(input: TemplateInput): string {
  return `Use ${flagName(input)} FILE (or - for standard input). Less safe: set ${envName(input)}.`;
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return ownValue(record, name) as T | undefined;
}
