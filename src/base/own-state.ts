import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from "node:fs";
import { EXIT, SetupError } from "./errors.js";
import { errnoOf, stateUnreadable } from "./unwritable.js";

/**
 * The text of one of this tool's own files; undefined when it does not exist.
 *
 * @param risk - what another user could do, for the error
 * @throws SetupError `state-not-private` (exit 1) when another user owns it or can write to it, because a run would act on what
 *   they wrote; `state-unwritable` (exit 1) when it cannot be read
 */
export function readOwnFile(path: string, risk = ACTS_ON_IT): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (process.platform === "win32" ? 0 : constants.O_NONBLOCK));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return undefined;
    throw stateUnreadable(path, error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw stateUnreadable(path, new Error("it is not a file"));
    requireOwn(path, stats, risk);
    return readFileSync(descriptor, "utf8");
  } catch (error) {
    throw error instanceof SetupError ? error : stateUnreadable(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Refuses one of this tool's own folders when another user owns it or can write to it. A missing folder is accepted.
 *
 * @param risk - what another user could do, for the error
 * @throws SetupError `state-not-private` (exit 1), with the command that fixes it
 */
export function requireOwnFolder(path: string, risk = ACTS_ON_IT): void {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file where a folder should be: the write that follows reports it.
    if (errnoOf(error) === "ENOTDIR") return;
    throw stateUnreadable(path, error);
  }
  if (stats?.isDirectory() === true) requireOwn(path, stats, risk);
}

const ACTS_ON_IT = "undo would act on what another user wrote there";
const WRITABLE_BY_OTHERS = 0o022;

/** Windows stores permissions differently, and gives each user a private profile. */
function requireOwn(path: string, { uid, mode }: Stats, risk: string): void {
  const me = process.geteuid?.();
  if (me === undefined || process.platform === "win32") return;
  if (uid !== me)
    throw notPrivate(path, `it belongs to user ID ${String(uid)}, and this run has user ID ${String(me)}; ${risk}`, [
      `If it is yours, run: sudo chown ${String(me)} ${quoted(path)}`,
    ]);
  if ((mode & WRITABLE_BY_OTHERS) !== 0)
    throw notPrivate(path, `other users can write to it; ${risk}`, [
      `If its contents are yours, run: chmod go-w ${quoted(path)}`,
    ]);
}

function notPrivate(path: string, why: string, fix: readonly string[]): SetupError {
  return new SetupError({
    code: "state-not-private",
    exitCode: EXIT.failed,
    what: `${path} is not used because it is not private`,
    why,
    fix: [...fix, "Otherwise, set XDG_STATE_HOME to a folder of your own."],
  });
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
