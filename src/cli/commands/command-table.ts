import type { Command } from "commander";
import type { ExitCode } from "../../base/errors.js";
import type { Io } from "../terminal/io.js";

/** A command, registered in full only when it is the one that runs. */
export interface CommandModule {
  /**
   * Adds sub-commands, arguments, options and help, and the action, which gives the exit code to `finish`.
   *
   * @param words - the words after the command's name
   * @returns the words to parse
   */
  register(
    command: Command,
    io: Io,
    finish: (code: ExitCode) => void,
    words: readonly string[],
  ): Promise<readonly string[]> | readonly string[];
}

interface CommandEntry {
  readonly group: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** The commands, in the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  okta: {
    group: "Set up provisioning:",
    summary: "set up provisioning on an Okta org",
    load: () => import("./okta-command.js"),
  },
  entra: {
    group: "Set up provisioning:",
    summary: "set up provisioning on a Microsoft Entra tenant",
    load: () => import("./entra-command.js"),
  },
  report: {
    group: "Set up provisioning:",
    summary: "make the HTML report of an earlier run",
    load: () => import("./report-command.js"),
  },
  setups: {
    group: "Set up provisioning:",
    summary: "list, show and forget remembered set-ups",
    load: () => import("./setups-command.js"),
  },
  template: {
    group: "Guides:",
    summary: "list, show and validate vendors' guides",
    load: () => import("./template-command.js"),
  },
  sandbox: {
    group: "Simulate, on this machine:",
    summary: "run a simulated Okta org or Entra tenant",
    load: () => import("./sandbox-command.js"),
  },
  target: {
    group: "Simulate, on this machine:",
    summary: "run a small SCIM server",
    load: () => import("./target-command.js"),
  },
  completion: {
    group: "Your shell:",
    summary: "print a completion script for bash, zsh, fish or PowerShell",
    load: () => import("./completion-command.js"),
  },
};
