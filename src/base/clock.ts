/** Time as the product sees it: used for sleeps, polls and retries. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after this number of milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that can also start work later, as a sandbox needs it. */
export interface Scheduler extends Clock {
  /** Runs the task once, this number of milliseconds from now. A scheduled task does not keep the process alive. */
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

/** A clock that only moves during a sleep. */
export interface VirtualClock extends Scheduler {
  /** Simulated milliseconds since it was created. */
  elapsed(): number;
}

interface Due {
  readonly at: number;
  readonly task: () => Promise<void> | void;
}

/**
 * A clock for dry runs and tests: a sleep runs all work that is due in the meantime, in the order of its time
 * and each to its end, then returns. No real time passes.
 *
 * @param start - the first time it shows, in milliseconds since 1970
 * @param pace - called and awaited before the time advances by this number of milliseconds: holds the clock back while
 *   something outside runs in real time
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
