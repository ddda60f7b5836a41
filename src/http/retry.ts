import type { Clock } from "../base/clock.js";

/** The outcome of one try: a result, or an error that may be worth another try. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly error: Error; readonly waitMs?: number; readonly retry: boolean };

interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** A number from 0 up to 1 for the jitter; tests inject it. */
  readonly random: () => number;
  /** Most tries; six when absent. */
  readonly tries?: number;
  /** Called before each wait, for progress. */
  readonly onWait?: (waitMs: number, error: Error) => void;
}

export const TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * The retry policy of the product: waits as long as the server says, otherwise doubles the wait from half a second with jitter,
 * and gives up after the last try. The caller decides whether a failure may be tried again, because it knows the method.
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
