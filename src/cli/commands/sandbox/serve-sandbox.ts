import { Option, type Command } from "commander";
import { EXIT, type ExitCode } from "../../../base/errors.js";
import type { Secret } from "../../../base/secret.js";
import type { Directory } from "../../../sandbox/people/person.js";
import type { DirectoryOptions } from "../../arguments/dry-run-options.js";
import { addGroup, flag } from "../../arguments/groups.js";
import { portNumber, wholeNumber } from "../../arguments/values.js";
import { chooseDirectory, placeInGroups } from "../../rehearsal/directory.js";
import type { SandboxClients } from "../../rehearsal/sandbox-clients.js";
import type { Io } from "../../terminal/io.js";
import type { SandboxReady } from "../../views/output/server.js";
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
    new Option("--no-target", "start no SCIM server beside it"),
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
  /** Absent where there is nothing to do at a console. */
  readonly console?: { readonly url: string };
  /** Ids of the apps to sign in as, where an API token is not the only way. */
  readonly oauth?: SandboxClients["told"];
  close(): Promise<void>;
}

interface Serving<Options extends SandboxOptions> {
  readonly io: Io;
  readonly options: Options;
  readonly start: (options: Options, directory: Directory, target: TargetPlace | undefined) => Promise<RunningSandbox>;
  /** What it is and where, for a person; what both have follows. */
  readonly heading: (sandbox: { readonly url: string; readonly token: string }) => readonly string[];
}

/** Runs a simulated tenant until it is interrupted. */
export async function serveSandbox<Options extends SandboxOptions>({
  io,
  options,
  start,
  heading,
}: Serving<Options>): Promise<ExitCode> {
  const { directory, notices } = placeInGroups(await chooseDirectory(options, io), []);
  notices.forEach(tellOn(io));
  const { startTarget } = await import("../../../scim-target/http.js");
  const target = options.target ? await startTarget({ unknownAttributes: "kept" }) : undefined;
  const sandbox = await start(options, directory, target);
  const line = readyLine(sandbox, target);
  io.stdout.write(options.json ? `${JSON.stringify(line)}\n` : readyText(heading(line), line));
  await untilInterrupted(io);
  await sandbox.close();
  await target?.close();
  return EXIT.ok;
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

function readyText(heading: readonly string[], line: SandboxReady): string {
  const lines = [...heading];
  if (line.console !== undefined) lines.push(`  console    ${line.console}`);
  if (line.oauth !== undefined) {
    const { clientId, deviceClientId } = line.oauth;
    lines.push(`  device     --sign-in device --okta-client-id ${deviceClientId}`);
    if (clientId !== undefined) lines.push(`  service    --okta-client-id ${clientId} --private-key-file FILE`);
  }
  if (line.target !== undefined) lines.push(`  target     ${line.target.baseUrl}`, `  its token  ${line.target.token}`);
  return `${lines.join("\n")}\nCtrl-C stops it.\n`;
}
