import type { Command } from "commander";

interface Description {
  /** One line, for the list it stands in. */
  readonly summary: string;
  /** What its own help begins with; lines of at most 80 columns. */
  readonly about: string;
  /** Commands as they are typed. */
  readonly examples: readonly string[];
}

/** Gives a command its help: what it is for, then examples; its options follow. */
export function describe(command: Command, { summary, about, examples }: Description): Command {
  const lines = examples.map((example) => `  ${example}`).join("\n");
  return command.helpCommand(false).summary(summary).description(`${about}\n\nExamples:\n${lines}`);
}
