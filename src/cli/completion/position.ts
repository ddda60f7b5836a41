import type { Command, Option } from "commander";

/** Where in a command line the cursor is. */
export interface Position {
  /** The command that the words before it name. */
  readonly command: Command;
  /** The option whose value is expected. */
  readonly option?: Option;
  /** Words before it that are neither options nor names of commands. */
  readonly operands: readonly string[];
  /** Options before it, in their long form. */
  readonly given: readonly string[];
  /** Whether help is asked for: `help okta`. */
  readonly asksHelp: boolean;
  /** Whether `--` came before it. */
  readonly ended: boolean;
}

/** The sub-command that runs when none is named. */
const FALLBACK = "apply";

/** Reads the words before the cursor as the command line itself does: a sub-command may stand behind options. */
export function positionAfter(program: Command, words: readonly string[]): Position {
  let command = program;
  let option: Option | undefined;
  let asksHelp = false;
  const operands: string[] = [];
  const given: string[] = [];
  for (const word of words) {
    const here = { command, operands, given, asksHelp };
    if (option?.required === true || (option?.optional === true && !word.startsWith("-"))) {
      option = undefined;
      continue;
    }
    option = undefined;
    if (word === "--") return { ...here, ended: true };
    if (word.startsWith("-") && word.length > 1) {
      const found = optionNamed(command, word);
      given.push(found?.long ?? word);
      if (found !== undefined && !word.includes("=") && (found.required || found.optional)) option = found;
      continue;
    }
    const sub = operands.length > 0 ? undefined : command.commands.find((one) => one.name() === word);
    if (sub !== undefined) command = sub;
    else if (word === "help" && operands.length === 0 && command.commands.length > 0) asksHelp = true;
    else operands.push(word);
  }
  return { command, operands, given, asksHelp, ended: false, ...(option === undefined ? {} : { option }) };
}

/** The option that a word names, as `--name`, `--name=value` or `-n`, among those of a command and its sub-commands. */
export function optionNamed(command: Command, word: string): Option | undefined {
  const name = word.startsWith("--") ? word.replace(/=.*$/s, "") : word.slice(0, 2);
  return [command, ...command.commands]
    .flatMap(({ options }) => options)
    .find(({ long, short }) => long === name || short === name);
}

/** The options that the help of a command lists, or of what runs when no sub-command is named. */
export function optionsToOffer(command: Command): readonly Option[] {
  const fallback = command.commands.find((one) => one.name() === FALLBACK) ?? command;
  return fallback.createHelp().visibleOptions(fallback);
}
