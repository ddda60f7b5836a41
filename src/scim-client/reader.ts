import type { Clock } from "../base/clock.js";
import { withRetries, type Attempt } from "../http/retry.js";
import { listProblem, saysNobody, statusProblem, unreachable, type Asked } from "./answer-problems.js";
import { listAnswerOf, type ListAnswer } from "./list-answer.js";
import { isPassing, retryAfter } from "./passing.js";
import type { ScimResponse, ScimTransport } from "./http/transport.js";
import { ScimTransportError } from "./http/transport-error.js";

/** Reads from one target, and retries temporary failures. */
export interface Reader {
  /** The answer to a GET with any status, except that of a temporary failure. */
  get(path: string): Promise<ScimResponse>;
  /**
   * The answer to a GET of a list. A 404 to a filter is an empty list.
   *
   * @throws SetupError with the target's answer, when it is not a list
   */
  list(path: string): Promise<ListAnswer>;
}

interface ReaderOptions {
  readonly transport: ScimTransport;
  readonly baseUrl: string;
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of waits. */
  readonly random: () => number;
}

/** A reader that retries after 429, 502, 503, 504 and lost connections, and waits as long as `Retry-After` says. */
export function createReader({ transport, baseUrl, clock, random }: ReaderOptions): Reader {
  async function attempt(asked: Asked): Promise<Attempt<ScimResponse>> {
    try {
      const response = await transport.send({ method: "GET", path: asked.path });
      const problem = isPassing(response.status) ? statusProblem(response, asked) : undefined;
      if (problem === undefined) return { done: true, value: response };
      const waitMs = retryAfter(response.headers["retry-after"], clock.now());
      return { done: false, retry: true, error: problem, ...(waitMs === undefined ? {} : { waitMs }) };
    } catch (error) {
      if (!(error instanceof ScimTransportError)) throw error;
      return { done: false, retry: error.kind === "reset", error: unreachable(error, asked) };
    }
  }

  const get = (path: string): Promise<ScimResponse> => withRetries(() => attempt({ baseUrl, path }), { clock, random });

  return {
    get,
    async list(path) {
      const asked = { baseUrl, path };
      const response = await get(path);
      const problem = listProblem(response, asked);
      if (problem !== undefined) throw problem;
      if (saysNobody(response, asked)) return { totalResults: 0, resources: [] };
      return listAnswerOf(response.json) ?? { totalResults: 0, resources: [] };
    },
  };
}
