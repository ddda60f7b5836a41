import { Writable } from "node:stream";
import type { Io } from "../../src/cli/terminal/io.js";
import { runCli } from "../../src/cli/program.js";
import { renderedScreen } from "./rendered-screen.js";
import { testIo } from "./run-in-process.js";
import { terminalIo } from "./terminal-io.js";

/** What a person sees of a command, both streams together. */
interface SeenScreen {
  readonly code: number;
  /** Without trailing spaces. */
  readonly lines: readonly string[];
}

/** Runs a command as in a pipe, which is as wide as nothing says, or as on a terminal of so many columns where all questions get a yes. */
export async function screenOf(argv: readonly string[], columns: number | "piped"): Promise<SeenScreen> {
  let all = "";
  const keep = (text: string): void => {
    all += text;
  };
  if (columns === "piped") {
    const { io } = testIo(argv);
    const code = await runCli({ ...io, stdout: { ...io.stdout, write: keep }, stderr: { ...io.stderr, write: keep } });
    return { code, lines: all.trimEnd().split("\n") };
  }
  const { io } = terminalIo(argv, { env: { TERM: "xterm" }, answer: "y" });
  const terminal = (output: Io["stdout"], inner: Io["stdout"]["stream"]): Io["stdout"] => ({
    ...output,
    write: keep,
    isTTY: true,
    columns,
    stream: Object.assign(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          keep(chunk.toString());
          inner.write(chunk);
          done();
        },
      }),
      // A terminal stays open after a prompt has ended its stream.
      { isTTY: true, columns, cursorTo, clearLine, moveCursor, end: () => undefined },
    ),
  });
  const code = await runCli({
    ...io,
    stdout: terminal(io.stdout, io.stdout.stream),
    stderr: terminal(io.stderr, io.stderr.stream),
  });
  return { code, lines: renderedScreen(all, columns) };
}

function cursorTo(this: Writable, x: number): void {
  this.write(`\u001b[${String(x + 1)}G`);
}

function clearLine(this: Writable, direction: -1 | 0 | 1): void {
  this.write(direction === 1 ? "\u001b[K" : "\u001b[2K");
}

function moveCursor(this: Writable, _x: number, y: number): void {
  if (y !== 0) this.write(`\u001b[${String(Math.abs(y))}${y < 0 ? "A" : "B"}`);
}
