import { EXIT, SetupError } from "../base/errors.js";

/**
 * The error for a request that a connection opened for reading alone would have to send: `read-only` (exit 1). Thrown before a
 * socket is opened; nobody meets it unless a part of this product asks for what it must not.
 */
export function readOnlyError(method: string, path: string): SetupError {
  return new SetupError({
    code: "read-only",
    exitCode: EXIT.failed,
    what: `${method} ${path} was not sent: this run may only read the tenant`,
    why: "a rehearsal on your own people sends nothing but GET, whatever is asked of it",
    fix: ["This is a defect of total-setup: report it with this text. Nothing was sent."],
    refused: true,
  });
}
