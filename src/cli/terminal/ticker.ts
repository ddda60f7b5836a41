/** Time as a person who watches sees it: it passes also where a dry run's own time stands still. */
export interface Ticker {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls the task again and again, until the returned function is called. Keeps no process alive. */
  every(milliseconds: number, task: () => void): () => void;
}

/** The time of this machine. */
export const MACHINE_TICKER: Ticker = {
  now: () => Date.now(),
  every: (milliseconds, task) => {
    const timer = setInterval(task, milliseconds);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  },
};
