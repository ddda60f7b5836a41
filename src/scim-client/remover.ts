import { withRetries, type Attempt } from "../http/retry.js";
import { statusProblem } from "./answer-problems.js";
import { isPassing, retryAfter } from "./passing.js";
import { openOwnTransport, type OwnTransportOptions } from "./http/own-transport.js";
import type { ScimResponse } from "./http/transport.js";
import { ScimTransportError } from "./http/transport-error.js";

/** The result of removing a resource: gone, unknown id, or still there with the reason. */
export type Removal = "removed" | "unknown-id" | { readonly refused: string };

/** Deletes single resources of a target by their ids. */
export interface Remover {
  remove(endpoint: "/Users" | "/Groups", id: string): Promise<Removal>;
  /** The number of requests sent. */
  writes(): number;
  close(): void;
}

interface RemoverOptions extends OwnTransportOptions {
  readonly signal?: AbortSignal;
  /** From 0 up to 1, for the jitter of waits; Math.random when absent. */
  readonly random?: () => number;
}

/**
 * Opens a connection that removes resources from a target. DELETE may be repeated (RFC 9110 9.2.2), so temporary failures are
 * retried.
 *
 * @throws SetupError `target-url-invalid` or `target-token-invalid` (exit 64)
 */
export function openRemover({ signal, random, ...own }: RemoverOptions): Remover {
  const { baseUrl, clock } = own;
  const transport = openOwnTransport(own);

  async function attempt(path: string): Promise<Attempt<ScimResponse>> {
    try {
      const response = await transport.send({ method: "DELETE", path });
      if (!isPassing(response.status)) return { done: true, value: response };
      const waitMs = retryAfter(response.headers["retry-after"], clock.now());
      const error = new Error(`it answered ${String(response.status)} to DELETE`);
      return { done: false, retry: true, error, ...(waitMs === undefined ? {} : { waitMs }) };
    } catch (error) {
      if (error instanceof ScimTransportError) return { done: false, retry: error.kind === "reset", error };
      throw error;
    }
  }

  return {
    async remove(endpoint, id) {
      const path = `${endpoint}/${encodeURIComponent(id)}`;
      try {
        const options = { clock, random: random ?? Math.random, ...(signal === undefined ? {} : { signal }) };
        const response = await withRetries(() => attempt(path), options);
        if (response.status === 404) return "unknown-id";
        const problem = statusProblem(response, { baseUrl, path, method: "DELETE" });
        return problem === undefined ? "removed" : { refused: problem.message };
      } catch (error) {
        return { refused: error instanceof Error ? error.message : String(error) };
      }
    },
    writes: () => transport.requests().DELETE,
    close: () => {
      transport.close();
    },
  };
}
