import { EXIT, SetupError } from "../base/errors.js";

/**
 * Keeps a credential with the origin it was given for: the last check before a request leaves, whatever named its address.
 *
 * @throws SetupError `credential-astray` (exit 1) when the address is of another origin
 */
export function requireOrigin(url: URL, origin: string): void {
  if (url.origin === new URL(origin).origin) return;
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
