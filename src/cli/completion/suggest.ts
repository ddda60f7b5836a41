import type { Command } from "commander";
import { HELP_TOPICS } from "../help/topics.js";
import { optionNamed, optionsToOffer, positionAfter, type Position } from "./position.js";
import { NOTHING, type Candidate, type Suggestions } from "./suggestions.js";
import { valuesOf, type Context } from "./values.js";

/** A command line with its cursor. */
export interface Typed {
  /** The words before the one at the cursor, without the program's name. */
  readonly before: readonly string[];
  /** The word at the cursor, up to it: empty where a new word begins. */
  readonly current: string;
}

/** What can stand at the cursor, not yet compared with what is typed there. */
export function suggest(program: Command, { before, current }: Typed, context: Context): Suggestions {
  const position = positionAfter(program, before);
  const { command, option, given, ended } = position;
  if (option?.required === true || (option !== undefined && !current.startsWith("-")))
    return valuesOf(option, current, context);
  if (ended) return NOTHING;
  if (!current.startsWith("-")) return operands(program, position, current, context);
  return current.includes("=")
    ? assigned(command, current, context)
    : { candidates: flags(command, given), files: false };
}

/** A value behind `--name=`. */
function assigned(command: Command, current: string, context: Context): Suggestions {
  const option = optionNamed(command, current);
  if (option === undefined || !(option.required || option.optional)) return NOTHING;
  const start = current.slice(0, current.indexOf("=") + 1);
  const { candidates, files } = valuesOf(option, current.slice(start.length), context);
  return { candidates: candidates.map(({ value, about }) => ({ value: start + value, about })), files };
}

/** Options, except those without a value that are there already. */
function flags(command: Command, given: readonly string[]): Candidate[] {
  return optionsToOffer(command).flatMap(({ long, required, optional, description }) =>
    long == null || (given.includes(long) && !required && !optional) ? [] : [{ value: long, about: description }],
  );
}

function operands(
  program: Command,
  { command, operands: earlier, asksHelp }: Position,
  current: string,
  context: Context,
): Suggestions {
  if (command.commands.length > 0) {
    if (earlier.length > 0) return NOTHING;
    const names = command.commands.map((one) => ({ value: one.name(), about: one.summary() || one.description() }));
    if (command !== program) return { candidates: names, files: false };
    const help = { value: "help", about: "print help for a command or topic" };
    return { candidates: asksHelp ? [...names, ...topics()] : [...names, help], files: false };
  }
  const { registeredArguments: places } = command;
  const place = places[earlier.length] ?? (places.at(-1)?.variadic === true ? places.at(-1) : undefined);
  return asksHelp || place === undefined ? NOTHING : valuesOf(place, current, context);
}

function topics(): Candidate[] {
  return Object.entries(HELP_TOPICS).map(([value, { summary }]) => ({ value, about: summary }));
}
