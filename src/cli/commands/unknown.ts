import type { Command, CommanderError } from "commander";
import type { SetupError } from "../../base/errors.js";
import { nearNames } from "../../base/text.js";
import { nearFlags, orList } from "../arguments/nearest.js";
import { powerShellHint } from "../arguments/power-shell.js";
import { usageError } from "../arguments/usage.js";
import { SUB_COMMANDS } from "./setup/sub-commands.js";

/** What to say of a first word that is no command: the nearest one, or where a sub-command of this name stands. */
export function unknownCommand(asked: string, commands: readonly string[]): SetupError {
  const subCommands = SUB_COMMANDS.map(({ name }): string => name);
  const near = nearNames(asked, commands);
  const within = near.length > 0 ? [] : nearNames(asked, subCommands).slice(0, 1);
  const meant = [...near, ...within.flatMap((name) => [`okta ${name}`, `entra ${name}`])];
  return usageError(`There is no command "${asked}"`, [
    ...(meant.length === 0 ? [] : [`Did you mean ${orList(meant.map((words) => `total-setup ${words}`))}?`]),
    `The commands are: ${commands.join(", ")}. See total-setup --help.`,
  ]);
}

interface Asked {
  readonly program: Command;
  readonly argv: readonly string[];
  readonly platform: string;
}

/** Commander's refusal in our shape, with the nearest names. */
export function refusal(error: CommanderError, { program, argv, platform }: Asked): SetupError {
  const [first = ""] = error.message.replace(/^error: /, "").split("\n");
  const command = program.commands.find((one) => argv.includes(one.name()));
  const isSurplus = error.code === "commander.excessArguments" || error.code === "commander.invalidArgument";
  const named = command?.commands.find((one) => argv.includes(one.name()));
  // Without one it is the default that refused: its help has the option, the parent's does not.
  const sub = named ?? command?.commands.find((one) => command.name() !== "template" && one.name() === "apply");
  const names = [program, command, sub].flatMap((one) => one?.name() ?? []);
  const see = `See ${names.join(" ")} --help.`;
  if (error.code === "commander.unknownOption") return unknownOption(first, program, command, see);
  return usageError(first.charAt(0).toUpperCase() + first.slice(1), [
    ...(isSurplus ? powerShellHint(platform) : []),
    see,
  ]);
}

/** An option in front of the command. Its value is not repeated: it may be a secret. */
export function optionInFront(word: string): SetupError {
  const flag = flagOf(word);
  return usageError(`Unknown option ${flag} in front of the command`, [
    `Options come after the command: total-setup <command> ${flag}.`,
    "See total-setup --help.",
  ]);
}

function unknownOption(message: string, program: Command, command: Command | undefined, see: string): SetupError {
  const [, word = ""] = /'([^']*)/.exec(message) ?? [];
  const flags = [...(command ?? program).options.flatMap(({ long }) => long ?? []), "--help"];
  const near = nearFlags(flagOf(word), flags);
  return usageError(`Unknown option ${flagOf(word)}`, [
    ...(near.length === 0 ? [] : [`Did you mean ${orList(near)}?`]),
    see,
  ]);
}

/** Without its value, which may be a secret: what stands behind `=`, or behind a short option's letter. */
function flagOf(word: string): string {
  return word.startsWith("--") ? word.replace(/=.*$/s, "") : word.slice(0, 2);
}
