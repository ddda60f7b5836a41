import type { Io } from "./io.js";

/** Resolves on SIGINT, SIGTERM or SIGHUP, or when standard output fails: how the servers of the command line end. */
export function untilInterrupted(io: Io): Promise<void> {
  return new Promise((resolve) => {
    const releases = [io.onInterrupt(end), io.onOutputFailure(end)];
    function end(): void {
      for (const release of releases) release();
      resolve();
    }
  });
}
