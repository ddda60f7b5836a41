import { EXIT, SetupError } from "../base/errors.js";

/**
 * Keeps a credential with the origin it was given for: the last check before a request leaves, whatever named its address.
 *
 * @throws SetupError `credential-astray` (exit 1) when the address is of another origin
 */
export function requireOrigin(url: URL, origin: string): void {
  if (url.origin === origin || url.origin === new URL(origin).origin) return;
  throw new SetupError({
    code: "credential-astray",
    exitCode: EXIT.failed,
    what: `A request to ${url.host} was stopped before it was sent`,
    why: `it carries a credential that was given for ${new URL(origin).host} alone`,
    fix: [
      "Check the address that was given. When it is right, report this with what a run with --transcript FILE wrote.",
    ],
  });
}

/**
 * Keeps a connection that was opened for reading alone from writing. Nobody meets the error unless a part of this product asks
 * for what it must not.
 *
 * @throws SetupError `read-only` (exit 1) for everything but a GET
 */
export function requireRead(method: string, url: string): void {
  if (method === "GET") return;
  throw new SetupError({
    code: "read-only",
    exitCode: EXIT.failed,
    what: `${method} ${new URL(url).pathname} was not sent: this run may only read the tenant`,
    why: "a rehearsal on your own people sends nothing but GET, whatever is asked of it",
    fix: ["This is a defect of total-setup: report it with this text. Nothing was sent."],
    refused: true,
  });
}
