import type { Io } from "./io.js";

/** Resolves on SIGINT or SIGTERM: how the servers of the command line end. */
export function untilInterrupted(io: Io): Promise<void> {
  return new Promise((resolve) => {
    const release = io.onInterrupt(() => {
      release();
      resolve();
    });
  });
}
