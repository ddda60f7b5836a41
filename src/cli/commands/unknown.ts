import type { Command, CommanderError } from "commander";
import type { SetupError } from "../../base/errors.js";
import { didYouMean, nearNames, plainText } from "../../base/text.js";
import { nearFlags, orList } from "../arguments/nearest.js";
import { powerShellHint } from "../arguments/power-shell.js";
import { pathOf, usageError } from "../arguments/usage.js";
import { SUB_COMMANDS } from "./setup/sub-commands.js";

/** Refuses a first word that is not a command, with the nearest command or the sub-command of that name. */
export function unknownCommand(asked: string, commands: readonly string[]): SetupError {
  const subCommands = SUB_COMMANDS.map(({ name }): string => name);
  const near = nearNames(asked, commands);
  const within = near.length > 0 ? [] : nearNames(asked, subCommands).slice(0, 1);
  const meant = [...near, ...within.flatMap((name) => [`okta ${name}`, `entra ${name}`])];
  return usageError(`Unknown command "${asked}"`, [
    ...(meant.length === 0 ? [] : [`Did you mean ${orList(meant.map((words) => `total-setup ${words}`))}?`]),
    `Commands: ${commands.join(", ")}. Help: total-setup --help`,
  ]);
}

/** Refuses `help WORD` for a word that is neither a command nor a topic, with the nearest of them. */
export function unknownTopic(asked: string, commands: readonly string[], topics: readonly string[]): SetupError {
  const near = nearNames(asked, [...commands, ...topics]);
  return usageError(`There is no help for "${plainText(asked)}"`, [
    ...(near.length === 0 ? [] : [`Did you mean ${orList(near.map((name) => `total-setup help ${name}`))}?`]),
    `Commands: ${commands.join(", ")}. Topics: ${topics.join(", ")}.`,
  ]);
}

interface Asked {
  readonly program: Command;
  readonly argv: readonly string[];
  readonly platform: string;
}

/** Commander's refusal as an error of ours: its place, the nearest name, and the help page to read. */
export function refusal(error: CommanderError, { program, argv, platform }: Asked): SetupError {
  const message = error.message.replace(/^error: /, "");
  const command = namedIn(argv, program);
  const named = command === undefined ? undefined : namedIn(argv.slice(argv.indexOf(command.name()) + 1), command);
  // Without one it is the default that refused: its help has the option, the parent's does not.
  const sub = named ?? command?.commands.find((one) => command.name() !== "template" && one.name() === "apply");
  const refusing = sub ?? command ?? program;
  const isDryRun = argv.includes("--dry-run");
  const help = `Help: ${pathOf(named ?? (isDryRun ? command : undefined) ?? refusing)}${isDryRun ? " --dry-run" : ""} --help`;
  switch (error.code) {
    case "commander.unknownOption":
      return unknownOption(message, command ?? program, help);
    case "commander.optionMissingArgument":
      return valueMissing(message, help);
    case "commander.invalidArgument":
      return valueInvalid(message, [...powerShellHint(platform), help]);
    case "commander.excessArguments":
      return surplusWord(refusing, argv, [...powerShellHint(platform), help]);
    default:
      return usageError(message.slice(0, 1).toUpperCase() + message.slice(1), [help]);
  }
}

/** The command whose name comes first. */
function namedIn(words: readonly string[], parent: Command): Command | undefined {
  return words.map((word) => parent.commands.find((one) => one.name() === word)).find((one) => one !== undefined);
}

function valueMissing(message: string, help: string): SetupError {
  const [, flags = ""] = /^option '([^']*)'/.exec(message) ?? [];
  return usageError(`${longFlag(flags)} needs a value`, [`Write ${flags.replace(/^-\w, /, "")}.`, help]);
}

/** The options' own readers say what to write; a list of choices is commander's. */
function valueInvalid(message: string, fix: readonly string[]): SetupError {
  const [, flags = "", value = "", why = ""] =
    /^option '([^']*)' argument '(.*)' is invalid\. ?(.*)$/s.exec(message) ?? [];
  if (value.startsWith("--")) return valueMissing(message, fix.at(-1) ?? "");
  const choices = /^Allowed choices are (.*)\.$/s.exec(why)?.[1]?.split(", ");
  const near = didYouMean(value, choices ?? []);
  const instead = choices === undefined ? [why] : [...(near === undefined ? [] : [near]), `Write ${orList(choices)}.`];
  return usageError(`${longFlag(flags)}: "${value}" is not valid`, [...instead, ...fix]);
}

/** The word itself is not repeated: it may be a secret. */
function surplusWord(command: Command, argv: readonly string[], fix: readonly string[]): SetupError {
  const word = command.args[command.registeredArguments.length];
  const before = argv.slice(0, word === undefined ? 0 : argv.indexOf(word)).findLast((one) => one.startsWith("-"));
  const path = pathOf(command);
  if (before === undefined) return usageError(`${path} takes only options`, ["Remove the extra word.", ...fix]);
  const flag = flagOf(before);
  const option = command.options.find(({ short, long }) => short === flag || long === flag);
  const takesValue = option !== undefined && (option.required || option.optional);
  const instead = takesValue
    ? `Put a value with spaces in quotes: ${flag} "..."`
    : `Remove the word: ${flag} takes no value.`;
  return usageError(`Unexpected word after ${flag}`, [instead, ...fix], `${path} takes only options`);
}

/** `--quiet` of `-q, --quiet`, `--wait` of `--wait <duration>`. */
function longFlag(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

/** Refuses an option before the command. Its value is not repeated: it may be a secret. */
export function optionInFront(word: string): SetupError {
  const flag = flagOf(word);
  return usageError(`Unknown option ${flag} before the command`, [
    `Options come after the command: total-setup <command> ${flag}.`,
    "Help: total-setup --help",
  ]);
}

function unknownOption(message: string, command: Command, help: string): SetupError {
  const [, word = ""] = /'([^']*)/.exec(message) ?? [];
  const flags = [...command.options.flatMap(({ long }) => long ?? []), "--help"];
  const near = nearFlags(flagOf(word), flags);
  return usageError(`Unknown option ${flagOf(word)}`, [
    ...(near.length === 0 ? [] : [`Did you mean ${orList(near)}?`]),
    help,
  ]);
}

/** The option without its value, which may be a secret: whatever follows `=`, or a short option's letter. */
function flagOf(word: string): string {
  return word.startsWith("--") ? word.replace(/=.*$/s, "") : word.slice(0, 2);
}
