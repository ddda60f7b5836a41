import { readFileSync } from "node:fs";
import { Argument, type Command } from "commander";
import { EXIT, type ExitCode } from "../../base/errors.js";
import { didYouMean } from "../../base/text.js";
import { usageError } from "../arguments/usage.js";
import type { Io } from "../terminal/io.js";
import { describe } from "./describe.js";

/** The script of each shell, beside dist in a package and beside src in a checkout. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: "total-setup.bash",
  zsh: "total-setup.zsh",
  fish: "total-setup.fish",
  powershell: "total-setup.ps1",
};

/** Registers `completion`: prints the script that completes this command line in a shell. */
export function register(
  command: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(command, {
    summary: command.description(),
    about: `Prints a script for your shell. It completes commands, options, template names, \
step IDs and files. It needs total-setup on PATH.`,
    examples: [
      "total-setup completion fish | source     in ~/.config/fish/config.fish",
      "source <(total-setup completion bash)    in ~/.bashrc",
      "source <(total-setup completion zsh)     in ~/.zshrc",
      "total-setup completion powershell | Out-String | Invoke-Expression",
    ],
  })
    .usage("<shell> [options]")
    // Its own reader: the refusal names the nearest shell.
    .addArgument(Object.assign(new Argument("[shell]", "your shell"), { argChoices: SHELLS }))
    .addHelpText("after", "\nMore: docs/completion.md")
    .allowExcessArguments(true)
    .action((shell?: string) => {
      io.stdout.write(scriptFor(shell, command.args.length));
      finish(EXIT.ok);
    });
  return words;
}

const SHELLS = Object.keys(SCRIPTS);

function scriptFor(shell: string | undefined, given: number): string {
  const choices = `Write ${SHELLS.map((name) => `total-setup completion ${name}`).join(", ")}.`;
  if (shell === undefined || given > 1) throw usageError("completion needs exactly one shell", [choices]);
  const file = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (file === undefined) {
    const near = didYouMean(shell, SHELLS);
    throw usageError("There is no completion for this shell", [...(near === undefined ? [] : [near]), choices]);
  }
  return readFileSync(new URL(`../../../completions/${file}`, import.meta.url), "utf8");
}
