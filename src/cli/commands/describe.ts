import type { Command } from "commander";

interface Description {
  /** One line, for the list of commands. */
  readonly summary: string;
  /** First paragraphs of its help, each without line breaks. */
  readonly about: string;
  /** Commands as they are typed. */
  readonly examples: readonly string[];
}

/** Gives a command its help: its purpose, then examples. Its options follow. */
export function describe(command: Command, { summary, about, examples }: Description): Command {
  const lines = examples.map((example) => `  ${example}`).join("\n");
  return command.helpCommand(false).summary(summary).description(`${about}\n\nExamples:\n${lines}`);
}
