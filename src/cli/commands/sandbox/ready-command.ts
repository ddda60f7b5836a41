import type { Secret } from "../../../base/secret.js";
import { handOut, sweepHandouts } from "../../actions/secret-handout.js";
import type { Io } from "../../terminal/io.js";
import { launcherOf } from "../../terminal/launcher.js";
import { shellWord } from "../../terminal/shell-word.js";

/** A word of a command, a flag with its value, or a flag whose value is a token. */
export type CommandPart = readonly [word: string] | readonly [flag: string, value: string | Secret];

/** A command to be printed, with the tokens it names in private files. */
export interface ReadyCommand {
  /** The command for bash and for PowerShell, each under its heading. */
  readonly lines: readonly string[];
  /** The token files, by flag. */
  readonly files: ReadonlyMap<string, string>;
  /** Deletes the token files. */
  readonly remove: () => void;
}

/**
 * Writes the tokens of a command to files that only their owner can read, and words the command so that it runs as printed in another
 * terminal. The files are deleted when the process ends; what a killed process has left behind is deleted here.
 *
 * @throws SetupError `state-unwritable`, `state-not-private` (both exit 1)
 */
export function readyCommand(parts: readonly CommandPart[], io: Io): ReadyCommand {
  sweepHandouts(io);
  const files = new Map<string, string>();
  const removals: (() => void)[] = [];
  const remove = (): void => {
    for (const each of removals) each();
  };
  try {
    const words = parts.map(([flag, value]) => {
      if (value === undefined || typeof value === "string") return value === undefined ? [flag] : [flag, value];
      const handout = handOut({ [flag]: value }, io);
      removals.push(handout.remove);
      files.set(flag, handout.path);
      return [flag, handout.path];
    });
    const all = [...launcherOf(io).map((word) => [word]), ...words];
    const inBash = { name: "bash", lines: inShell(all, "linux", "\\") };
    const inPowerShell = { name: "PowerShell", lines: inShell(all, "win32", "`") };
    const [first, second] = io.platform === "win32" ? [inPowerShell, inBash] : [inBash, inPowerShell];
    const lines = [
      `Run this command in another terminal (${first.name}):`,
      ...first.lines,
      "",
      `In ${second.name}:`,
      ...second.lines,
    ];
    return { lines, files, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** One flag a line: a line of a terminal holds no long path beside another. */
function inShell(words: readonly (readonly string[])[], platform: string, continuation: string): string[] {
  const groups = words.map((group) => group.map((word) => shellWord(word, platform)).join(" "));
  const flags = groups.findIndex((group) => group.startsWith("--"));
  const start = groups.slice(0, flags).join(" ");
  const lines = [start, ...groups.slice(flags).map((group) => `  ${group}`)];
  return lines.map((line, index) => `  ${line}${index < lines.length - 1 ? ` ${continuation}` : ""}`);
}
