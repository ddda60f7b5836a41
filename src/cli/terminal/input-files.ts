import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { EXIT, SetupError } from "../../base/errors.js";
import { Secret } from "../../base/secret.js";
import { whyUnreadable } from "../../base/unwritable.js";
import type { Io } from "./io.js";
import { readBytesOf, readFileBytes, readStandardInput } from "./read-input.js";

/**
 * The text of a file that a flag names; not of a pipe, which can be read only once.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file
 */
export function readTextFile(path: string, flag: string): string {
  const named = { flag, shown: path };
  try {
    return textIn(readFileBytes(path), named);
  } catch (cause) {
    throw unreadable(named, cause);
  }
}

/**
 * The text of a file or pipe that a flag names.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file; `interrupted` (exit 130)
 */
export async function readTextFrom(io: Io, path: string, flag: string): Promise<string> {
  const named = { flag, shown: path };
  return textIn(await bytesAt(io, path, named), named);
}

/**
 * The text of a file or pipe, or of standard input for `-`.
 *
 * @param command - the command that the file was given to, for an error
 * @throws as {@link readTextFrom}
 */
export async function readTextInput(io: Io, path: string, command: string): Promise<string> {
  return path === "-" ? readTyped(io) : readTextFrom(io, path, command);
}

/**
 * The bytes of a file or pipe that a flag names.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file; `interrupted` (exit 130)
 */
export function readBytesFrom(io: Io, path: string, flag: string): Promise<Uint8Array> {
  return bytesAt(io, path, { flag, shown: path });
}

/** How a text names a file: by its flag, and by its path unless that may be a secret. */
interface Named {
  readonly flag: string;
  readonly shown: string | undefined;
}

async function bytesAt(io: Io, path: string, named: Named): Promise<Uint8Array> {
  try {
    return await readBytesOf(io, path);
  } catch (cause) {
    throw unreadable(named, cause);
  }
}

function textIn(bytes: Uint8Array, { flag, shown }: Named): string {
  const text = decodeText(bytes);
  if (text === undefined) throw notText(`${flag}: ${shown ?? NOT_SHOWN}`);
  return text;
}

function notText(what: string): SetupError {
  return new SetupError({
    code: "file-unreadable",
    exitCode: EXIT.usage,
    what: `${what} is not valid UTF-8`,
    fix: ["Save it as UTF-8. In Windows PowerShell: Set-Content -Encoding utf8."],
  });
}

function unreadable({ flag, shown }: Named, cause: unknown): SetupError {
  if (cause instanceof SetupError) return cause;
  if (shown === undefined) return notAPath(flag);
  const why = whyUnreadable(cause);
  const fix = ["Check the path and its permissions."];
  return new SetupError({
    code: "file-unreadable",
    exitCode: EXIT.usage,
    what: `${flag}: cannot read ${shown}`,
    why,
    fix,
    cause,
  });
}

/**
 * The secret in a file, or on standard input for `-`, without the line break at its end.
 *
 * @throws SetupError `file-unreadable` (exit 64), which shows the flag's value only when it is clearly a path
 */
export async function readSecretFile(io: Io, path: string, flag: string): Promise<Secret> {
  if (path === "-") return new Secret((await readTyped(io)).trim());
  const named = { flag, shown: plainlyPath(path) };
  return new Secret(textIn(await bytesAt(io, path, named), named).trim());
}

const NOT_SHOWN = "the file (its path is not shown, because it may be the secret itself)";
const FILE_NAME = /^[\w .-]{1,60}\.(?:txt|token|secret|key|pem|jwk|jwt|json|env|conf|cfg)$/i;

/** The flag's value when it is a file, is in a folder that exists, or has an extension that files of secrets have. */
function plainlyPath(given: string): string | undefined {
  const folder = dirname(given);
  const known =
    existsSync(given) || (folder !== "." && folder !== dirname(folder) && existsSync(folder)) || given.startsWith("./");
  return known || FILE_NAME.test(basename(given)) ? given : undefined;
}

function notAPath(flag: string): SetupError {
  return new SetupError({
    code: "file-unreadable",
    exitCode: EXIT.usage,
    what: `${flag} needs a file, and there is none at this path`,
    why: "the value is not shown, because it may be the secret itself",
    fix: [
      `Save the secret to a file and give its path: ${flag} FILE, or ${flag} - for standard input.`,
      "If you typed the secret itself, it may be in your shell's history: have a new one issued.",
    ],
  });
}

async function readTyped(io: Io): Promise<string> {
  const text = decodeText(await readStandardInput(io));
  if (text === undefined) throw notText("The text on standard input");
  return text;
}

/**
 * The text of a file as common tools write it: UTF-8, with or without a byte order mark, or UTF-16 with one, as Windows
 * PowerShell's `>` writes (Microsoft: about_Character_Encoding).
 *
 * @returns undefined when it is something else
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
