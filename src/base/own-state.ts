import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from "node:fs";
import { EXIT, SetupError } from "./errors.js";
import { errnoOf, stateUnwritable } from "./unwritable.js";

/**
 * The text of a file that this tool keeps for itself; undefined when there is none.
 *
 * @throws SetupError `state-not-private` (exit 1) where others own it or may write to it: undo would do what they wrote there;
 *   `state-unwritable` (exit 1) where it cannot be read
 */
export function readOwnFile(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (process.platform === "win32" ? 0 : constants.O_NONBLOCK));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return undefined;
    throw stateUnwritable(path, error, { what: `${path} cannot be read` });
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw stateUnwritable(path, new Error("it is not a file"), { what: `${path} cannot be read` });
    requireOwn(path, stats);
    return readFileSync(descriptor, "utf8");
  } catch (error) {
    throw error instanceof SetupError ? error : stateUnwritable(path, error, { what: `${path} cannot be read` });
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Refuses a folder of this tool's that others own or may write to; one that is not there is none.
 *
 * @throws SetupError `state-not-private` (exit 1), with what to type
 */
export function requireOwnFolder(path: string): void {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file in the place of a folder above: whoever writes there says so.
    if (errnoOf(error) === "ENOTDIR") return;
    throw stateUnwritable(path, error, { what: `${path} cannot be read` });
  }
  if (stats?.isDirectory() === true) requireOwn(path, stats);
}

const WRITABLE_BY_OTHERS = 0o022;

/** Windows keeps rights another way, and gives everybody a profile of their own. */
function requireOwn(path: string, { uid, mode }: Stats): void {
  const me = process.geteuid?.();
  if (me === undefined || process.platform === "win32") return;
  if (uid !== me)
    throw notPrivate(path, `it belongs to another user (${String(uid)}, and this run is ${String(me)})`, [
      `If it is yours: sudo chown ${String(me)} ${quoted(path)}`,
    ]);
  if ((mode & WRITABLE_BY_OTHERS) !== 0)
    throw notPrivate(path, "other users may write to it", [`If what it holds is yours: chmod go-w ${quoted(path)}`]);
}

function notPrivate(path: string, why: string, fix: readonly string[]): SetupError {
  return new SetupError({
    code: "state-not-private",
    exitCode: EXIT.failed,
    what: `${path} is not used`,
    why: `${why}, and undo would delete what they wrote there`,
    fix: [...fix, "Otherwise set XDG_STATE_HOME to a folder of your own."],
  });
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
