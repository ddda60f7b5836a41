import { homedir } from "node:os";
import type { ReadStream } from "node:tty";
import type { Clock } from "../../base/clock.js";
import type { SetupError } from "../../base/errors.js";
import { outputUnwritable } from "../../base/unwritable.js";

/** A stream of the process that text is written to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in columns; undefined when it is no terminal and COLUMNS does not tell it. */
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
  readonly stdin: NodeJS.ReadableStream & {
    readonly isTTY?: boolean;
    setRawMode?: ReadStream["setRawMode"];
    readonly isRaw?: boolean;
  };
  readonly stdout: Output;
  readonly stderr: Output;
  /**
   * Calls the handler on Ctrl-C and on what else asks the process to end, until the returned function is called; soon, where that
   * has happened already.
   */
  onInterrupt(handler: () => void): () => void;
  /**
   * Calls the handler once, just before the process ends in a way that it notices itself: at its end, on an exception that nobody
   * caught, on Ctrl-\\. Until the returned function is called.
   */
  onExit(handler: () => void): () => void;
  /** Why standard output cannot be written any more; undefined while it can. A reader that closed the pipe is no reason. */
  outputFailure(): SetupError | undefined;
  /** Calls the handler when that comes up, until the returned function is called. */
  onOutputFailure(handler: (failure: SetupError) => void): () => void;
  /** Leaves at once, for the second Ctrl-C. */
  exitNow(code: number): void;
}

/** The process as an {@link Io}. A reader that closes the pipe early (`| head`) is no error. */
export function ioOf(process: NodeJS.Process): Io {
  const watched = watchOutput(process);
  return {
    argv: process.argv.slice(2),
    env: process.env,
    home: homedir(),
    platform: process.platform,
    stdin: process.stdin,
    stdout: outputOf(process.stdout, process.env),
    stderr: outputOf(process.stderr, process.env),
    onInterrupt: interruptsOf(process),
    onExit: (handler) => onExit(process, handler),
    ...watched,
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

function outputOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output {
  const asked = Number(env["COLUMNS"]);
  const unsized = stream.isTTY && !isWidth(stream.columns);
  if (stream.isTTY) keepWidthUsable(stream);
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY,
    unsized,
    get columns() {
      if (stream.isTTY) return stream.columns;
      return isWidth(asked) ? asked : undefined;
    },
    stream,
  };
}

function watchOutput(process: NodeJS.Process): Pick<Io, "outputFailure" | "onOutputFailure"> {
  const asDocument = process.argv.includes("--json");
  const handlers = new Set<(failure: SetupError) => void>();
  let failure: SetupError | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Half a text is what `| head` asked for; half a document is of no use to anybody.
    if (failure !== undefined || (error.code === "EPIPE" && !asDocument)) return;
    failure = outputUnwritable("standard output", error);
    for (const handler of handlers) handler(failure);
  });
  // Where standard error cannot be written there is nobody to tell.
  process.stderr.on("error", () => undefined);
  return {
    outputFailure: () => failure,
    onOutputFailure: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
  };
}

/** Whoever begins to listen after the process was asked to end hears of it, too: a wait must not begin then. */
function interruptsOf(process: NodeJS.Process): Io["onInterrupt"] {
  const signals = endingSignals(process.platform);
  let asked = false;
  return (handler) => {
    let released = false;
    const forget = listen(process, signals, () => {
      asked = true;
      handler();
    });
    if (asked)
      queueMicrotask(() => {
        if (!released) handler();
      });
    return () => {
      released = true;
      forget();
    };
  };
}

function listen(process: NodeJS.Process, signals: readonly NodeJS.Signals[], handler: () => void): () => void {
  for (const signal of signals) process.on(signal, handler);
  return () => {
    for (const signal of signals) process.off(signal, handler);
  };
}

/** Ctrl-\\ asks for the end at once, with a core dump: it gets that, after the handler. Windows has none. */
function onExit(process: NodeJS.Process, handler: () => void): () => void {
  const quit = (): void => {
    release();
    handler();
    process.kill(process.pid, "SIGQUIT");
  };
  const forget = process.platform === "win32" ? () => undefined : listen(process, ["SIGQUIT"], quit);
  process.on("exit", handler);
  function release(): void {
    forget();
    process.off("exit", handler);
  }
  return release;
}

/** What asks a process to end; a terminal that is closed does too. Windows has Ctrl-Break (Node.js docs, "Signal events"). */
export function endingSignals(platform: string): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];
}
