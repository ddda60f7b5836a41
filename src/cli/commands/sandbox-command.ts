import type { IdpName } from "../../base/idp-name.js";
import { Argument, Option, type Command } from "commander";
import { systemClock } from "../../base/clock.js";
import { EXIT, SetupError, type ExitCode } from "../../base/errors.js";
import type { Secret } from "../../base/secret.js";
import type { Directory } from "../../sandbox/people/person.js";
import { chooseDirectory, placeInGroups } from "../rehearsal/directory.js";
import type { Io } from "../terminal/io.js";
import { milliseconds, portNumber, wholeNumber } from "../arguments/options.js";
import { sandboxClients, type SandboxClients } from "../rehearsal/sandbox-clients.js";
import { untilInterrupted } from "../terminal/serve.js";
import { tellOn } from "../terminal/tell.js";
import type { SandboxReady } from "../views/output/server.js";
import type { DirectoryOptions } from "../arguments/dry-run-options.js";

/** What a simulated tenant can be started as. */
const START_STATES = ["empty", "oidc-app", "provisioning-app"] as const;

interface SandboxOptions extends DirectoryOptions {
  readonly port: number;
  readonly json: boolean;
  readonly standIn: boolean;
  /** False with `--no-target`. */
  readonly target: boolean;
  readonly start?: (typeof START_STATES)[number];
  /** Milliseconds. */
  readonly cycle?: number;
  readonly serviceAppKey?: string;
}

const HELP = `
Examples:
  total-setup sandbox okta                 do the console part yourself, in a browser
  total-setup sandbox okta --stand-in      provisioning is switched on as soon as an app appears
  OKTA_CLIENT_TOKEN=... total-setup okta --org-url http://127.0.0.1:PORT --scim-base-url http://127.0.0.1:PORT/scim/v2 \\
    --scim-token-file token.txt
  total-setup sandbox entra --start oidc-app
  total-setup entra --graph-url http://127.0.0.1:PORT --graph-token-file graph.txt \\
    --scim-base-url http://127.0.0.1:PORT/scim/v2 --scim-token-file token.txt --wait 2m

Everything it holds is forgotten when it stops.`;

/** Registers `sandbox`: a simulated tenant as a process of its own, on real time. */
export function register(command: Command, io: Io, finish: (code: ExitCode) => void): void {
  command
    .addArgument(new Argument("<idp>", "which identity provider to simulate").choices(["okta", "entra"]))
    .option("--port <n>", "port on 127.0.0.1; 0 is any free one", portNumber, 0)
    .option(
      "--stand-in",
      "okta: switch provisioning on, with the sandbox's own target, as soon as an app appears, and confirm device codes",
      false,
    )
    .option(
      "--service-app-key <file>",
      "okta: a service app may sign in with the private half of this public key (JWK or PEM)",
    )
    .addOption(
      new Option(
        "--start <state>",
        "entra: begin without an app, with one that only signs in, or one that provisions",
      ).choices(START_STATES),
    )
    .option(
      "--cycle <duration>",
      "entra: how long from one provisioning cycle to the next; 40m as in reality",
      milliseconds,
    )
    .option("--no-target", "start no SCIM target beside it")
    .option(
      "--people <file.csv>",
      "the users of the simulated tenant: your own list, or an export of Okta, Entra, Microsoft 365 or Google (docs/people-files.md)",
    )
    .option("--users <n>", "generate so many people", wholeNumber)
    .option("--groups <n>", "spread the generated people over so many groups", wholeNumber)
    .option("--json", "print one JSON line when ready", false)
    .addHelpText("after", HELP)
    .action(async (idp: IdpName) => {
      const options = command.opts<SandboxOptions>();
      checkOptions(idp, options);
      const { directory, notices } = placeInGroups(await chooseDirectory(options, io), []);
      notices.forEach(tellOn(io));
      const { startTarget } = await import("../../scim-target/http.js");
      const target = options.target ? await startTarget({ unknownAttributes: "kept" }) : undefined;
      const sandbox = await (idp === "okta" ? startOkta : startEntra)(options, directory, target);
      const line = readyLine(sandbox, target);
      io.stdout.write(options.json ? `${JSON.stringify(line)}\n` : readyText(idp, line));
      await untilInterrupted(io);
      await sandbox.close();
      await target?.close();
      finish(EXIT.ok);
    });
}

