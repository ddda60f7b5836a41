import type { Scheduler } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import { duration } from "../../base/text.js";
import type { Io } from "./io.js";
import type { Screen } from "./screen.js";

/** Ctrl-C, or the end of the run's time, as a signal for everything that waits. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The same as Ctrl-C, where the terminal hands it over as a key. */
  readonly interrupt: () => void;
  /** The same for another reason, told in one line. */
  stop(reason: SetupError, line: string): void;
  release(): void;
}

/** Listens for Ctrl-C: the first stops at the next safe moment and says what was done, the second leaves at once. */
export function listenForInterrupt(io: Io, screen: Screen): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      io.exitNow(EXIT.interrupted);
      return;
    }
    screen.errors.line("Stopping. Press Ctrl-C again to leave at once.");
    controller.abort(
      new SetupError({
        code: "interrupted",
        exitCode: EXIT.interrupted,
        what: "Interrupted",
        fix: ["Run the same command again: it finds what is done and goes on from there."],
      }),
    );
  };
  let released = false;
  const stop: Interruption["stop"] = (reason, line) => {
    if (released || controller.signal.aborted) return;
    screen.errors.line(line);
    controller.abort(reason);
  };
  const forget = [
    io.onInterrupt(interrupt),
    io.onOutputFailure((failure) => {
      stop(failure, "Standard output cannot be written: stopping. Press Ctrl-C to leave at once.");
    }),
  ];
  return {
    signal: controller.signal,
    interrupt,
    stop,
    release: () => {
      released = true;
      for (const one of forget) one();
    },
  };
}

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
