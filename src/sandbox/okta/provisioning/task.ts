import type { Pump } from "./pump.js";
import { RemoteFailure, TooManyRequests } from "./remote-failure.js";

/** What Okta takes from an administrator's action to the first request. Source: recorded traffic, October 2026. */
export const REACTION_MS = 2_000;

/** One piece of background work at a target. */
export interface Task {
  /** Does it, or nothing when it is no longer wanted. A 429 has it called again later. */
  run(): Promise<void>;
  /** Called with the reason when the task has failed finally. */
  failed(reason: string): void;
}

/** Has a task done in the background; a busy target is asked again as often as Okta asks. */
export function schedule(pump: Pump, delayMs: number, task: Task, attempt = 1): void {
  pump.add(delayMs, async () => {
    try {
      await task.run();
    } catch (error) {
      if (error instanceof TooManyRequests) {
        const waitMs = waitAfter429(attempt, error.retryAfter);
        if (waitMs === undefined) task.failed("Too Many Requests. The task was tried 10 times.");
        else schedule(pump, waitMs, task, attempt + 1);
      } else if (error instanceof RemoteFailure) task.failed(error.message);
      else throw error;
    }
  });
}

/** Used when the target does not say how long in whole seconds. */
const FIRST_WAIT_MS = 5 * 60_000;

/** The last attempt; after it the task has failed finally. */
const ATTEMPTS = 10;

/**
 * How long Okta waits after a 429: whole seconds of `Retry-After` as they stand; without them, or with a date, zero or
 * anything else, five minutes, doubling with each further 429; nothing after the tenth attempt.
 * Source: Okta developer docs, concepts/scim, rate limits.
 *
 * @param attempt - how often it has been tried, from 1
 */
export function waitAfter429(attempt: number, retryAfter: string | undefined): number | undefined {
  if (attempt >= ATTEMPTS) return undefined;
  if (retryAfter !== undefined && /^0*[1-9]\d*$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  return FIRST_WAIT_MS * 2 ** (attempt - 1);
}
