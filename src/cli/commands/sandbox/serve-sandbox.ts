import { Option, type Command } from "commander";
import { EXIT, type ExitCode } from "../../../base/errors.js";
import type { Secret } from "../../../base/secret.js";
import type { Directory } from "../../../sandbox/people/person.js";
import type { TargetQuirks } from "../../../scim-target/quirks.js";
import type { DirectoryOptions } from "../../arguments/dry-run-options.js";
import { addGroup, flag } from "../../arguments/groups.js";
import { portNumber, wholeNumber } from "../../arguments/values.js";
import { chooseDirectory, placeInGroups } from "../../rehearsal/directory.js";
import type { SandboxClients } from "../../rehearsal/sandbox-clients.js";
import type { Io } from "../../terminal/io.js";
import type { SandboxReady } from "../../views/output/server.js";
import { readyCommand, type CommandPart, type ReadyCommand } from "./ready-command.js";
import { untilInterrupted } from "../../terminal/serve.js";
import { tellOn } from "../../terminal/tell.js";

/** What both simulated tenants take. */
export interface SandboxOptions extends DirectoryOptions {
  readonly port: number;
  readonly json: boolean;
  /** False with `--no-target`. */
  readonly target: boolean;
}

/** Adds the options of both simulated tenants. */
export function addSandboxOptions(command: Command): void {
  addGroup(command, "Server:", [
    new Option("--port <n>", "port on 127.0.0.1; 0 is any free one").argParser(portNumber).default(0),
    new Option("--no-target", "start no SCIM server beside the tenant"),
    flag("--json", "print one JSON line when ready"),
  ]);
  addGroup(command, "Users:", [
    new Option(
      "--people <file.csv>",
      "users from a file (docs/people-files.md): your own list, or an export of Okta, Entra, Microsoft 365 or Google",
    ),
    new Option("--users <n>", "generate N users").argParser(wholeNumber),
    new Option("--groups <n>", "spread the generated users over N groups").argParser(wholeNumber),
  ]);
}

export interface TargetPlace {
  readonly baseUrl: string;
  readonly token: Secret;
}

export interface RunningSandbox {
  readonly url: string;
  readonly token: Secret;
  readonly console?: { readonly url: string };
  /** IDs of the apps to sign in as, where a token is not the only way. */
  readonly oauth?: SandboxClients["told"];
  close(): Promise<void>;
}

interface Serving<Options extends SandboxOptions> {
  readonly io: Io;
  readonly options: Options;
  readonly start: (options: Options, directory: Directory, target: TargetPlace | undefined) => Promise<RunningSandbox>;
  /** Deviations of the SCIM server from the standard; none when absent. */
  readonly quirks?: TargetQuirks | undefined;
  /** As `Simulated Okta org`. */
  readonly name: string;
  /** The command that sets up provisioning in this tenant, without the flags of the SCIM server. */
  readonly command: (sandbox: RunningSandbox) => readonly CommandPart[];
}

/** Runs a simulated tenant until it is interrupted. */
export async function serveSandbox<Options extends SandboxOptions>(serving: Serving<Options>): Promise<ExitCode> {
  const { io, options, start, quirks } = serving;
  const { directory, notices } = placeInGroups(await chooseDirectory(options, io), []);
  notices.forEach(tellOn(io));
  const { startTarget } = await import("../../../scim-target/http.js");
  const target = options.target ? await startTarget({ unknownAttributes: "kept", quirks }) : undefined;
  try {
    const sandbox = await start(options, directory, target);
    try {
      await serveUntilInterrupted(serving, sandbox, target);
    } finally {
      await sandbox.close();
    }
  } finally {
    await target?.close();
  }
  return EXIT.ok;
}

async function serveUntilInterrupted<Options extends SandboxOptions>(
  { io, options, name, command: commandOf }: Serving<Options>,
  sandbox: RunningSandbox,
  target: TargetPlace | undefined,
): Promise<void> {
  // Before there is a file to delete, and before a program knows that it is ready.
  const interrupted = untilInterrupted(io);
  if (options.json) {
    io.stdout.write(`${JSON.stringify(readyLine(sandbox, target))}\n`);
    await interrupted;
    return;
  }
  const command = readyCommand([...commandOf(sandbox), ...scimFlags(target)], io);
  try {
    io.stdout.write(readyText(name, sandbox, target, command));
    await interrupted;
  } finally {
    command.remove();
  }
}

function scimFlags(target: TargetPlace | undefined): CommandPart[] {
  if (target === undefined) return [];
  return [
    ["--scim-base-url", target.baseUrl],
    ["--scim-token-file", target.token],
  ];
}

/** A program that starts a sandbox needs its tokens: they are made for this process and end with it. */
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

/** A screen is seen and recorded by others, so it names the files of the tokens. */
function readyText(
  name: string,
  sandbox: RunningSandbox,
  target: TargetPlace | undefined,
  command: ReadyCommand,
): string {
  const lines = [`${name}: ${sandbox.url}`];
  if (sandbox.console !== undefined) lines.push(`  console      ${sandbox.console.url}`);
  if (target !== undefined) lines.push(`  SCIM server  ${target.baseUrl}`);
  lines.push("", ...command.lines);
  if (sandbox.oauth !== undefined) lines.push("", ...signInLines(sandbox.oauth));
  const files =
    command.files.size === 1 ? "The token is in a private file that is" : "The tokens are in private files that are";
  lines.push("", `${files} deleted when the sandbox stops.`, "Press Ctrl-C to stop it.", "");
  return lines.join("\n");
}

function signInLines({ clientId, deviceClientId }: SandboxClients["told"]): string[] {
  const service = clientId === undefined ? [] : [`  --okta-client-id ${clientId} --private-key-file FILE`];
  return [
    "To sign in another way, replace --okta-token-file with:",
    `  --sign-in device --okta-client-id ${deviceClientId}`,
    ...service,
  ];
}