function checkOptions(idp: IdpName, { standIn, target, start, cycle, serviceAppKey }: SandboxOptions): void {
  if (standIn && !target) {
    throw usage(
      "--stand-in and --no-target cannot be given together: the stand-in connects apps to the sandbox's own target",
      "Keep one of the two.",
    );
  }
  const foreign =
    idp === "okta"
      ? start !== undefined
        ? "--start"
        : cycle !== undefined
          ? "--cycle"
          : undefined
      : standIn
        ? "--stand-in"
        : serviceAppKey !== undefined
          ? "--service-app-key"
          : undefined;
  if (foreign !== undefined)
    throw usage(`${foreign} is not for a simulated ${idp === "okta" ? "Okta org" : "Entra tenant"}`, "Leave it out.");
}

function usage(what: string, fix: string): SetupError {
  return new SetupError({ code: "usage", exitCode: EXIT.usage, what, fix: [fix] });
}

interface TargetPlace {
  readonly baseUrl: string;
  readonly token: Secret;
}

interface RunningSandbox {
  readonly url: string;
  readonly token: Secret;
  /** Absent where there is nothing to do at a console. */
  readonly console?: { readonly url: string };
  /** Ids of the apps to sign in as, where an API token is not the only way. */
  readonly oauth?: SandboxClients["told"];
  close(): Promise<void>;
}

async function startOkta(
  options: SandboxOptions,
  directory: Directory,
  target: TargetPlace | undefined,
): Promise<RunningSandbox> {
  const { clients, told } = await sandboxClients(options.serviceAppKey);
  const { startOktaSandbox } = await import("../../sandbox/okta/start.js");
  const sandbox = await startOktaSandbox({
    directory,
    scheduler: systemClock(),
    port: options.port,
    random: Math.random,
    oauth: { clients, approveDevices: options.standIn },
    ...(options.standIn && target !== undefined
      ? {
          onAppCreated: async (app) => {
            await sandbox.console.submit(app.id, consoleValues(target));
          },
        }
      : {}),
  });
  return { ...sandbox, oauth: told };
}

/** Soon enough for somebody who waits at a terminal; the rest of the time is the real one. */
const QUICK_TIMES = { firstCycleMs: 3_000, perObjectMs: 50, logDelayMs: 2_000 };

async function startEntra(options: SandboxOptions, directory: Directory): Promise<RunningSandbox> {
  const { startEntraSandbox } = await import("../../sandbox/entra/start.js");
  const { cycle, start, port } = options;
  return startEntraSandbox({
    directory,
    scheduler: systemClock(),
    port,
    random: Math.random,
    times: { ...QUICK_TIMES, ...(cycle === undefined ? {} : { cycleMs: cycle }) },
    ...(start === undefined ? {} : { startState: start }),
  });
}

/** What a person would do at the console of a new app, with the target that runs beside the sandbox. */
function consoleValues(target: TargetPlace) {
  return {
    Provisioning: "SCIM",
    "SCIM connector base URL": target.baseUrl,
    "Unique identifier field for users": "userName",
    "Supported provisioning actions": "Push New Users, Push Profile Updates, Push Groups",
    "Authentication Mode": "HTTP Header",
    Authorization: target.token,
    "Create Users": "Enable",
    "Update User Attributes": "Enable",
    "Deactivate Users": "Enable",
  };
}

/** Whoever starts a sandbox needs its tokens: they are made for this process and end with it. */
function readyLine(sandbox: RunningSandbox, target: TargetPlace | undefined): SandboxReady {
  return {
    ready: true,
    url: sandbox.url,
    token: sandbox.token.reveal(),
    ...(sandbox.console === undefined ? {} : { console: sandbox.console.url }),
    ...(sandbox.oauth === undefined ? {} : { oauth: sandbox.oauth }),
    ...(target === undefined ? {} : { target: { baseUrl: target.baseUrl, token: target.token.reveal() } }),
  };
}

function readyText(idp: IdpName, line: SandboxReady): string {
  const lines =
    idp === "okta"
      ? ["Simulated Okta org ready", `  org        ${line.url}`, `  API token  ${line.token}`]
      : ["Simulated Entra tenant ready", `  Graph root    ${line.url}`, `  access token  ${line.token}`];
  if (line.console !== undefined) lines.push(`  console    ${line.console}`);
  if (line.oauth !== undefined) {
    const { clientId, deviceClientId } = line.oauth;
    lines.push(`  device     --sign-in device --okta-client-id ${deviceClientId}`);
    if (clientId !== undefined) lines.push(`  service    --okta-client-id ${clientId} --private-key-file FILE`);
  }
  if (line.target !== undefined) lines.push(`  target     ${line.target.baseUrl}`, `  its token  ${line.target.token}`);
  return `${lines.join("\n")}\nCtrl-C stops it.\n`;
}
