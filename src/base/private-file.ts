import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A file only its owner can read, written line by line. */
export interface LineFile {
  append(line: string): void;
  close(): void;
}

/**
 * Opens a file of one JSON value a line with mode 0600, making its folder (0700) when missing.
 * Each line is on its way to the disk before `append` returns, so that an interrupted run has said what it did.
 *
 * @param mode - `append` keeps what is there, `replace` starts anew
 * @throws the file system's error when the place cannot be written
 */
export function openLineFile(path: string, mode: "append" | "replace"): LineFile {
  makeFolder(dirname(path));
  const descriptor = openSync(path, mode === "append" ? "a+" : "w+", 0o600);
  // The mode above counts only for a new file; an older one may be open to others.
  chmodSync(path, 0o600);
  if (endsWithinLine(descriptor)) writeSync(descriptor, "\n");
  return {
    append: (line) => {
      writeSync(descriptor, `${line}\n`);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

/** Makes a folder and those above it. Node's own recursive way never ends where the system makes none, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  // A drive of Windows that is not there is its own parent.
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another run may have made it in between.
    if (!existsSync(folder)) throw error;
  }
}

/** True when a crash cut the last line short: the next must not be glued to it. */
function endsWithinLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last.toString() !== "\n";
}
