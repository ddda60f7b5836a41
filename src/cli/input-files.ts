import { EXIT, SetupError } from "../base/errors.js";
import { Secret } from "../base/secret.js";
import { decodeText } from "./decode-text.js";
import type { Io } from "./io.js";
import { readBytesOf, readFileBytes, readStandardInput } from "./read-input.js";

/**
 * The text of a file a flag named; no pipe, which can be read once only.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file
 */
export function readTextFile(path: string, flag: string): string {
  try {
    return textIn(readFileBytes(path), path, flag);
  } catch (cause) {
    throw unreadable(path, flag, cause);
  }
}

/**
 * The text of a file or pipe a flag named.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file; `interrupted` (exit 130)
 */
export async function readTextFrom(io: Io, path: string, flag: string): Promise<string> {
  try {
    return textIn(await readBytesOf(io, path), path, flag);
  } catch (cause) {
    throw unreadable(path, flag, cause);
  }
}

function textIn(bytes: Uint8Array, path: string, flag: string): string {
  const text = decodeText(bytes);
  if (text === undefined) throw notText(`${flag}: ${path}`);
  return text;
}

function notText(what: string): SetupError {
  return new SetupError({
    code: "file-unreadable",
    exitCode: EXIT.usage,
    what: `${what} is no text in UTF-8`,
    why: "some bytes in it are no characters",
    fix: ["Save it as UTF-8; in Windows PowerShell: Set-Content -Encoding utf8."],
  });
}

function unreadable(path: string, flag: string, cause: unknown): SetupError {
  if (cause instanceof SetupError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  const fix = ["Give the path of a file that is there and that you may read."];
  return new SetupError({
    code: "file-unreadable",
    exitCode: EXIT.usage,
    what: `${flag}: ${path} cannot be read`,
    why,
    fix,
    cause,
  });
}

/** The secret in a file, or on standard input for `-`; without the line break at its end. */
export async function readSecretFile(io: Io, path: string, flag: string): Promise<Secret> {
  const text = path === "-" ? await readTyped(io) : await readTextFrom(io, path, flag);
  return new Secret(text.trim());
}

async function readTyped(io: Io): Promise<string> {
  const text = decodeText(await readStandardInput(io));
  if (text === undefined) throw notText("what came on standard input");
  return text;
}
