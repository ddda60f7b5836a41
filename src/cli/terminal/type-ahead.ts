import { setImmediate, setTimeout } from "node:timers/promises";
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
  const typed: string[] = [];
  const drop = (text: string | Buffer): void => {
    typed.push(text.toString());
  };
  // A line is held back until Enter unless the terminal is raw.
  stdin.setRawMode?.(true);
  stdin.on("data", drop);
  let before: number;
  do {
    before = typed.length;
    await setTimeout(HANDED_OVER_MS);
    // On a busy machine the time is up before anything was read.
    await setImmediate();
  } while (typed.length > before);
  stdin.off("data", drop);
  stdin.pause();
  stdin.setRawMode?.(false);
  return typed.join("").includes(CTRL_C);
}
