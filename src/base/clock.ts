/** Time as the product sees it: what sleeps, polls and retries stand on. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that also starts work later: what a sandbox stands on. */
export interface Scheduler extends Clock {
  /** Runs the task once, so many milliseconds from now. A scheduled task keeps no process alive. */
  schedule(milliseconds: number, task: () => Promise<void> | void): void;
}

/** The time of this machine. */
export function systemClock(): Scheduler {
  return {
    now: () => Date.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(reasonOf(signal));
          return;
        }
        const onAbort = (): void => {
          clearTimeout(timer);
          reject(reasonOf(signal));
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        }, milliseconds);
        signal?.addEventListener("abort", onAbort, { once: true });
      }),
    schedule: (milliseconds, task) => {
      setTimeout(() => void task(), milliseconds).unref();
    },
  };
}

/** A clock that only moves when somebody sleeps on it. */
export interface VirtualClock extends Scheduler {
  /** How many simulated milliseconds have passed since it was made. */
  elapsed(): number;
}

interface Due {
  readonly at: number;
  readonly task: () => Promise<void> | void;
}

/**
 * A clock for dry runs and tests: sleeping runs all work that falls due in the meantime, in order of its time
 * and each to its end, then returns. Nobody waits in real time.
 *
 * @param start - the time it shows at first, in milliseconds since 1970
 * @param pace - called before the time moves on by so many milliseconds, and waited for: holds the clock back as long as
 *   something outside lives in real time
 */
export function virtualClock(
  start: number,
  pace?: (milliseconds: number, signal?: AbortSignal) => Promise<void>,
): VirtualClock {
  let time = start;
  const queue: Due[] = [];

  async function runDueUntil(end: number, signal: AbortSignal | undefined): Promise<void> {
    for (let next = queue[0]; next !== undefined && next.at <= end; next = queue[0]) {
      queue.shift();
      if (pace !== undefined && next.at > time) await pace(next.at - time, signal);
      time = Math.max(time, next.at);
      await next.task();
    }
  }

  return {
    now: () => time,
    elapsed: () => time - start,
    async sleep(milliseconds, signal) {
      throwIfAborted(signal);
      const end = time + milliseconds;
      await runDueUntil(end, signal);
      if (pace !== undefined && end > time) await pace(end - time, signal);
      time = Math.max(time, end);
      throwIfAborted(signal);
    },
    schedule(milliseconds, task) {
      const at = time + milliseconds;
      const later = queue.findIndex((due) => due.at > at);
      queue.splice(later === -1 ? queue.length : later, 0, { at, task });
    },
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw reasonOf(signal);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error("aborted");
}
