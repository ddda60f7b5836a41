import { setImmediate } from "node:timers/promises";
import { Command, CommanderError, type Option } from "commander";
import { EXIT, type ExitCode, type SetupError } from "../base/errors.js";
import type { Io } from "./terminal/io.js";
import { version } from "../base/version.js";

/** A command of the command line: registered in full only when it is the one that was asked for. */
export interface CommandModule {
  /**
   * Adds sub-commands, arguments, options and help, and the action, which gives the exit code to `finish`.
   *
   * @param words - what stands behind the command's name
   * @returns the words as they are to be parsed
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

const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  okta: {
    group: "Set up provisioning:",
    summary: "carry out a vendor's guide on an Okta org",
    load: () => import("./commands/okta-command.js"),
  },
  entra: {
    group: "Set up provisioning:",
    summary: "carry out a vendor's guide on a Microsoft Entra tenant",
    load: () => import("./commands/entra-command.js"),
  },
  report: {
    group: "Set up provisioning:",
    summary: "make the HTML report of an earlier run",
    load: () => import("./commands/report-command.js"),
  },
  template: {
    group: "Guides:",
    summary: "list, show and validate the vendors' guides",
    load: () => import("./commands/template-command.js"),
  },
  sandbox: {
    group: "Simulate, on this machine:",
    summary: "run a simulated Okta org or Entra tenant",
    load: () => import("./commands/sandbox-command.js"),
  },
  target: {
    group: "Simulate, on this machine:",
    summary: "run a small SCIM server",
    load: () => import("./commands/target-command.js"),
  },
};

const ABOUT = `Carries out a SCIM vendor's guide on Okta or Microsoft Entra ID with one command.

Examples:
  total-setup okta --dry-run   rehearse everything on a simulated org
  total-setup okta doctor      find what is missing, and who can fix it
  total-setup okta plan        show what would change; nothing is changed
  total-setup okta             show the plan, ask, carry it out and verify it
  total-setup entra --dry-run  the same for Microsoft Entra ID`;

const MORE = "\ntotal-setup <command> --help shows more. Exit codes: docs/exit-codes.md";

/** Parses the arguments and runs the command they name. Every failure is told once, here; the answer is the exit code. */
export async function runCli(io: Io): Promise<ExitCode> {
  const code = await runCommand(io);
  // A stream tells that it could not write in a turn of its own.
  await setImmediate();
  const failure = io.outputFailure();
  if (failure === undefined || !PROMISES.has(code)) return code;
  const { failureText } = await import("./views/failure.js");
  io.stderr.write(failureText(failure, io.argv.includes("--debug")));
  return failure.exitCode;
}

/** Exit codes that say that everything was told. */
const PROMISES: ReadonlySet<ExitCode> = new Set([
  EXIT.ok,
  EXIT.changes,
  EXIT.consolePending,
  EXIT.unproven,
  EXIT.arriving,
]);

async function runCommand(io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = new Command("total-setup")
    .description(ABOUT)
    .usage("<command> [options]")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", MORE)
    .configureHelp({ optionDescription: describeOption, subcommandTerm: (command) => command.name() })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.stdout.write(text);
      },
      outputError: () => undefined,
      writeErr: () => undefined,
    });
  program.action(() => {
    program.outputHelp();
  });

  try {
    const argv = helpLast(io.argv);
    const at = argv.findIndex((word) => !word.startsWith("-"));
    const asked = argv[at];
    const isVersion = argv.some((word) => word === "-V" || word === "--version");
    if (!isVersion) await checkFront(argv.slice(0, at < 0 ? 0 : at + 1));
    let words = argv;
    for (const [name, { group, summary, load }] of Object.entries(COMMANDS)) {
      const command = program.command(name).helpGroup(group).description(summary).copyInheritedSettings(program);
      if (name !== asked || isVersion) continue;
      const module = await load();
      const finish = (exitCode: ExitCode): void => {
        code = exitCode;
      };
      words = [...argv.slice(0, at + 1), ...(await module.register(command, io, finish, argv.slice(at + 1)))];
    }
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const { reportFailure } = await import("./views/failure.js");
    return reportFailure(io, error instanceof CommanderError ? await refusalOf(error, program, io) : error);
  }
}

/** `help okta plan` as `okta plan --help`. */
function helpLast(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => !word.startsWith("-"));
  return argv[at] === "help" ? [...argv.slice(0, at), ...argv.slice(at + 1), "--help"] : argv;
}

/** Refuses an option in front of the command, and a word in its place that is none. */
async function checkFront(words: readonly string[]): Promise<void> {
  const wrong = words.find((word) => word !== "-h" && word !== "--help" && !Object.hasOwn(COMMANDS, word));
  if (wrong === undefined) return;
  const { optionInFront, unknownCommand } = await import("./commands/unknown.js");
  throw wrong.startsWith("-") ? optionInFront(wrong) : unknownCommand(wrong, Object.keys(COMMANDS));
}

async function refusalOf(error: CommanderError, program: Command, { argv, platform }: Io): Promise<SetupError> {
  const { refusal } = await import("./commands/unknown.js");
  return refusal(error, { program, argv, platform });
}

/** A default that says "nothing" is no help. */
function describeOption(option: Option): string {
  const usual: unknown = option.defaultValue;
  const says = typeof usual === "string" || typeof usual === "number";
  const choices = option.argChoices === undefined ? "" : `: ${option.argChoices.join(", ")}`;
  return `${option.description}${choices}${says ? ` (default: ${String(usual)})` : ""}`;
}
