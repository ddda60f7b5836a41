import { setImmediate } from "node:timers/promises";
import { Command, CommanderError, type Option } from "commander";
import { EXIT, type ExitCode, type SetupError } from "../base/errors.js";
import { COMMANDS } from "./commands/command-table.js";
import { HELP_TOPICS, topicLines } from "./help/topics.js";
import type { Io } from "./terminal/io.js";

const ABOUT = `Sets up SCIM provisioning on Okta or Microsoft Entra ID from a vendor's guide.

Examples:
  total-setup okta --dry-run   rehearse everything on a simulated org
  total-setup okta doctor      find what is missing, and who can fix it
  total-setup okta plan        show what would change; nothing is changed
  total-setup okta             show the plan, ask, apply it and verify
  total-setup entra --dry-run  the same for Microsoft Entra ID`;

const MORE = `
Help for a command: total-setup <command> --help
Help on a topic: total-setup help <topic>
${topicLines()}`;

/** Parses the arguments and runs the command they name. Each failure is reported once, here. Returns the exit code. */
export async function runCli(io: Io): Promise<ExitCode> {
  const code = await runCommand(io);
  // A stream reports a failed write in a later turn.
  await setImmediate();
  const failure = io.outputFailure();
  if (failure === undefined || !PROMISES.has(code)) return code;
  const { failureText } = await import("./views/failure.js");
  io.stderr.write(failureText(failure, io.argv.includes("--debug")));
  return failure.exitCode;
}

/** Columns of a help page where no terminal tells its width, and on the widest terminal. */
const USUAL_HELP_WIDTH = 80;
const WIDEST_HELP = 120;
/** Columns that a description needs to be wrapped; below this the terminal breaks the lines. */
const NARROWEST_COLUMN = 16;

/** Exit codes that promise complete output. */
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
    .option("-V, --version", "print the versions of total-setup and Node.js")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", MORE)
    .configureHelp({
      minWidthToWrap: NARROWEST_COLUMN,
      optionDescription: describeOption,
      subcommandTerm: (command) => command.name(),
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.stdout.write(text);
      },
      getOutHelpWidth: () => Math.min(io.stdout.columns ?? USUAL_HELP_WIDTH, WIDEST_HELP),
      outputError: () => undefined,
      writeErr: () => undefined,
    });
  program.action(() => {
    program.outputHelp();
  });

  try {
    if (io.argv[0] === "complete" && io.argv.includes("--")) {
      const { complete } = await import("./commands/complete.js");
      await complete(program, io);
      return EXIT.ok;
    }
    const topic = io.argv[0] === "help" ? io.argv[1] : undefined;
    if (topic !== undefined && !topic.startsWith("-") && !Object.hasOwn(COMMANDS, topic)) {
      io.stdout.write(await topicText(topic));
      return EXIT.ok;
    }
    const argv = helpLast(io.argv);
    const at = argv.findIndex((word) => !word.startsWith("-"));
    const asked = argv[at];
    if (argv.some((word) => word === "-V" || word === "--version")) {
      const { renderVersion } = await import("./views/render-version.js");
      io.stdout.write(renderVersion(argv.includes("--json")));
      return EXIT.ok;
    }
    await checkFront(argv.slice(0, at < 0 ? 0 : at + 1));
    let words = argv;
    for (const [name, { group, summary, load }] of Object.entries(COMMANDS)) {
      const command = program.command(name).helpGroup(group).description(summary).copyInheritedSettings(program);
      if (name !== asked) continue;
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

async function topicText(name: string): Promise<string> {
  const topic = Object.hasOwn(HELP_TOPICS, name) ? HELP_TOPICS[name] : undefined;
  if (topic !== undefined) return (await topic.load()).TEXT;
  const { unknownTopic } = await import("./commands/unknown.js");
  throw unknownTopic(name, Object.keys(COMMANDS), Object.keys(HELP_TOPICS));
}

/** `help okta plan` as `okta plan --help`. */
function helpLast(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => !word.startsWith("-"));
  return argv[at] === "help" ? [...argv.slice(0, at), ...argv.slice(at + 1), "--help"] : argv;
}

/** Refuses an option before the command, and a word that is not a command. */
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

/** An empty default is left out. */
function describeOption(option: Option): string {
  const usual: unknown = option.defaultValue;
  const says = typeof usual === "string" || typeof usual === "number";
  const choices = option.argChoices === undefined ? "" : `: ${option.argChoices.join(", ")}`;
  return `${option.description}${choices}${says ? ` (default: ${String(usual)})` : ""}`;
}
