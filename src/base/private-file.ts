import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
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

/**
 * Writes a file only its owner can read, making its folder when missing. Whoever looks finds what was there before, or all
 * of the new: it is written under another name in the same folder first.
 *
 * @throws the file system's error when the place cannot be written; what was there before stays
 */
export function writePrivateFile(path: string, text: string): void {
  makeFolder(dirname(path));
  const unfinished = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    const descriptor = openSync(unfinished, "wx", 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
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
