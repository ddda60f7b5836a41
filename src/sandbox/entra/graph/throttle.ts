import { GraphError } from "./errors.js";

const WINDOW_MS = 10_000;
const MOST = 5;

/**
 * Lets five requests through in ten seconds and refuses more with the seconds to wait.
 * Source: Microsoft Graph docs, throttling limits (reports; provisionOnDemand).
 *
 * @returns what throws GraphError (429)
 */
export function createThrottle(now: () => number): () => void {
  let passed: number[] = [];
  return () => {
    const time = now();
    passed = passed.filter((at) => at > time - WINDOW_MS);
    const [first] = passed;
    if (first !== undefined && passed.length >= MOST) {
      const seconds = Math.max(1, Math.ceil((first + WINDOW_MS - time) / 1_000));
      throw new GraphError(429, "TooManyRequests", "Too many requests", { "retry-after": String(seconds) });
    }
    passed.push(time);
  };
}
