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

/** A pipe in a file's place must not block the run; Windows has no such flag. */
const NON_BLOCKING = process.platform === "win32" ? 0 : constants.O_NONBLOCK;

/** A file that only its owner can read, written line by line. */
export interface LineFile {
  /**
   * @param room - bytes to reserve after the line, so that the next lines can be written even if the disk fills up; 0 releases
   *   the reserve, and without it the rest of the reserve is kept
   * @throws the file system's error; the file is then unchanged
   */
  append(line: string, room?: number): void;
  close(): void;
}

/**
 * Opens a file with one JSON value per line and mode 0600, and creates its folder (0700) when it is missing. A device is written
 * directly: neither its mode nor its content is changed before.
 * Each line is handed to the system before `append` returns, so that an interrupted run has recorded what it did.
 *
 * @param mode - `append` keeps the content, `replace` starts with an empty file
 * @throws the file system's error when the path cannot be written, and an Error for a folder or a pipe
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
 * Writes a file that only its owner can read, and creates its folder when it is missing. The file has either its old content or
 * all of the new: it is first written under another name in the same folder. A device is written directly.
 *
 * @throws the file system's error when the path cannot be written, and an Error for a folder or a pipe; the old content is kept
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
  // A link is kept: the file that it leads to is written.
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

/**
 * Finds out, before anything is done, whether {@link writePrivateFile} can write a file here. Leaves no file, and keeps one that
 * is there; its folder is created when it is missing.
 *
 * @throws the file system's error, and an Error for anything but a regular file or a free place
 */
export function probePrivateFile(path: string): void {
  const kind = fitKind(path);
  if (kind === "device" || kind === "descriptor") throw new Error("it is a device, not a file");
  const end = endOfLinks(path);
  makeFolder(dirname(end));
  const probe = `${end}.${randomBytes(6).toString("hex")}.part`;
  closeSync(openSync(probe, "wx", 0o600));
  rmSync(probe, { force: true });
}

/** Creates a folder and its parents, for its owner only. Node's own recursive mode never ends where no folder can be created, as in /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  // On Windows, a missing drive is its own parent.
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another run may have created it in the meantime.
    if (!existsSync(folder)) throw error;
  }
}

/** What is at the path, when it may be written to. */
function fitKind(path: string): "absent" | "file" | "device" | "descriptor" {
  const kind = fileKind(path);
  if (kind === "folder") throw new Error("it is a folder");
  if (kind === "pipe") throw new Error("it is a pipe, and its reader could block the run");
  const problem = kind === "absent" || kind === "file" ? strangersPlace(path) : undefined;
  if (problem !== undefined) throw new Error(problem);
  return kind;
}

/** Opens or creates a regular file, and refuses anything else that is in its place by now. */
function openRegular(path: string): number {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT | NON_BLOCKING, 0o600);
  try {
    const stats = fstatSync(descriptor);
    if (kindOf(stats) !== "file") throw new Error("it is not a file");
    // The mode above applies only to a new file; an existing one may be open to other users.
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
      // Another process has appended to it.
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

/** A device or an open file of this process, written to directly. */
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

/** A disk that fills up accepts a part first; then writing the rest fails. */
function writeAll(descriptor: number, bytes: Buffer, position: number | null): number {
  let written = 0;
  while (written < bytes.length) {
    const at = position === null ? null : position + written;
    written += writeSync(descriptor, bytes, written, bytes.length - written, at);
  }
  return written;
}

/** Where the next line goes: after the last one, even if a crash cut it short, and without the reserve. */
function endOfText(descriptor: number): number {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(Math.min(size, LONGEST_ROOM));
  readSync(descriptor, last, 0, last.length, size - last.length);
  const text = last.toString("latin1").replace(/ +$/, "");
  const end = size - last.length + text.length;
  if (end < size) ftruncateSync(descriptor, end);
  return end === 0 || text.endsWith("\n") ? end : end + writeAll(descriptor, Buffer.from("\n"), end);
}

/** More than any reserve after a line. */
const LONGEST_ROOM = 1_048_576;
