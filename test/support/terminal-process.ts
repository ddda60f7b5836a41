import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { temporaryFolder } from "./run-cli.js";

const LAUNCHER = fileURLToPath(new URL("../../bin/total-setup.js", import.meta.url));

/** A run of the command line on a pseudo-terminal. */
export interface TerminalProcess {
  /** All that was written to the terminal, control sequences included. */
  written(): string;
  /** Resolves as soon as this stands on the terminal, so many times; rejects when the run ends without it. */
  shows(text: string, times?: number): Promise<void>;
  press(key: string): void;
  readonly ended: Promise<number | null>;
}

interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
}

/** Starts the command line on a pseudo-terminal of its own. No argument may hold a quote. */
export function startOnTerminal(args: readonly string[], options: TerminalOptions = {}): TerminalProcess {
  return startProgramOnTerminal([process.execPath, LAUNCHER, ...args], options);
}

/** Starts a program on a pseudo-terminal of its own (util-linux: script). No word may hold a quote. */
export function startProgramOnTerminal(
  words: readonly string[],
  { env, columns = 100 }: TerminalOptions = {},
): TerminalProcess {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const command = `stty cols ${String(columns)} rows 60; exec ${quoted}`;
  const own = {
    PATH: process.env["PATH"],
    HOME: temporaryFolder(),
    TERM: "xterm-256color",
    SHELL: "/bin/sh",
    XDG_STATE_HOME: temporaryFolder(),
  };
  const child = spawn("script", ["-qec", command, "/dev/null"], { env: { ...own, ...env }, stdio: "pipe" });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const written = (): string => Buffer.concat(chunks).toString("utf8");
  const ended = once(child, "close").then(([code]) => code as number | null);
  const occurrences = (text: string): number => plain(written()).split(text).length - 1;
  return {
    written,
    shows: (text, times = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (occurrences(text) >= times) resolve();
        };
        child.stdout.on("data", look);
        child.on("close", () => {
          reject(new Error(`it ended without showing "${text}": ${plain(written())}`));
        });
        look();
      }),
    press: (key) => void child.stdin.write(key),
    ended,
  };
}

/** What a person reads on the terminal: lines joined where they were wrapped. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, " ");
}
