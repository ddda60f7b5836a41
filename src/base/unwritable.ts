import { EXIT, SetupError } from "./errors.js";

/** What the system's error names say, in words (POSIX.1-2017, errno.h). */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "the file system is read-only",
  ENOENT: "the folder does not exist and cannot be made",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead in a circle",
  ENOSPC: "the disk is full",
  EDQUOT: "your disk quota is used up",
  EFBIG: "the file would be larger than this process may write (ulimit -f)",
  EIO: "the device failed",
  EPIPE: "whoever read it has gone",
  EBADF: "it is not open for writing",
};

/** Names of errors that come while writing, at a place that is good otherwise. */
const WHILE_WRITING: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EPIPE", "EBADF"]);

/** The system's name of an error, as `ENOSPC`; undefined for anything else. */
export function errnoOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/** True where the place is good and writing failed all the same: a full disk, a used-up quota, a failing device. */
export function failedWhileWriting(cause: unknown): boolean {
  return WHILE_WRITING.has(errnoOf(cause) ?? "");
}

/** Why a file cannot be written, in words, with the system's name for it. */
export function reasonOf(cause: unknown): string {
  const errno = errnoOf(cause);
  const reason = errno === undefined ? undefined : REASONS[errno];
  if (reason !== undefined) return `${reason} (${String(errno)})`;
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Said of the journal, the lock and what else this tool keeps about a tenant (exit 1).
 *
 * @param path - the file or folder
 * @param told - `what` in one clause, where "cannot be written" is not what happened; `refused` where the tenant certainly was not
 *   written to because of it
 */
export function stateUnwritable(
  path: string,
  cause: unknown,
  { what = `${path} cannot be written`, refused = false }: { readonly what?: string; readonly refused?: boolean } = {},
): SetupError {
  return new SetupError({
    refused,
    code: "state-unwritable",
    exitCode: EXIT.failed,
    what,
    why: reasonOf(cause),
    fix: [
      failedWhileWriting(cause)
        ? "Make room there, then run the same command again: it finds what is done and continues from there."
        : "Make the folder writable, or set XDG_STATE_HOME (LOCALAPPDATA on Windows) to one that is.",
    ],
    cause,
  });
}

/**
 * Said of what the person asked to have written, once writing it fails (exit 1).
 *
 * @param place - a path, or `standard output`
 */
export function outputUnwritable(place: string, cause: unknown): SetupError {
  return new SetupError({
    code: "output-unwritable",
    exitCode: EXIT.failed,
    what: `${place} cannot be written`,
    why: reasonOf(cause),
    fix: ["Make room or name another place, then run the same command again: what is done stays done."],
    cause,
  });
}
