import { setTimeout } from "node:timers/promises";
import type { Io } from "./io.js";

/** A terminal hands over at once what was typed before. */
const HANDED_OVER_MS = 30;
const CTRL_C = "\u0003";

/**
 * Drops what was typed before a question that approves something: it was meant for something else, and nobody has read the question.
 *
 * @returns true when Ctrl-C was among it
 */
export async function dropTypeAhead({ stdin }: Pick<Io, "stdin">): Promise<boolean> {
  if (stdin.isTTY !== true) return false;
  let interrupted = false;
  const drop = (typed: string | Buffer): void => {
    interrupted ||= typed.toString().includes(CTRL_C);
  };
  // A line is held back until Enter unless the terminal is raw.
  stdin.setRawMode?.(true);
  stdin.on("data", drop);
  await setTimeout(HANDED_OVER_MS);
  stdin.off("data", drop);
  stdin.pause();
  stdin.setRawMode?.(false);
  return interrupted;
}
