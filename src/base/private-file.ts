import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { descriptorOf, endOfLinks, fileKind, kindOf, strangersPlace } from "./file-kind.js";

/** A pipe that takes a file's place must not hold the run up; Windows has no such flag. */
const NON_BLOCKING = process.platform === "win32" ? 0 : constants.O_NONBLOCK;

/** A file only its owner can read, written line by line. */
export interface LineFile {
  /**
   * @param room - bytes to keep free behind the line, so that the next ones can be written whatever becomes of the disk; 0 gives
   *   back what is kept, and without it what is left stays kept
   * @throws the file system's error; the file is then as before
   */
  append(line: string, room?: number): void;
  close(): void;
}

/**
 * Opens a file of one JSON value a line with mode 0600, making its folder (0700) when missing. A device is written through as it
 * is: neither its mode nor its content is touched before.
 * Each line is on its way to the disk before `append` returns, so that an interrupted run has said what it did.
 *
 * @param mode - `append` keeps what is there, `replace` starts anew
 * @throws the file system's error when the place cannot be written, and an Error for a folder or a pipe
 */
export function openLineFile(path: string, mode: "append" | "replace"): LineFile {
  const kind = fitKind(path);
  if (kind === "device" || kind === "descriptor") return openStream(path);
  makeFolder(dirname(path));
  const descriptor = openRegular(path);
  try {
    if (mode === "replace") ftruncateSync(descriptor, 0);
    return openRegularLines(descriptor, mode === "replace" ? 0 : endOfText(descriptor));
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/**
 * Writes a file only its owner can read, making its folder when missing. Whoever looks finds what was there before, or all
 * of the new: it is written under another name in the same folder first. A device is written through.
 *
 * @throws the file system's error when the place cannot be written, and an Error for a folder or a pipe; what was there before stays
 */
export function writePrivateFile(path: string, text: string): void {
  const kind = fitKind(path);
  if (kind === "device" || kind === "descriptor") {
    const stream = openStream(path);
    try {
      stream.append(text.replace(/\n$/, ""));
    } finally {
      stream.close();
    }
    return;
  }
  // Who made the path a link wants the file that it leads to, not another one in the link's place.
  const end = endOfLinks(path);
  makeFolder(dirname(end));
  const unfinished = `${end}.${randomBytes(6).toString("hex")}.part`;
  try {
    const descriptor = openSync(unfinished, "wx", 0o600);
    try {
      writeAll(descriptor, Buffer.from(text), 0);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, end);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Makes a folder and those above it, for its owner alone. Node's own recursive way never ends where the system makes none, as below /proc. */
export function makeFolder(folder: string): void {
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

/** What is at the path, for what may be written to. */
function fitKind(path: string): "absent" | "file" | "device" | "descriptor" {
  const kind = fileKind(path);
  if (kind === "folder") throw new Error("it is a folder");
  if (kind === "pipe") throw new Error("it is a pipe, and whoever reads from it could hold the run up");
  const problem = kind === "absent" || kind === "file" ? strangersPlace(path) : undefined;
  if (problem !== undefined) throw new Error(problem);
  return kind;
}

/** Opens a file that is there or not, and nothing else that has taken its place meanwhile. */
function openRegular(path: string): number {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT | NON_BLOCKING, 0o600);
  try {
    const stats = fstatSync(descriptor);
    if (kindOf(stats) !== "file") throw new Error("it is not a file");
    // The mode above counts only for a new file; an older one may be open to others.
    if ((stats.mode & 0o777) !== 0o600) fchmodSync(descriptor, 0o600);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function openRegularLines(descriptor: number, begin: number): LineFile {
  let end = begin;
  let size = fstatSync(descriptor).size;
  return {
    append: (line, room) => {
      const actual = fstatSync(descriptor).size;
      // Somebody else has written behind it.
      if (actual !== size) end = actual;
      const before = end;
      try {
        end += writeAll(descriptor, Buffer.from(`${line}\n`), end);
        if (room !== undefined && room > 0) writeAll(descriptor, Buffer.alloc(room, " "), end);
        if (room === 0) ftruncateSync(descriptor, end);
      } catch (error) {
        end = before;
        ftruncateSync(descriptor, end);
        throw error;
      } finally {
        size = fstatSync(descriptor).size;
      }
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

/** A device, or what this process has open: written to as it is. */
function openStream(path: string): LineFile {
  const known = descriptorOf(path);
  const descriptor = known ?? openSync(path, constants.O_WRONLY | NON_BLOCKING);
  return {
    append: (line) => {
      writeAll(descriptor, Buffer.from(`${line}\n`), null);
    },
    close: () => {
      if (known === undefined) closeSync(descriptor);
    },
  };
}

/** A disk that fills up takes a part of it first: then the rest fails. */
function writeAll(descriptor: number, bytes: Buffer, position: number | null): number {
  let written = 0;
  while (written < bytes.length) {
    const at = position === null ? null : position + written;
    written += writeSync(descriptor, bytes, written, bytes.length - written, at);
  }
  return written;
}

/** Where the next line goes: behind the last one, and behind one that a crash cut short, without the room that was kept. */
function endOfText(descriptor: number): number {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(Math.min(size, LONGEST_ROOM));
  readSync(descriptor, last, 0, last.length, size - last.length);
  const text = last.toString("latin1").replace(/ +$/, "");
  const end = size - last.length + text.length;
  if (end < size) ftruncateSync(descriptor, end);
  return end === 0 || text.endsWith("\n") ? end : end + writeAll(descriptor, Buffer.from("\n"), end);
}

/** The most that anybody keeps free behind a line, and more. */
const LONGEST_ROOM = 1_048_576;
