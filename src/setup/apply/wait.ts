import type { Clock } from "../../base/clock.js";
import type { Emit } from "../model/events.js";

/** The progress of background work of the IdP. */
export interface WaitProgress {
  readonly done: number;
  readonly total: number;
}

interface WaitOptions {
  /** What is counted, for progress: `users provisioned by Okta`. */
  readonly what: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  /** Gives up after this time without any progress. */
  readonly stallMs: number;
}

const FIRST_POLL_MS = 2_000;
const LONGEST_POLL_MS = 30_000;

/**
 * Polls at growing intervals until everything is done, as long as there is progress.
 *
 * @returns the last progress; `done < total` when it stalled
 */
export async function waitForProgress(check: () => Promise<WaitProgress>, options: WaitOptions): Promise<WaitProgress> {
  const { clock, signal, emit, what } = options;
  let pollMs = FIRST_POLL_MS;
  let seen = await check();
  let movedAt = clock.now();
  while (seen.done < seen.total && clock.now() - movedAt < options.stallMs) {
    emit({ code: "wait.progress", what, ...seen });
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS);
    const next = await check();
    if (next.done !== seen.done || next.total !== seen.total) movedAt = clock.now();
    seen = next;
  }
  emit({ code: "wait.progress", what, ...seen });
  return seen;
}
