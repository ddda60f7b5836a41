import type { Scheduler } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import { duration } from "../../base/text.js";
import type { Interruption } from "../terminal/interruption.js";

/** As far as a timer of node reaches. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Stops the run at the next safe moment, as Ctrl-C does, when its time is over: with SetupError `deadline-exceeded` (exit 1).
 *
 * @param milliseconds - from now on; no end when undefined
 */
export function keepDeadline(
  milliseconds: number | undefined,
  clock: Pick<Scheduler, "schedule">,
  interruption: Pick<Interruption, "stop">,
): void {
  if (milliseconds === undefined) return;
  clock.schedule(Math.min(milliseconds, LONGEST_MS), () => {
    interruption.stop(exceeded(milliseconds), "The run's time is over: stopping. Press Ctrl-C to leave at once.");
  });
}

function exceeded(milliseconds: number): SetupError {
  return new SetupError({
    code: "deadline-exceeded",
    exitCode: EXIT.failed,
    what: `The run took longer than --deadline allows (${duration(milliseconds)})`,
    why: "it was stopped at the next safe moment; what was done until then stays done",
    fix: [
      "Run the same command again: it finds what is done and goes on from there.",
      "Give it more time with --deadline, or leave that out.",
    ],
  });
}
