import type { Clock } from "../../../base/clock.js";
import { bucketOf } from "./buckets.js";
import { waitIn, windowAfter, type RateWindow } from "./rate-window.js";

/** Permission to send one request. The caller must report how the request ended. */
export interface Turn {
  /** @param headers - the answer's, by lower-case name; undefined when no answer came */
  over(headers: Readonly<Record<string, string>> | undefined): void;
}

/** Sends requests no faster than the org's rate limits allow. */
export interface Pacer {
  /** Waits until one more request is within its bucket's limit; rejects with the signal's reason when it is aborted. */
  turn(method: string, path: string): Promise<Turn>;
}

/** What a pacer needs. */
export interface PacerOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** From above 0 to 1: the part of each limit that this run may use at most in a minute; 1 when absent. */
  readonly share?: number | undefined;
  /** Told before each wait. */
  readonly onWait: (wait: { readonly waitMs: number; readonly bucket: string; readonly limit: number }) => void;
}

interface Bucket {
  window: RateWindow | undefined;
  inFlight: number;
  /** Settled when a request of this bucket is over. */
  readonly waiting: (() => void)[];
}

/**
 * Paces requests by what the answers' rate-limit headers say, a bucket at a time. Nothing is known before the first answer, and
 * again after a window's end: then one request goes first, and its answer shows the limits.
 */
export function createPacer({ clock, signal, share = 1, onWait }: PacerOptions): Pacer {
  const buckets = new Map<string, Bucket>();

  async function admit(name: string, bucket: Bucket): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const { window, inFlight } = bucket;
      const now = clock.now();
      if (window === undefined || now >= window.endsAt) {
        if (inFlight === 0) break;
        await new Promise<void>((resolve) => bucket.waiting.push(resolve));
        continue;
      }
      const waitMs = waitIn(window, { now, inFlight, share });
      if (waitMs === 0) break;
      onWait({ waitMs, bucket: name, limit: window.limit });
      await clock.sleep(waitMs, signal);
    }
    // Before anything else, or another request would be admitted on the same count.
    bucket.inFlight += 1;
  }

  return {
    async turn(method, path) {
      const name = bucketOf(method, path);
      const bucket: Bucket = buckets.get(name) ?? { window: undefined, inFlight: 0, waiting: [] };
      buckets.set(name, bucket);
      await admit(name, bucket);
      return {
        over: (headers) => {
          bucket.inFlight -= 1;
          bucket.window =
            headers === undefined ? lessOne(bucket.window) : windowAfter(bucket.window, headers, clock.now());
          for (const resolve of bucket.waiting.splice(0)) resolve();
        },
      };
    },
  };
}

/** A request without an answer may have been counted. */
function lessOne(window: RateWindow | undefined): RateWindow | undefined {
  return window === undefined
    ? undefined
    : { ...window, remaining: Math.max(window.remaining - 1, 0), ours: window.ours + 1 };
}
