import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { EXIT, SetupError } from "../../base/errors.js";
import { descriptorOf, fileKind } from "../../base/file-kind.js";
import type { Io } from "./io.js";

/** More than a million users need. */
const MOST_BYTES = 256 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const NON_BLOCKING = process.platform === "win32" ? 0 : constants.O_NONBLOCK;
/** As long as a password manager may ask before it writes; a pipe without a writer must not hold a run forever. */
const SILENCE_MS = 120_000;

/**
 * The bytes of a file, or of a device that has an end.
 *
 * @throws the file system's error, and an Error for a folder, a pipe, or more bytes than any such file has
 */
export function readFileBytes(path: string): Uint8Array {
  if (fileKind(path) === "pipe")
    throw new Error("it is a pipe, and this file is read more than once; save it to a file first");
  const descriptor = openSync(path, constants.O_RDONLY | NON_BLOCKING);
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = readSync(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      size += read;
      if (size > MOST_BYTES) throw tooLarge();
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The same, also from a pipe, such as a shell's `<(command)`. Ctrl-C and other signals that end the process stop the wait.
 *
 * @param silenceMs - how long a pipe may stay silent
 * @throws as {@link readFileBytes}; SetupError `interrupted` (exit 130)
 */
export async function readBytesOf(io: Io, path: string, silenceMs = SILENCE_MS): Promise<Uint8Array> {
  if (descriptorOf(path) === 0) return readStream(io, io.stdin, silenceMs);
  if (fileKind(path) !== "pipe") return readFileBytes(path);
  // Non-blocking: neither waiting for a writer nor a silent writer may keep a signal out.
  const descriptor = openSync(path, constants.O_RDONLY | NON_BLOCKING);
  const socket = new Socket({ fd: descriptor, readable: true, writable: false });
  try {
    return await readStream(io, socket, silenceMs);
  } finally {
    socket.destroy();
  }
}

/** Everything on standard input, without a time limit: it may be typed. Throws as {@link readBytesOf}. */
export function readStandardInput(io: Io): Promise<Uint8Array> {
  return readStream(io, io.stdin, undefined);
}

function readStream(io: Io, stream: NodeJS.ReadableStream, silenceMs: number | undefined): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const silence =
      silenceMs === undefined
        ? undefined
        : setTimeout(() => {
            end(new Error(`nothing was written to this pipe for ${String(Math.round(silenceMs / 1_000))} seconds`));
          }, silenceMs);
    const release = io.onInterrupt(() => {
      end(interrupted());
    });
    const onData = (chunk: Buffer | string): void => {
      silence?.refresh();
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > MOST_BYTES) end(tooLarge());
      else chunks.push(bytes);
    };
    const onEnd = (): void => {
      end(undefined);
    };
    function end(error: Error | undefined): void {
      clearTimeout(silence);
      release();
      stream.off("data", onData).off("end", onEnd).off("error", end);
      stream.pause();
      if (error === undefined) resolve(Buffer.concat(chunks));
      else reject(error);
    }
    stream.on("data", onData).on("end", onEnd).on("error", end);
  });
}

function tooLarge(): Error {
  return new Error("it is larger than 256 MB");
}

function interrupted(): SetupError {
  return new SetupError({
    code: "interrupted",
    exitCode: EXIT.interrupted,
    what: "Stopped by you while a file was read",
    fix: ["Run the same command again when you are ready."],
  });
}
