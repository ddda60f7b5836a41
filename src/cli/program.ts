import { setImmediate } from "node:timers/promises";
import { Command, CommanderError, type Option } from "commander";
import { EXIT, SetupError, type ExitCode } from "../base/errors.js";
import { failureText, reportFailure } from "./views/failure.js";
import type { Io } from "./terminal/io.js";
import { version } from "../base/version.js";

/** A command of the command line: registered in full only when it is the one that was asked for. */
export interface CommandModule {
  /** Adds arguments, options and help, and the action, which gives the exit code to `finish`. */
  register(command: Command, io: Io, finish: (code: ExitCode) => void): Promise<void> | void;
}

const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<CommandModule> }>> = {
  okta: {
    summary: "carry out a vendor's guide on an Okta org, or rehearse it with --dry-run",
    load: () => import("./commands/okta-command.js"),
  },
  entra: {
    summary: "carry out a vendor's guide on a Microsoft Entra tenant, or rehearse it with --dry-run",
    load: () => import("./commands/entra-command.js"),
  },
  sandbox: {
    summary: "run a simulated tenant on this machine",
    load: () => import("./commands/sandbox-command.js"),
  },
  target: {
    summary: "run the mini SCIM target on this machine",
    load: () => import("./commands/target-command.js"),
  },
  template: {
    summary: "list, show and check the vendors' guides as data",
    load: () => import("./commands/template-command.js"),
  },
};

const EXAMPLES = `
Examples:
  total-setup okta --dry-run                 the whole journey on a simulated org, without credentials
  total-setup okta doctor                    what is missing before a run, and who can mend it
  total-setup okta plan                      look at your org: what would change; nothing is written
  total-setup okta                           plan, ask, apply, prove
  total-setup entra --dry-run                the same for Microsoft Entra ID

total-setup <command> --help tells more. Exit codes: docs/exit-codes.md.`;

/** Parses the arguments and runs the command they name. Every failure is told once, here; the answer is the exit code. */
export async function runCli(io: Io): Promise<ExitCode> {
  const code = await runCommand(io);
  // A stream tells that it could not write in a turn of its own.
  await setImmediate();
  const failure = io.outputFailure();
  if (failure === undefined || !PROMISES.has(code)) return code;
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
    .description("Carries out a SCIM vendor's console guide as one reviewed command.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES)
    .configureHelp({ optionDescription: describeOption })
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
    const asked = io.argv.find((word) => !word.startsWith("-"));
    if (asked !== undefined && !Object.hasOwn(COMMANDS, asked) && !helpOrVersion(io.argv)) throw unknownCommand(asked);
    for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
      const command = program.command(name).description(summary).copyInheritedSettings(program);
      if (name === asked)
        await (
          await load()
        ).register(command, io, (exitCode) => {
          code = exitCode;
        });
    }
    await program.parseAsync(io.argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    return reportFailure(io, error instanceof CommanderError ? usageError(error, io) : error);
  }
}

/** A default that says "nothing" is no help. */
function describeOption(option: Option): string {
  const usual: unknown = option.defaultValue;
  const says = typeof usual === "string" || typeof usual === "number";
  const choices = option.argChoices === undefined ? "" : `: ${option.argChoices.join(", ")}`;
  return `${option.description}${choices}${says ? ` (default: ${String(usual)})` : ""}`;
}

function helpOrVersion(argv: readonly string[]): boolean {
  return argv.some((word) => ["-h", "--help", "-V", "--version"].includes(word));
}

function unknownCommand(name: string): SetupError {
  return new SetupError({
    code: "usage",
    exitCode: EXIT.usage,
    what: `There is no command "${name}"`,
    fix: [`The commands are: ${Object.keys(COMMANDS).join(", ")}. See total-setup --help.`],
  });
}

/** Commander's own words, in our shape: it already names the option and the nearest known one. */
function usageError(error: CommanderError, { platform }: Io): SetupError {
  const [what = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const suggestion = rest.join(" ").replace(/^\((.*)\)$/, "$1");
  return new SetupError({
    code: "usage",
    exitCode: EXIT.usage,
    what: what.charAt(0).toUpperCase() + what.slice(1),
    fix: [
      ...(suggestion === "" ? [] : [suggestion]),
      ...splitByPowerShell(error, platform),
      "See total-setup --help, or total-setup <command> --help.",
    ],
  });
}

/** PowerShell hands `groups=A,B` over as two words (Microsoft: about_Parsing). */
function splitByPowerShell({ code }: CommanderError, platform: string): string[] {
  const surplus = code === "commander.excessArguments" || code === "commander.invalidArgument";
  return platform === "win32" && surplus
    ? ['In PowerShell, a value with commas stands in quotes: --set "groups=TOTAL-Admin,TOTAL-Analyst".']
    : [];
}
