import type { Command, Option } from "commander";
import type { SetupError } from "../../base/errors.js";
import { foreignOption } from "./foreign-option.js";
import { nearFlags, orList } from "./nearest.js";
import { helpOf, pathOf, usageError } from "./usage.js";
import { nearNames } from "../../base/text.js";
import { powerShellHint } from "./power-shell.js";

interface Arrangement {
  /** The command with its sub-commands, each with all of its options. */
  readonly parent: Command;
  /** The words after its name. */
  readonly words: readonly string[];
  /** The sub-command that runs when none is named. */
  readonly fallback?: string;
  readonly platform: string;
}

/**
 * The words with the sub-command first, wherever it was among the options; `help NAME` becomes `NAME --help`. Commander itself would
 * take options before a sub-command as the parent's.
 *
 * @throws SetupError `usage` (exit 64) for a word that names no sub-command, and for an option that it does not have
 */
export function arrangeWords({ parent, words, fallback, platform }: Arrangement): string[] {
  const { operands, flags, isHelp, helpAt } = scan(parent, words);
  const [first] = operands;
  const name = first?.word ?? fallback;
  const sub = subCommand(parent, name);
  const unknown = flags.find((flag) => !allFlags(parent).includes(flag));
  // The word after an unknown option may be its value, and a secret: the option is refused before that word is read.
  if (unknown !== undefined && !isHelp)
    throw unknownOption(unknown, parent, sub ?? subCommand(parent, fallback), flags);
  if (isHelp && first === undefined && (fallback === undefined || flags.length === 0)) return ["--help"];
  if (name === undefined) throw noSubCommand(parent);
  if (sub === undefined) throw unknownSubCommand(name, parent, platform);
  if (isHelp) return [name, "--help"];
  const foreign = flags.find((flag) => !flagsOf(sub).includes(flag));
  if (foreign !== undefined) throw foreignOption(foreign, parent, sub);
  return [name, ...words.filter((_word, at) => at !== first?.at && !helpAt.includes(at))];
}

interface Scanned {
  /** Words that are neither options nor their values, with their places; a leading `help` is not one. */
  readonly operands: readonly { readonly word: string; readonly at: number }[];
  /** The options in their long form where they are known, without values. */
  readonly flags: readonly string[];
  readonly isHelp: boolean;
  /** Places of the words that ask for help. */
  readonly helpAt: readonly number[];
}

/** Tells options from operands as commander does; the word after an unknown option counts as an operand. */
function scan(parent: Command, words: readonly string[]): Scanned {
  const operands: { word: string; at: number }[] = [];
  const flags: string[] = [];
  const helpAt: number[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--") {
      operands.push(...words.slice(at + 1).map((each, more) => ({ word: each, at: at + 1 + more })));
      break;
    }
    if (word === "-h" || word === "--help" || (word === "help" && operands.length === 0)) helpAt.push(at);
    else if (word.length < 2 || !word.startsWith("-")) operands.push({ word, at });
    else {
      const option = optionOf(parent, word);
      flags.push(option?.long ?? (word.startsWith("--") ? word.replace(/=.*$/s, "") : word.slice(0, 2)));
      const takesNext = option !== undefined && isNamed(option, word);
      // An unset shell variable leaves no value: the next option must not be taken as one.
      if (takesNext && option.required && isFlag(parent, words[at + 1])) throw valueMissing(option, parent, words);
      if (takesNext && (option.required || (option.optional && !(words[at + 1] ?? "-").startsWith("-")))) at += 1;
    }
  }
  return { operands, flags, isHelp: helpAt.length > 0, helpAt };
}

/** The option that a word gives, as `--name`, `--name=value`, `-n` or first in a group as `-nm`. */
function optionOf(parent: Command, word: string): Option | undefined {
  const name = word.startsWith("--") ? word.replace(/=.*$/s, "") : word.slice(0, 2);
  return parent.commands.flatMap(({ options }) => options).find((option) => isNamed(option, name));
}

function isFlag(parent: Command, word: string | undefined): boolean {
  return word?.startsWith("--") === true && optionOf(parent, word) !== undefined;
}

function valueMissing({ flags, long, short }: Option, parent: Command, words: readonly string[]): SetupError {
  const sub = parent.commands.find(({ options }) => options.some((option) => option.long === long)) ?? parent;
  return usageError(`${long ?? short ?? flags} needs a value`, [`Write ${flags}.`, `Help: ${helpOf(sub, words)}`]);
}

function isNamed({ long, short }: Option, name: string): boolean {
  return long === name || short === name;
}

function subCommand(parent: Command, name: string | undefined): Command | undefined {
  return parent.commands.find((command) => command.name() === name);
}

function flagsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => long ?? []);
}

function allFlags(parent: Command): string[] {
  return parent.commands.flatMap(flagsOf);
}

/** Its value is not repeated: it may be a secret. */
function unknownOption(flag: string, parent: Command, sub: Command | undefined, words: readonly string[]): SetupError {
  const own = nearFlags(flag, sub === undefined ? [] : flagsOf(sub));
  const near = own.length > 0 ? own : nearFlags(flag, allFlags(parent));
  return usageError(`Unknown option ${flag}`, [
    ...(near.length === 0 ? [] : [`Did you mean ${orList(near)}?`]),
    `All options: ${helpOf(sub ?? parent, words)}`,
  ]);
}

function unknownSubCommand(name: string, parent: Command, platform: string): SetupError {
  const names = parent.commands.map((command) => command.name());
  const near = nearNames(name, names).map((one) => `${pathOf(parent)} ${one}`);
  const flags = nearFlags(name, allFlags(parent)).filter((flag) => flag === `--${name}`);
  return usageError(`${pathOf(parent)} has no command "${name}"`, [
    ...([...near, ...flags].length === 0 ? [] : [`Did you mean ${orList([...near, ...flags])}?`]),
    ...powerShellHint(platform),
    `Commands: ${names.join(", ")}.`,
  ]);
}

function noSubCommand(parent: Command): SetupError {
  const names = parent.commands.map((command) => command.name());
  return usageError(`${pathOf(parent)} needs a command`, [`Commands: ${names.join(", ")}.`]);
}
