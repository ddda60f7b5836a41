import { EXIT, SetupError } from "./errors.js";

/** Why a path cannot be written, by the system's error name (POSIX.1-2017, errno.h). */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  EACCES: "you do not have permission to write there",
  EPERM: "you do not have permission to write there",
  EROFS: "the file system is read-only",
  ENOENT: "the folder does not exist and cannot be created",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its symbolic links form a loop",
  ENOSPC: "the disk is full",
  EDQUOT: "your disk quota is used up",
  EFBIG: "the file would exceed the size limit of this process (ulimit -f)",
  EIO: "the device failed",
  EPIPE: "its reader has closed it",
  EBADF: "it is not open for writing",
};

/** Why a file cannot be read, where that differs. */
const NOT_READ: Readonly<Record<string, string>> = {
  ...NOT_WRITTEN,
  EACCES: "you do not have permission to read it",
  EPERM: "you do not have permission to read it",
  ENOENT: "there is no such file",
};

/** Error names of a failed write to a path that is valid otherwise. */
const WHILE_WRITING: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EPIPE", "EBADF"]);

/** The system's name of an error, for example `ENOSPC`; undefined for anything else. */
export function errnoOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/** True when the path is valid but writing failed: a full disk, a used-up quota, a failing device. */
export function failedWhileWriting(cause: unknown): boolean {
  return WHILE_WRITING.has(errnoOf(cause) ?? "");
}

/** Why a path cannot be written, in words, with the system's name of the error. */
export function reasonOf(cause: unknown): string {
  return wordsFor(cause, NOT_WRITTEN);
}

/** Why a file cannot be read, in words, with the system's name of the error. */
export function whyUnreadable(cause: unknown): string {
  return wordsFor(cause, NOT_READ);
}

function wordsFor(cause: unknown, words: Readonly<Record<string, string>>): string {
  const errno = errnoOf(cause);
  const reason = errno === undefined ? undefined : words[errno];
  if (reason !== undefined) return `${reason} (${String(errno)})`;
  if (errno !== undefined && /^E[A-Z0-9]+$/.test(errno)) return `the system reports ${errno}`;
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * The error for a journal, a lock or another file of this tool's own that cannot be written (exit 1).
 *
 * @param path - the file or folder
 * @param told - `what` in one clause, where "cannot be written" is not what happened; `why`, where it is not a failed write;
 *   `refused` when the tenant certainly was not written to because of it
 */
export function stateUnwritable(
  path: string,
  cause: unknown,
  {
    what = `${path} cannot be written`,
    why = reasonOf(cause),
    refused = false,
  }: { readonly what?: string; readonly why?: string; readonly refused?: boolean } = {},
): SetupError {
  return new SetupError({
    refused,
    code: "state-unwritable",
    exitCode: EXIT.failed,
    what,
    why,
    fix: [
      failedWhileWriting(cause)
        ? "Free some space there, then run the same command again: it continues where this run stopped."
        : "Make the folder writable, or set XDG_STATE_HOME (LOCALAPPDATA on Windows) to a folder that is.",
    ],
    cause,
  });
}

/** The same error for a file of this tool's own that cannot be read (exit 1). */
export function stateUnreadable(path: string, cause: unknown): SetupError {
  return stateUnwritable(path, cause, { what: `${path} cannot be read`, why: whyUnreadable(cause) });
}

/**
 * The error for output that the user asked for and that can no longer be written (exit 1).
 *
 * @param place - a path, or `standard output`
 */
export function outputUnwritable(place: string, cause: unknown): SetupError {
  return new SetupError({
    code: "output-unwritable",
    exitCode: EXIT.failed,
    what: `${place} cannot be written`,
    why: reasonOf(cause),
    fix: ["Free some space or name another path, then run the same command again: completed changes are kept."],
    cause,
  });
}
