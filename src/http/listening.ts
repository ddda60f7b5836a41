import { EXIT, SetupError } from "../base/errors.js";

/**
 * Starts a server of ours on 127.0.0.1.
 *
 * @param what - who listens, for the error: `The target`
 * @param port - 0 takes any free one
 * @param listen - the server's own way to listen; gives its address
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
      why: error instanceof Error ? error.message : "the port is not to be had",
      fix: ["Choose another port, or --port 0 for any free one."],
      cause: error,
    });
  }
}
