import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Shows whether a plan's file is as it was written; its layout does not count. */
export function digestOf(content: object): string {
  return `sha256:${sha256(JSON.stringify(content))}`;
}

/** SHA-256 of a template's file, in hexadecimal digits. */
export function templateDigest(path: string): string {
  return sha256(readFileSync(path));
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
