import { Option, type Command } from "commander";

/** The headings that a command's help lists its options under. */
export const GROUP = {
  tenant: "Tenant and sign-in:",
  inputs: "Inputs of the guide:",
  safety: "Safety:",
  output: "Output:",
  dryRun: "Dry run:",
} as const;

/** Adds options to a command under one heading of its help. */
export function addGroup(command: Command, heading: string, options: readonly Option[]): void {
  for (const option of options) command.addOption(option.helpGroup(heading));
}

/** An option without a value: false unless it is given. */
export function flag(flags: string, about: string): Option {
  return new Option(flags, about).default(false);
}

/** An option that every sub-command accepts, so that one set of options serves all of them; only some list it in their help. */
export function listedIf(listed: boolean, option: Option): Option {
  return option.hideHelp(!listed);
}
