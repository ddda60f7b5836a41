import { Option, type Command } from "commander";
import { EXIT, type ExitCode } from "../../base/errors.js";
import type { Io } from "../terminal/io.js";
import { quirksNamed, TARGET_FAULTS } from "../../scim-target/target-faults.js";
import { faultNameOf } from "../arguments/fault-option.js";
import { portNumber } from "../arguments/values.js";
import { untilInterrupted } from "../terminal/serve.js";
import type { TargetReady } from "../views/output/server.js";
import type { RunningTarget } from "../../scim-target/http.js";
import { describe } from "./describe.js";
import { readyCommand, type CommandPart, type ReadyCommand } from "./sandbox/ready-command.js";

interface TargetOptions {
  readonly port: number;
  readonly json: boolean;
  readonly fault: readonly string[];
}

/** Registers `target`: the small SCIM server as a process of its own. */
export function register(
  command: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(command, {
    summary: command.description(),
    about: `Runs a small SCIM server on this machine. On start, it prints a dry run that \
provisions it. It forgets its users and groups when it stops.`,
    examples: ["total-setup target", "total-setup target --port 8080 --json"],
  })
    .option("--port <n>", "port on 127.0.0.1; 0 is any free one", portNumber, 0)
    .option("--json", "print one JSON line when ready", false)
    .addOption(
      new Option("--fault <name>", "act as some vendors' servers do (repeatable)")
        .choices(Object.keys(TARGET_FAULTS))
        .argParser(faultNameOf(Object.keys(TARGET_FAULTS)))
        .default([]),
    )
    .action(async () => {
      const { port, json, fault } = command.opts<TargetOptions>();
      const { startTarget } = await import("../../scim-target/http.js");
      const target = await startTarget({ port, quirks: quirksNamed(fault) });
      try {
        await serveUntilInterrupted(target, json, io);
      } finally {
        await target.close();
      }
      finish(EXIT.ok);
    });
  return words;
}

async function serveUntilInterrupted({ url, baseUrl, token }: RunningTarget, json: boolean, io: Io): Promise<void> {
  // Before there is a file to delete, and before a program knows that it is ready.
  const interrupted = untilInterrupted(io);
  if (json) {
    // A program that starts a server needs its token: it is made for this process and ends with it.
    const line: TargetReady = { ready: true, url, baseUrl, token: token.reveal() };
    io.stdout.write(`${JSON.stringify(line)}\n`);
    await interrupted;
    return;
  }
  const parts: CommandPart[] = [["okta"], ["--dry-run"], ["--target-url", baseUrl], ["--target-token-file", token]];
  const command = readyCommand(parts, io);
  try {
    io.stdout.write(readyText(baseUrl, command));
    await interrupted;
  } finally {
    command.remove();
  }
}

function readyText(baseUrl: string, { lines, files }: ReadyCommand): string {
  return [
    "SCIM server ready",
    `  base URL    ${baseUrl}`,
    ...[...files.values()].map((path) => `  token file  ${path}`),
    "",
    ...lines,
    "",
    "The token is in a private file that is deleted when the server stops.",
    "Press Ctrl-C to stop it.",
    "",
  ].join("\n");
}
