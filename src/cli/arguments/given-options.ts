import type { Command, Option } from "commander";

/** An option as it was given on the command line. */
export interface GivenOption {
  readonly option: Option;
  /** As it was written; undefined for an option that was given without one. */
  readonly value: string | undefined;
}

/** The options of a command that are given, in their order: the list is empty until the command is parsed. */
export function watchGiven(command: Command): readonly GivenOption[] {
  const given: GivenOption[] = [];
  for (const option of command.options) {
    command.on(`option:${option.name()}`, (value: unknown) => {
      given.push({ option, value: typeof value === "string" ? value : undefined });
    });
  }
  return given;
}
