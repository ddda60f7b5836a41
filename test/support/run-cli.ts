import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { heldDocument, holdPrinted } from "./held-document.js";

const LAUNCHER = fileURLToPath(new URL("../../bin/total-setup.js", import.meta.url));

/** What a command left behind. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
}

/** A new empty folder for one test. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "total-setup-"));
}

/** An environment in which nothing of this machine's settings is seen. */
function cleanEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: temporaryFolder(), XDG_STATE_HOME: temporaryFolder(), ...more };
}

/** Runs the command line as a process of its own, without a terminal. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return spawnCli(args, options).ended;
}

/** Runs another program of Node's, in the environment that the command line has. */
export async function runProgram(path: string, args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [path, ...args], { env: cleanEnv(options.env), cwd: options.cwd });
  child.stdin.end(options.stdin ?? "");
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** A run that a test can watch and interrupt. */
export interface CliProcess {
  readonly pid: number;
  readonly ended: Promise<CliResult>;
  signal(name: NodeJS.Signals): void;
  /** Resolves as soon as this stands on standard error, with all that stands there. */
  said(text: string): Promise<string>;
}

/** Starts the command line as a process of its own, without a terminal. */
export function spawnCli(args: readonly string[], options: CliOptions = {}): CliProcess {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { env: cleanEnv(options.env), cwd: options.cwd });
  child.stdin.end(options.stdin ?? "");
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const ended = once(child, "close").then(([code]) => {
    holdPrinted(args, stdout());
    return { code: code as number | null, stdout: stdout(), stderr: stderr() };
  });
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (name) => void child.kill(name),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr().includes(text)) resolve(stderr());
        };
        child.stderr.on("data", look);
        child.on("close", () => {
          reject(new Error(`it ended without saying "${text}": ${stderr()}`));
        });
        look();
      }),
  };
}

/** A server of the command line that is ready. */
export interface RunningServer<Ready> {
  readonly ready: Ready;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<number | null>;
}

/** Starts `sandbox` or `target` with `--json` and waits for its line. */
export async function startServer<Ready>(args: readonly string[], cwd?: string): Promise<RunningServer<Ready>> {
  const child = spawn(process.execPath, [LAUNCHER, ...args, "--json"], { env: cleanEnv(), cwd });
  const stderr = collect(child.stderr);
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (text.includes("\n")) resolve(text);
    });
    child.on("close", () => {
      reject(new Error(`the server ended before it was ready: ${stderr()}`));
    });
  });
  return {
    ready: heldDocument(line) as Ready,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGINT");
      const [code] = (await once(child, "close")) as [number | null];
      return code;
    },
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
