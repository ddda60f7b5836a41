import { EXIT, SetupError } from "../../base/errors.js";
import { writePrivateFile } from "../../base/private-file.js";
import { failedWhileWriting, outputUnwritable, reasonOf } from "../../base/unwritable.js";

/**
 * Writes the file of `--out`, readable only by its owner, whole or not at all. A device is written to directly.
 *
 * @throws SetupError `file-unwritable` (exit 64) for a path that cannot be written, `output-unwritable` (exit 1) for a full disk
 */
export function writeOut(path: string, text: string): void {
  try {
    writePrivateFile(path, text);
  } catch (cause) {
    throw placeUnwritable("--out", path, cause);
  }
}

/** The error for a flag's file that cannot be opened or written: its path is wrong, or the disk is full. */
export function placeUnwritable(flag: string, path: string, cause: unknown): SetupError {
  if (failedWhileWriting(cause)) return outputUnwritable(`${flag}: ${path}`, cause);
  return new SetupError({
    code: "file-unwritable",
    exitCode: EXIT.usage,
    what: `${flag}: cannot write ${path}`,
    why: reasonOf(cause),
    fix: ["Choose a file in a folder that you can write to."],
    cause,
  });
}
