import { EXIT, SetupError } from "../base/errors.js";
import { errnoOf } from "../base/unwritable.js";

/** Why a port cannot be used, by the system's error name (POSIX.1-2017, bind). */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program uses the port",
  EACCES: "you do not have permission to use the port",
};

/**
 * Starts one of our servers on 127.0.0.1.
 *
 * @param what - the server's name in the error, for example `The SCIM server`
 * @param port - 0 for any free port
 * @param listen - starts the server, and returns its address
 * @returns the address, `http://127.0.0.1:PORT`
 * @throws SetupError `port-unavailable` (exit 1)
 */
export async function listenOnLoopback(
  what: string,
  port: number,
  listen: (options: { readonly host: string; readonly port: number }) => Promise<string>,
): Promise<string> {
  try {
    return await listen({ host: "127.0.0.1", port });
  } catch (error) {
    throw new SetupError({
      code: "port-unavailable",
      exitCode: EXIT.failed,
      what: `${what} cannot listen on port ${String(port)} of 127.0.0.1`,
      why: REASONS[errnoOf(error) ?? ""] ?? "the port is not available",
      fix: ["Choose another port, or use --port 0 for any free port."],
      cause: error,
    });
  }
}
