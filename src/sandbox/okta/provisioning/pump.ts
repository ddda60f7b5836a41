import type { Scheduler } from "../../../base/clock.js";

/** Works off jobs in the background: each when it is due, a bounded number a second, a few at once. */
export interface Pump {
  add(delayMs: number, job: () => Promise<void>): void;
  /** Starts no further job. */
  stop(): void;
}

interface Due {
  readonly at: number;
  readonly job: () => Promise<void>;
}

const SECOND_MS = 1_000;

export function createPump(
  scheduler: Scheduler,
  pace: { readonly perSecond: number; readonly concurrency: number },
): Pump {
  const queue: Due[] = [];
  let nextTick: number | undefined;
  let notBefore = 0;
  let running = false;
  let stopped = false;

  function wake(at: number): void {
    if (stopped || (nextTick !== undefined && nextTick <= at)) return;
    nextTick = at;
    scheduler.schedule(Math.max(0, at - scheduler.now()), tick);
  }

  async function tick(): Promise<void> {
    nextTick = undefined;
    if (stopped || running) return;
    const started = scheduler.now();
    if (started >= notBefore) {
      running = true;
      notBefore = started + SECOND_MS;
      await runAll(takeDue(started));
      running = false;
    }
    const [head] = queue;
    if (head !== undefined) wake(Math.max(head.at, notBefore));
  }

  function takeDue(now: number): Due[] {
    const firstLater = queue.findIndex(({ at }) => at > now);
    const due = firstLater === -1 ? queue.length : firstLater;
    return queue.splice(0, Math.min(due, pace.perSecond));
  }

  async function runAll(jobs: readonly Due[]): Promise<void> {
    let next = 0;
    async function work(): Promise<void> {
      for (let due = jobs[next]; due !== undefined && !stopped; due = jobs[next]) {
        next += 1;
        await due.job();
      }
    }
    await Promise.all(Array.from({ length: Math.min(pace.concurrency, jobs.length) }, work));
  }

  return {
    add(delayMs, job) {
      const at = scheduler.now() + delayMs;
      // Nearly every job is due later than all before it.
      let index = queue.length;
      while (index > 0 && (queue[index - 1]?.at ?? 0) > at) index -= 1;
      queue.splice(index, 0, { at, job });
      wake(Math.max(at, notBefore));
    },
    stop: () => {
      stopped = true;
    },
  };
}
