import { readFileSync } from "node:fs";
import { EXIT, SetupError } from "../base/errors.js";
import { Secret } from "../base/secret.js";
import { decodeText } from "./decode-text.js";
import type { Io } from "./io.js";

/**
 * The text of a file a flag named.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file
 */
export function readTextFile(path: string, flag: string): string {
  const text = decodeText(readFileBytes(path, flag));
  if (text !== undefined) return text;
  throw notText(`${flag}: ${path}`);
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

/**
 * The bytes of a file a flag named.
 *
 * @throws SetupError `file-unreadable` (exit 64) naming the flag and the file
 */
export function readFileBytes(path: string, flag: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const fix = ["Give the path of a file that is there and that you may read."];
    throw new SetupError({
      code: "file-unreadable",
      exitCode: EXIT.usage,
      what: `${flag}: ${path} cannot be read`,
      why,
      fix,
      cause,
    });
  }
}

/** The secret in a file, or on standard input for `-`; without the line break at its end. */
export async function readSecretFile(io: Io, path: string, flag: string): Promise<Secret> {
  const text = path === "-" ? await readStandardInput(io) : readTextFile(path, flag);
  return new Secret(text.trim());
}

async function readStandardInput(io: Io): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  const text = decodeText(Buffer.concat(chunks));
  if (text === undefined) throw notText("what came on standard input");
  return text;
}
