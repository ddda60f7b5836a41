import { EXIT, SetupError } from "../base/errors.js";
import { writePrivateFile } from "../base/private-file.js";

/**
 * Writes what `--out` asked for into a file that only its owner can read, whole or not at all.
 *
 * @throws SetupError `file-unwritable` (exit 64)
 */
export function writeOut(path: string, text: string): void {
  try {
    writePrivateFile(path, text);
  } catch (cause) {
    throw new SetupError({
      code: "file-unwritable",
      exitCode: EXIT.usage,
      what: `--out: ${path} cannot be written`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: ["Give a place that you may write to."],
      cause,
    });
  }
}
