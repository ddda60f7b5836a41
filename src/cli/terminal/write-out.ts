import { EXIT, SetupError } from "../../base/errors.js";
import { writePrivateFile } from "../../base/private-file.js";
import { failedWhileWriting, outputUnwritable, reasonOf } from "../../base/unwritable.js";

/**
 * Writes what `--out` asked for into a file that only its owner can read, whole or not at all; a device is written through.
 *
 * @throws SetupError `file-unwritable` (exit 64) for a place that cannot be written, `output-unwritable` (exit 1) for a full disk
 */
export function writeOut(path: string, text: string): void {
  try {
    writePrivateFile(path, text);
  } catch (cause) {
    throw placeUnwritable("--out", path, cause);
  }
}

/** What a flag's file says that cannot be opened or written: the place is no good, or it is and there is no room. */
export function placeUnwritable(flag: string, path: string, cause: unknown): SetupError {
  if (failedWhileWriting(cause)) return outputUnwritable(`${flag}: ${path}`, cause);
  return new SetupError({
    code: "file-unwritable",
    exitCode: EXIT.usage,
    what: `${flag}: ${path} cannot be written`,
    why: reasonOf(cause),
    fix: ["Name a file in a folder that you may write to."],
    cause,
  });
}
