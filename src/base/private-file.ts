import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
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
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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

/** True when a crash cut the last line short: the next must not be glued to it. */
function endsWithinLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last.toString() !== "\n";
}
