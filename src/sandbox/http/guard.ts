import { createHash, timingSafeEqual } from "node:crypto";

/** Compares in constant time, whatever the lengths. */
export function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

/** True when a `Host` header names this machine at this port: a page elsewhere that points a name of its own here is not served. */
export function isLoopbackHost(host: string | undefined, port: number): boolean {
  return (
    host === `127.0.0.1:${String(port)}` || host === `localhost:${String(port)}` || host === `[::1]:${String(port)}`
  );
}

/** True when JSON text nests deeper than the limit. */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === "\\") index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
