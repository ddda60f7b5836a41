import { lstatSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject } from "../../base/json.js";
import { requireOwnFolder } from "../../base/own-state.js";
import { makeFolder } from "../../base/private-file.js";
import { errnoOf, stateUnwritable, whyUnreadable } from "../../base/unwritable.js";
import { isAlive, ownMark, type ProcessMark } from "./process-mark.js";

/** Longer than writing a lock or taking one over can take. */
const ABANDONED_MS = 10_000;

/** The locks of this process: its own number in any other lock is left from an earlier process. */
const held = new Set<string>();

/**
 * Takes the lock of a tenant: only one run at a time may write there. A lock whose process is gone is taken over.
 *
 * @param path - the lock's file; its folder is made when missing
 * @returns releases the lock
 * @throws SetupError `tenant-locked` (exit 1) naming the run that holds it; `state-unwritable` (exit 1) when the lock cannot be
 *   written; `state-not-private` (exit 1) when its folder is another user's
 */
export function lockTenant(path: string): () => void {
  const mine = JSON.stringify({ ...ownMark(), host: hostname(), since: new Date().toISOString() });
  try {
    makeFolder(dirname(path));
    requireOwnFolder(dirname(path));
    if (!create(path, mine)) takeOver(path, mine);
  } catch (error) {
    throw error instanceof SetupError ? error : stateUnwritable(path, error);
  }
  held.add(path);
  return () => {
    held.delete(path);
    removeOwn(path, mine);
  };
}

/**
 * The run that holds this lock, in words; undefined when there is none.
 *
 * @throws SetupError `state-unwritable` (exit 1) when the lock cannot be read
 */
export function lockHolder(path: string): string | undefined {
  return textOf(path) === undefined || isAbandoned(path) ? undefined : told(holderOf(path));
}

/** A lock that cannot be removed ends with this process. */
function removeOwn(path: string, mine: string): void {
  try {
    if (textOf(path) === mine) rmSync(path, { force: true });
  } catch {
    return;
  }
}

/** Two runs may find the same abandoned lock: only the one that makes the second file replaces it. */
function takeOver(path: string, mine: string): void {
  const claim = `${path}.claim`;
  if (isOld(claim)) rmSync(claim, { force: true });
  if (!isAbandoned(path) || !create(claim, mine)) throw locked(path);
  try {
    if (!isAbandoned(path)) throw locked(path);
    replace(claim, path);
    // Another run may have taken the claim for abandoned, and replaced it.
    if (textOf(path) !== mine) throw locked(path);
  } finally {
    rmSync(claim, { force: true });
  }
}

function replace(claim: string, path: string): void {
  try {
    renameSync(claim, path);
  } catch (error) {
    throw errnoOf(error) === "ENOENT" ? locked(path) : error;
  }
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    // A half-written lock would block the next run.
    rmSync(path, { force: true });
    throw error;
  }
}

/** True when the run that made the lock is gone for certain; a run on another host that shares the folder may be alive. */
function isAbandoned(path: string): boolean {
  const holder = holderOf(path);
  if (holder === undefined) return isOld(path);
  if (held.has(path) && holder.pid === process.pid) return false;
  return holder.host === hostname() && !isAlive(holder, holder.since);
}

interface Holder extends ProcessMark {
  readonly host: string;
  readonly since: string;
}

function holderOf(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(textOf(path) ?? "");
    if (!isJsonObject(value)) return undefined;
    const { pid, host, since, started } = value;
    if (typeof pid !== "number" || typeof host !== "string" || typeof since !== "string") return undefined;
    return { pid, host, since, ...(typeof started === "string" ? { started } : {}) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The lock's text; undefined when there is none.
 *
 * @throws SetupError `state-unwritable` where it cannot be read: a run that cannot be seen may be alive
 */
function textOf(path: string): string | undefined {
  try {
    if (!lstatSync(path).isFile()) throw new Error("it is not a file; remove it if no run is in progress");
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return undefined;
    throw stateUnwritable(path, error, { what: `The lock ${path} cannot be read`, why: whyUnreadable(error) });
  }
}

/** A lock file that was never completed. */
function isOld(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > ABANDONED_MS;
  } catch {
    return false;
  }
}

function locked(path: string): SetupError {
  return new SetupError({
    code: "tenant-locked",
    exitCode: EXIT.failed,
    what: `${told(holderOf(path))} is using this tenant`,
    why: "two runs at once could create the same app twice",
    fix: ["Wait until it ends, then run the same command again.", `If no such run exists, delete ${path}.`],
  });
}

function told(holder: Holder | undefined): string {
  if (holder === undefined) return "Another run";
  return `Another run (process ${String(holder.pid)} on ${holder.host}, since ${holder.since})`;
}
