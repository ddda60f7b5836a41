import { createHash, timingSafeEqual } from "node:crypto";
import { isLoopback } from "../base/loopback.js";
import type { Secret } from "../base/secret.js";

/** Says whether an `Authorization` header carries the token, in a time that tells nothing about it (RFC 6750 2.1). */
export function bearerCheck(token: Secret): (header: string | undefined) => boolean {
  const wanted = digest(token.reveal());
  return (header) => {
    if (header === undefined || header.slice(0, 7).toLowerCase() !== "bearer ") return false;
    return timingSafeEqual(digest(header.slice(7)), wanted);
  };
}

/** True when a `Host` header names this machine: a page of another site that a browser leads here (DNS rebinding) does not. */
export function isLoopbackHost(header: string | undefined): boolean {
  return header !== undefined && isLoopback(header.toLowerCase().replace(/:\d+$/, ""));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
