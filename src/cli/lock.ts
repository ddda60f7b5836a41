import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { EXIT, SetupError } from "../base/errors.js";
import { isJsonObject } from "../base/json.js";

/** Longer than taking a lock over ever takes, and than writing one. */
const ABANDONED_MS = 10_000;

/**
 * Takes the lock of a tenant: only one run at a time may write there. A lock whose process is gone is taken over.
 *
 * @param path - the lock's file; its folder is made when missing
 * @returns gives the lock back
 * @throws SetupError `tenant-locked` (exit 1) naming the run that holds it
 */
export function lockTenant(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
  if (!create(path, mine)) takeOver(path, mine);
  return () => {
    if (textOf(path) === mine) rmSync(path, { force: true });
  };
}

/** Who is working on the tenant of this lock, for people; undefined when nobody is. */
export function lockHolder(path: string): string | undefined {
  return textOf(path) === undefined || isAbandoned(path) ? undefined : told(holderOf(path));
}

/** Two runs may find the same abandoned lock: only the one that makes the second file replaces it. */
function takeOver(path: string, mine: string): void {
  const claim = `${path}.claim`;
  if (isOld(claim)) rmSync(claim, { force: true });
  if (!isAbandoned(path) || !create(claim, mine)) throw locked(path);
  try {
    if (!isAbandoned(path)) throw locked(path);
    renameSync(claim, path);
  } finally {
    rmSync(claim, { force: true });
  }
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** True when the run that made the lock is gone for certain; a run on another host that shares the folder may be alive. */
function isAbandoned(path: string): boolean {
  const holder = holderOf(path);
  if (holder === undefined) return isOld(path);
  return holder.host === hostname() && !isAlive(holder.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

function holderOf(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(textOf(path) ?? "");
    if (!isJsonObject(value)) return undefined;
    const { pid, host, since } = value;
    return typeof pid === "number" && typeof host === "string" && typeof since === "string"
      ? { pid, host, since }
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** A file of the lock that nobody finished writing. */
function isOld(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > ABANDONED_MS;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function locked(path: string): SetupError {
  return new SetupError({
    code: "tenant-locked",
    exitCode: EXIT.failed,
    what: `${told(holderOf(path))} is working on this tenant`,
    why: "two runs at once could create the same app twice",
    fix: ["Wait until it has ended, then run the same command again.", `If there is no such run, delete ${path}.`],
  });
}

function told(holder: Holder | undefined): string {
  if (holder === undefined) return "another run";
  return `another run (process ${String(holder.pid)} on ${holder.host}, since ${holder.since})`;
}
