import { Readable, Writable } from "node:stream";
import type { Io } from "../../src/cli/terminal/io.js";
import { runCli } from "../../src/cli/program.js";
import { holdPrinted } from "./held-document.js";
import { type CliResult, temporaryFolder } from "./run-cli.js";

interface InProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Width of a terminal, for what is wrapped to it; without one there is none. */
  readonly columns?: number;
}

/** The command line's view of a process that has no terminal, with what was written to it. */
export function testIo(
  argv: readonly string[],
  options: InProcessOptions = {},
): { readonly io: Io; readonly written: { stdout: string; stderr: string } } {
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written): Io["stdout"] => ({
    write: (text) => {
      written[name] += text;
    },
    isTTY: false,
    columns: options.columns,
    stream: new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written[name] += chunk.toString();
        done();
      },
    }),
  });
  const io: Io = {
    argv,
    script: undefined,
    nodeFlags: [],
    cwd: process.cwd(),
    env: { XDG_STATE_HOME: temporaryFolder(), ...options.env },
    home: temporaryFolder(),
    platform: process.platform,
    stdin: Readable.from([options.stdin ?? ""]),
    stdout: output("stdout"),
    stderr: output("stderr"),
    onInterrupt: () => () => undefined,
    onExit: () => () => undefined,
    outputFailure: () => undefined,
    onOutputFailure: () => () => undefined,
    exitNow: () => undefined,
  };
  return { io, written };
}

/** Runs the command line within the test's own process: for tables of many short runs. */
export async function runInProcess(argv: readonly string[], options: InProcessOptions = {}): Promise<CliResult> {
  const { io, written } = testIo(argv, options);
  const code = await runCli(io);
  holdPrinted(argv, written.stdout);
  return { code, ...written };
}
