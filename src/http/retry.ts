import type { Clock } from "../base/clock.js";

/** What one try came to: a result, or a reason to try again. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly error: Error; readonly waitMs?: number; readonly retry: boolean };

interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** A number from 0 up to 1 for the jitter; injected so that tests know it. */
  readonly random: () => number;
  /** How often it is tried at most; six times when absent. */
  readonly tries?: number;
  /** Said before each wait, for progress. */
  readonly onWait?: (waitMs: number, error: Error) => void;
}

export const TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * The one retry policy of the product: waits as long as the server says, else doubles from half a second with jitter,
 * and gives up after so many tries. Whether a failure may be tried again is the caller's word: it knows the verb.
 *
 * @throws the last attempt's error
 */
export async function withRetries<T>(attempt: () => Promise<Attempt<T>>, options: RetryOptions): Promise<T> {
  const { tries = TRIES } = options;
  for (let tried = 1; ; tried += 1) {
    const outcome = await attempt();
    if (outcome.done) return outcome.value;
    if (!outcome.retry || tried === tries) throw outcome.error;
    const backOff = Math.min(FIRST_WAIT_MS * 2 ** (tried - 1), LONGEST_WAIT_MS);
    const waitMs = (outcome.waitMs ?? backOff / 2) + (options.random() * backOff) / 2;
    options.onWait?.(waitMs, outcome.error);
    await options.clock.sleep(waitMs, options.signal);
  }
}
