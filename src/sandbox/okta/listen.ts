import type { FastifyInstance } from "fastify";
import { EXIT, SetupError } from "../../base/errors.js";

/**
 * Serves on 127.0.0.1.
 *
 * @param port - 0 takes any free one
 * @returns the address, `http://127.0.0.1:PORT`
 * @throws SetupError `port-unavailable` (exit 1)
 */
export async function listen(server: FastifyInstance, port: number): Promise<string> {
  try {
    return await server.listen({ host: "127.0.0.1", port });
  } catch (error) {
    throw new SetupError({
      code: "port-unavailable",
      exitCode: EXIT.failed,
      what: `The sandbox cannot listen on port ${String(port)} of 127.0.0.1`,
      why: error instanceof Error ? error.message : "the port is not to be had",
      fix: ["Choose another port, or --port 0 for any free one."],
      cause: error,
    });
  }
}
