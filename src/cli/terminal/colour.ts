import { Chalk, type ChalkInstance } from "chalk";
import type { Io, Output } from "./io.js";

/** Colours for one stream. */
export type Paint = ChalkInstance;

/**
 * The colours a stream may have: `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal.
 * Chalk decides once for the whole process and does not know NO_COLOR, hence this.
 */
export function paintFor(io: Io, output: Output, colorOption: boolean): Paint {
  const { env } = io;
  if (!colorOption || (env["NO_COLOR"] ?? "") !== "") return new Chalk({ level: 0 });
  const forced = env["FORCE_COLOR"] ?? env["CLICOLOR_FORCE"] ?? "";
  if (forced !== "" && forced !== "0") return new Chalk({ level: 1 });
  const colourful = output.isTTY && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
  return new Chalk({ level: colourful ? 1 : 0 });
}
