import { timingSafeEqual } from "node:crypto";
import { isLoopback } from "../base/loopback.js";
import type { Secret } from "../base/secret.js";

/**
 * Says whether an `Authorization` header carries the token (RFC 6750 2.1), in a time that tells nothing but its length.
 * The scheme's case does not matter (RFC 9110 11.1).
 */
export function bearerCheck(token: Secret): (header: string | undefined) => boolean {
  const wanted = Buffer.from(token.reveal());
  return (header) => {
    if (header === undefined || header.slice(0, 7).toLowerCase() !== "bearer ") return false;
    const given = Buffer.from(header.slice(7));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
}

/** True when a `Host` header names this machine: a page of another site that a browser leads here (DNS rebinding) does not. */
export function isLoopbackHost(header: string | undefined): boolean {
  return header !== undefined && isLoopback(header.toLowerCase().replace(/:\d+$/, ""));
}
