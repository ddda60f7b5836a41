import type { Scheduler } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import { duration } from "../../base/text.js";
import type { Io } from "./io.js";
import type { Screen } from "./screen.js";

/** Ctrl-C, or the end of the run's time limit, as a signal for everything that waits. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The same as Ctrl-C, where the terminal passes it on as a key. */
  readonly interrupt: () => void;
  /** The same for another reason, announced in one line where the run does not end soon. */
  stop(reason: SetupError, line: string): void;
  release(): void;
}

/** A run that ends sooner needs no announcement: its result says why. */
const NOTICE_MS = 500;

/** Listens for Ctrl-C: the first stops the run at the next safe moment, the second leaves at once. */
export function listenForInterrupt(io: Io, screen: Screen): Interruption {
  const controller = new AbortController();
  let notice: NodeJS.Timeout | undefined;
  const announce = (line: string): void => {
    notice = setTimeout(() => {
      screen.errors.line(line);
    }, NOTICE_MS);
  };
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      io.exitNow(EXIT.interrupted);
      return;
    }
    announce("Stopping after the current request. To leave at once, press Ctrl-C again.");
    controller.abort(
      new SetupError({
        code: "interrupted",
        exitCode: EXIT.interrupted,
        what: "Stopped by you",
        fix: ["Run the same command again. It continues from there."],
      }),
    );
  };
  let released = false;
  const stop: Interruption["stop"] = (reason, line) => {
    if (released || controller.signal.aborted) return;
    announce(line);
    controller.abort(reason);
  };
  const forget = [
    io.onInterrupt(interrupt),
    io.onOutputFailure((failure) => {
      stop(failure, "Cannot write to standard output. Stopping; to leave at once, press Ctrl-C.");
    }),
  ];
  return {
    signal: controller.signal,
    interrupt,
    stop,
    release: () => {
      released = true;
      clearTimeout(notice);
      for (const one of forget) one();
    },
  };
}

/** The longest time that a timer of Node.js can have. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Stops the run at the next safe moment, as Ctrl-C does, when its time limit is reached: with SetupError `deadline-exceeded` (exit 1).
 *
 * @param milliseconds - from now; no limit when undefined
 * @returns ends the time limit
 */
export function keepDeadline(
  milliseconds: number | undefined,
  clock: Pick<Scheduler, "schedule">,
  interruption: Pick<Interruption, "stop">,
): () => void {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  if (milliseconds === undefined) return end;
  clock.schedule(Math.min(milliseconds, LONGEST_MS), () => {
    if (isOver) return;
    interruption.stop(exceeded(milliseconds), "The time limit is reached. Stopping; to leave at once, press Ctrl-C.");
  });
  return end;
}

function exceeded(milliseconds: number): SetupError {
  return new SetupError({
    code: "deadline-exceeded",
    exitCode: EXIT.failed,
    what: `The run took longer than --deadline allows (${duration(milliseconds)})`,
    why: "it stopped at the next safe moment, and completed changes are kept",
    fix: [
      "Run the same command again. It continues from there.",
      "Give it more time with a longer --deadline, or leave --deadline out.",
    ],
  });
}
