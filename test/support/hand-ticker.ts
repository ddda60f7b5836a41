import type { Ticker } from "../../src/cli/terminal/ticker.js";

/** Time that passes when a test says so, and how many tasks wait for it. */
export interface HandTicker extends Ticker {
  /** Lets so many milliseconds pass, with everything that falls due in them. */
  pass(milliseconds: number): void;
  waiting(): number;
}

/** A ticker at time 0. */
export function handTicker(): HandTicker {
  let time = 0;
  const tasks = new Set<{ readonly every: number; due: number; readonly task: () => void }>();
  return {
    now: () => time,
    every: (milliseconds, task) => {
      const entry = { every: milliseconds, due: time + milliseconds, task };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    pass: (milliseconds) => {
      const end = time + milliseconds;
      for (;;) {
        const [next] = [...tasks].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        time = next.due;
        next.due += next.every;
        next.task();
      }
      time = end;
    },
    waiting: () => tasks.size,
  };
}
