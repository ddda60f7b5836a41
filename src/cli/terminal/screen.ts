import { Chalk } from "chalk";
import { createScrubber, type Scrubber } from "../../base/scrubber.js";
import { glyphsFor } from "./glyphs.js";
import type { Io, Output } from "./io.js";
import { wrapLines } from "./layout.js";
import type { Paint, Pen } from "./pen.js";
import { tame } from "./tame.js";

export type { Pen } from "./pen.js";

/** Where a command writes text. With `--json`, standard output is left to the document. */
export interface Screen {
  /** What was asked for: the plan, the result. */
  readonly main: Pen;
  /** Progress and asides: standard error. */
  readonly aside: Pen;
  /** Failures: standard error, also with `--quiet`; within the width of a terminal. */
  readonly errors: Pen;
  readonly scrubber: Scrubber;
  /** The JSON document, alone on standard output. */
  document(text: string): void;
}

interface ScreenOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** The screen of one command. */
export function openScreen(io: Io, options: ScreenOptions): Screen {
  const scrubber = createScrubber();
  const pen = (output: Output, silent: boolean): Pen => ({
    line: (text = "") => {
      if (!silent) output.write(`${scrubber.scrub(text).split("\n").map(tame).join("\n")}\n`);
    },
    paint: paintFor(io, output, options.color),
    glyphs: glyphsFor(io),
    output,
  });
  return {
    main: options.json ? pen(io.stderr, options.quiet) : pen(io.stdout, options.quiet),
    aside: pen(io.stderr, options.quiet),
    errors: wrapping(pen(io.stderr, false)),
    scrubber,
    document: (text) => {
      io.stdout.write(scrubber.scrub(`${text}\n`));
    },
  };
}

/** A pen that breaks its lines at spaces where they go to a terminal; a log keeps them whole. */
function wrapping(pen: Pen): Pen {
  const { output } = pen;
  return {
    ...pen,
    line: (text = "") => {
      pen.line(output.isTTY && output.columns !== undefined ? wrapLines(text, output.columns) : text);
    },
  };
}

/**
 * The colours a stream may have: `--no-color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal.
 * Chalk decides once for the whole process and does not know NO_COLOR, hence this.
 */
function paintFor(io: Io, output: Output, colorOption: boolean): Paint {
  const { env } = io;
  if (!colorOption || (env["NO_COLOR"] ?? "") !== "") return new Chalk({ level: 0 });
  const forced = env["FORCE_COLOR"] ?? env["CLICOLOR_FORCE"] ?? "";
  if (forced !== "" && forced !== "0") return new Chalk({ level: 1 });
  const colourful = output.isTTY && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
  return new Chalk({ level: colourful ? 1 : 0 });
}
