import { EXIT, SetupError } from "../base/errors.js";

/**
 * Keeps a credential with the origin it is for: the last check before a request leaves, wherever its address comes from.
 *
 * @throws SetupError `credential-astray` (exit 1) when the address has another origin
 */
export function requireOrigin(url: URL, origin: string): void {
  if (url.origin === origin || url.origin === new URL(origin).origin) return;
  throw new SetupError({
    code: "credential-astray",
    exitCode: EXIT.failed,
    what: `A request to ${url.host} was stopped before it was sent`,
    why: `it carries a credential that is only for ${new URL(origin).host}`,
    fix: [
      "Check the address you provided.",
      "If it is right, run again with --transcript FILE, and report the problem with that file.",
    ],
  });
}

/**
 * Keeps a read-only connection from writing. The error appears only when a part of this product sends a request that it must
 * not send.
 *
 * @throws SetupError `read-only` (exit 1) for everything but a GET
 */
export function requireRead(method: string, url: string): void {
  if (method === "GET") return;
  throw new SetupError({
    code: "read-only",
    exitCode: EXIT.failed,
    what: `${method} ${new URL(url).pathname} was not sent: this run may only read the tenant`,
    why: "a dry run on the users of a live tenant sends only GET requests",
    fix: ["This is a bug in total-setup: report it with this message."],
    refused: true,
  });
}
