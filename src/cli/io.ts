import { homedir } from "node:os";
import type { ReadStream } from "node:tty";
import type { Clock } from "../base/clock.js";

/** A stream of the process that text is written to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in columns; undefined when it is no terminal. */
  readonly columns: number | undefined;
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
    return {
      write: (text) => void stream.write(text),
      isTTY: stream.isTTY,
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

/**
 * What asks a process to end. Windows has Ctrl-Break, and SIGHUP when the console's window is closed; elsewhere SIGHUP is left
 * alone, so that nohup works (Node.js docs, "Signal events").
 */
export function endingSignals(platform: string): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM"];
}
