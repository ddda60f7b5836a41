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

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
