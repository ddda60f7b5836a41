import type { Command } from "commander";
import { EXIT, SetupError } from "../../base/errors.js";

/** A command line that cannot be run as written: exit 64, with what to write instead. */
export function usageError(what: string, fix: readonly string[], why?: string): SetupError {
  return new SetupError({ code: "usage", exitCode: EXIT.usage, what, fix, ...(why === undefined ? {} : { why }) });
}

/** The command for a help page; a dry run has one of its own. */
export function helpOf(command: Command, words: readonly string[]): string {
  const isDryRun = words.includes("--dry-run") && command.options.some(({ long }) => long === "--dry-run");
  return isDryRun ? `${pathOf(command.parent ?? command)} --dry-run --help` : `${pathOf(command)} --help`;
}

/** A command as it is typed: `total-setup okta plan`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
