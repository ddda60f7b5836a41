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

/** Everything that the command line knows about its process. Tests pass their own. */
export interface Io {
  readonly argv: readonly string[];
  /** The script that Node runs, as an absolute path; links are not followed. */
  readonly script: string | undefined;
  /** What was given to Node itself, such as `--use-system-ca`. */
  readonly nodeFlags: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
  /** The clock to use instead of the machine's. */
  readonly clock?: Clock;
  readonly stdin: NodeJS.ReadableStream & {
    readonly isTTY?: boolean;
    setRawMode?: ReadStream["setRawMode"];
    readonly isRaw?: boolean;
  };
  readonly stdout: Output;
  readonly stderr: Output;
  /**
   * Calls the handler on Ctrl-C and other signals that end the process, until the returned function is called; soon, where that
   * has happened already.
   */
  onInterrupt(handler: () => void): () => void;
  /**
   * Calls the handler once, just before the process ends in a way that it notices itself: at its end, on an uncaught exception, on
   * Ctrl-\\. Until the returned function is called.
   */
  onExit(handler: () => void): () => void;
  /** Why standard output can no longer be written; undefined while it can. A reader that closed the pipe is no reason. */
  outputFailure(): SetupError | undefined;
  /** Calls the handler when that happens, until the returned function is called. */
  onOutputFailure(handler: (failure: SetupError) => void): () => void;
  /** Leaves at once, for the second Ctrl-C. */
  exitNow(code: number): void;
}

/** The process as an {@link Io}. A reader that closes the pipe early (`| head`) is no error. */
export function ioOf(process: NodeJS.Process): Io {
  const watched = watchOutput(process);
  return {
    argv: process.argv.slice(2),
    script: process.argv[1],
    nodeFlags: process.execArgv,
    cwd: process.cwd(),
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
 * A pseudo-terminal without a size (script, docker exec -t, expect, CI) has 0 columns. Libraries that wrap and redraw divide by it and
 * never end, so it is corrected on the stream itself.
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
    // Half a text is what `| head` asks for; half a document is of no use.
    if (failure !== undefined || (error.code === "EPIPE" && !asDocument)) return;
    failure = outputUnwritable("standard output", error);
    for (const handler of handlers) handler(failure);
  });
  // There is no place left to report that standard error cannot be written.
  process.stderr.on("error", () => undefined);
  return {
    outputFailure: () => failure,
    onOutputFailure: (handler) => {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
  };
}

/** A handler that is added after the process was asked to end is called, too: no wait may begin then. */
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

/** The signals that end a process; closing the terminal sends one. Windows has Ctrl-Break (Node.js docs, "Signal events"). */
export function endingSignals(platform: string): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];
}
