import { homedir } from "node:os";
import type { ReadStream } from "node:tty";
import type { Clock } from "../base/clock.js";

/** A stream of the process that text is written to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in columns; undefined when it is no terminal. */
  readonly columns: number | undefined;
  /** True for a terminal that tells no width, so that nothing can be redrawn there. */
  readonly unsized?: boolean;
  /** The process's own stream, for libraries that draw on a terminal. */
  readonly stream: NodeJS.WritableStream;
}

/** Everything the command line knows of the process it runs in; a test gives its own. */
export interface Io {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
  /** The time to work by where it is not the machine's. */
  readonly clock?: Clock;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?: ReadStream["setRawMode"] };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Calls the handler on Ctrl-C and on what else asks the process to end, until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
  /** Leaves at once, for the second Ctrl-C. */
  exitNow(code: number): void;
}

/** The process as an {@link Io}. A reader that closes the pipe early (`| head`) is no error. */
export function ioOf(process: NodeJS.Process): Io {
  const output = (stream: NodeJS.WriteStream): Output => {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
    const unsized = stream.isTTY && !isWidth(stream.columns);
    if (stream.isTTY) keepWidthUsable(stream);
    return {
      write: (text) => void stream.write(text),
      isTTY: stream.isTTY,
      unsized,
      get columns() {
        return stream.isTTY ? stream.columns : undefined;
      },
      stream,
    };
  };
  return {
    argv: process.argv.slice(2),
    env: process.env,
    home: homedir(),
    platform: process.platform,
    stdin: process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    onInterrupt: (handler) => {
      const signals = endingSignals(process.platform);
      for (const signal of signals) process.on(signal, handler);
      return () => {
        for (const signal of signals) process.off(signal, handler);
      };
    },
    exitNow: (code) => process.exit(code),
  };
}

/** Wide enough for every text here, where a terminal does not know its own width. */
const USUAL_COLUMNS = 80;
const MOST_COLUMNS = 1_000;

function isWidth(columns: number | undefined): boolean {
  return columns !== undefined && Number.isInteger(columns) && columns > 0 && columns <= MOST_COLUMNS;
}

/**
 * A pseudo-terminal that nobody gave a size (script, docker exec -t, expect, CI) has 0 columns, which what wraps and redraws divides by:
 * it never ends. Corrected on the stream itself, for the libraries that ask it.
 */
export function keepWidthUsable(stream: Pick<NodeJS.WriteStream, "columns" | "on">): void {
  const correct = (): void => {
    if (!isWidth(stream.columns)) stream.columns = USUAL_COLUMNS;
  };
  correct();
  stream.on("resize", correct);
}

/**
 * What asks a process to end. Windows has Ctrl-Break, and SIGHUP when the console's window is closed; elsewhere SIGHUP is left
 * alone, so that nohup works (Node.js docs, "Signal events").
 */
export function endingSignals(platform: string): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM"];
}
