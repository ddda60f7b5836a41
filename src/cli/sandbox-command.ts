import { Argument, type Command } from "commander";
import { systemClock } from "../base/clock.js";
import { EXIT, SetupError, type ExitCode } from "../base/errors.js";
import type { Secret } from "../base/secret.js";
import type { OktaSandbox } from "../sandbox/okta/start.js";
import { chooseDirectory, type DirectoryOptions } from "./directory.js";
import type { Io } from "./io.js";
import { portNumber, wholeNumber } from "./options.js";
import { untilInterrupted } from "./serve.js";

interface SandboxOptions extends DirectoryOptions {
  readonly port: number;
  readonly json: boolean;
  readonly standIn: boolean;
  /** False with `--no-target`. */
  readonly target: boolean;
}

const HELP = `
Examples:
  total-setup sandbox okta                 do the console part yourself, in a browser
  total-setup sandbox okta --stand-in      provisioning is switched on as soon as an app appears
  OKTA_CLIENT_TOKEN=... total-setup okta --org-url http://127.0.0.1:PORT --scim-base-url http://127.0.0.1:PORT/scim/v2 \\
    --scim-token-file token.txt

Everything it holds is forgotten when it stops.`;

/** Registers `sandbox`: a simulated tenant as a process of its own, on real time. */
export function register(command: Command, io: Io, finish: (code: ExitCode) => void): void {
  command
    .addArgument(new Argument("<idp>", "which identity provider to simulate").choices(["okta"]))
    .option("--port <n>", "port on 127.0.0.1; 0 is any free one", portNumber, 0)
    .option("--stand-in", "switch provisioning on, with the sandbox's own target, as soon as an app appears", false)
    .option("--no-target", "start no SCIM target beside it")
    .option("--people <file.csv>", "the people of the simulated tenant")
    .option("--users <n>", "generate so many people", wholeNumber)
    .option("--groups <n>", "spread the generated people over so many groups", wholeNumber)
    .option("--json", "print one JSON line when ready", false)
    .addHelpText("after", HELP)
    .action(async () => {
      const options = command.opts<SandboxOptions>();
      if (options.standIn && !options.target) throw standInNeedsTarget();
      const { directory } = await chooseDirectory(options);
      const running = await start(options, directory);
      io.stdout.write(options.json ? `${JSON.stringify(readyLine(running))}\n` : readyText(running));
      await untilInterrupted(io);
      await running.close();
      finish(EXIT.ok);
    });
}

function standInNeedsTarget(): SetupError {
  return new SetupError({
    code: "usage",
    exitCode: EXIT.usage,
    what: "--stand-in and --no-target cannot be given together: the stand-in connects apps to the sandbox's own target",
    fix: ["Keep one of the two."],
  });
}

interface Running {
  readonly sandbox: OktaSandbox;
  readonly target: { readonly baseUrl: string; readonly token: Secret } | undefined;
  close(): Promise<void>;
}

async function start(
  options: SandboxOptions,
  directory: Awaited<ReturnType<typeof chooseDirectory>>["directory"],
): Promise<Running> {
  const { startTarget } = await import("../target/http.js");
  const { startOktaSandbox } = await import("../sandbox/okta/start.js");
  const target = options.target ? await startTarget({}) : undefined;
  const sandbox: OktaSandbox = await startOktaSandbox({
    directory,
    scheduler: systemClock(),
    port: options.port,
    random: Math.random,
    ...(options.standIn && target !== undefined ? { onAppCreated: (app) => switchOn(sandbox, app.id, target) } : {}),
  });
  return {
    sandbox,
    target,
    close: async () => {
      await sandbox.close();
      await target?.close();
    },
  };
}

/** What a person would do at the console of a new app, with the target that runs beside the sandbox. */
async function switchOn(
  sandbox: OktaSandbox,
  appId: string,
  target: { readonly baseUrl: string; readonly token: Secret },
): Promise<void> {
  await sandbox.console.submit(appId, {
    Provisioning: "SCIM",
    "SCIM connector base URL": target.baseUrl,
    "Unique identifier field for users": "userName",
    "Supported provisioning actions": "Push New Users, Push Profile Updates, Push Groups",
    "Authentication Mode": "HTTP Header",
    Authorization: target.token,
    "Create Users": "Enable",
    "Update User Attributes": "Enable",
    "Deactivate Users": "Enable",
  });
}

/** Whoever starts a sandbox needs its tokens: they are made for this process and end with it. */
function readyLine({ sandbox, target }: Running) {
  return {
    ready: true,
    url: sandbox.url,
    token: sandbox.token.reveal(),
    console: sandbox.console.url,
    ...(target === undefined ? {} : { target: { baseUrl: target.baseUrl, token: target.token.reveal() } }),
  };
}

function readyText(running: Running): string {
  const line = readyLine(running);
  const lines = [
    "Simulated Okta org ready",
    `  org        ${line.url}`,
    `  API token  ${line.token}`,
    `  console    ${line.console}`,
  ];
  if (line.target !== undefined) lines.push(`  target     ${line.target.baseUrl}`, `  its token  ${line.target.token}`);
  return `${lines.join("\n")}\nCtrl-C stops it.\n`;
}
