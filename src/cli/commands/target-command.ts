import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../base/errors.js";
import type { Io } from "../terminal/io.js";
import { portNumber } from "../arguments/values.js";
import { untilInterrupted } from "../terminal/serve.js";
import type { TargetReady } from "../views/output/server.js";
import { describe } from "./describe.js";

interface TargetOptions {
  readonly port: number;
  readonly json: boolean;
}

/** Registers `target`: the mini SCIM target as a process of its own. */
export function register(
  command: Command,
  io: Io,
  finish: (code: ExitCode) => void,
  words: readonly string[],
): readonly string[] {
  describe(command, {
    summary: command.description(),
    about: "Runs a small SCIM server on this machine. It forgets its users when it stops.",
    examples: ["total-setup target", "total-setup target --port 8080 --json"],
  })
    .option("--port <n>", "port on 127.0.0.1; 0 is any free one", portNumber, 0)
    .option("--json", "print one JSON line when ready", false)
    .action(async () => {
      const { port, json } = command.opts<TargetOptions>();
      const { startTarget } = await import("../../scim-target/http.js");
      const target = await startTarget({ port });
      const { url, baseUrl } = target;
      // Whoever starts a target needs its token: it is made for this process and ends with it.
      const token = target.token.reveal();
      const line: TargetReady = { ready: true, url, baseUrl, token };
      if (json) io.stdout.write(`${JSON.stringify(line)}\n`);
      else io.stdout.write(`SCIM target ready\n  base URL  ${baseUrl}\n  token     ${token}\nCtrl-C stops it.\n`);
      await untilInterrupted(io);
      await target.close();
      finish(EXIT.ok);
    });
  return words;
}
