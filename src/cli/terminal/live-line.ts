import stringWidth from "string-width";
import type { Io } from "./io.js";
import { shorten } from "./layout.js";
import type { Screen } from "./screen.js";
import { tame } from "./tame.js";

/** One line at the end of a terminal's output that is drawn again and again, behind a spinner. */
export interface LiveLine {
  /** Shows a line; what does not fit into the terminal's width is left out, word by word. The second part is dimmed. */
  show(text: string, detail: string): void;
  /** Takes the line away, for something else to be printed or asked. */
  hide(): void;
}

/** The spinner with its space, and the last column, where terminals differ about when a line ends. */
const RESERVED_COLUMNS = 3;

/** A live line on standard error; undefined where nothing can be redrawn. */
export async function openLiveLine(io: Io, { aside, scrubber }: Screen): Promise<LiveLine | undefined> {
  const { stderr, env } = io;
  const redraws = stderr.isTTY && stderr.unsized !== true && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
  if (!redraws) return undefined;
  const { default: ora } = await import("ora");
  const { paint, glyphs } = aside;
  const stream = stderr.stream as NodeJS.WriteStream;
  const spinner = ora({
    stream,
    color: paint.level === 0 ? false : "cyan",
    spinner: { interval: 80, frames: [...glyphs.spinner] },
    discardStdin: false,
    // Decided above; Ora would print a line for each text where CI is set to nothing.
    isEnabled: true,
  });
  let shown: readonly [text: string, detail: string] = ["", ""];
  let drawn = 0;

  const fit = ([text, detail]: typeof shown): string => {
    const plain = tame(scrubber.scrub(detail === "" ? text : `${text}  ${detail}`));
    const line = shorten(plain, (stderr.columns ?? 80) - RESERVED_COLUMNS, glyphs.ellipsis);
    drawn = stringWidth(line) + RESERVED_COLUMNS - 1;
    const head = tame(scrubber.scrub(text));
    return line.startsWith(head) ? head + paint.dim(line.slice(head.length)) : line;
  };
  /** A terminal that became narrower has broken the line already: its upper parts would stay. */
  const redraw = (): void => {
    if (!spinner.isSpinning) return;
    const above = Math.ceil(drawn / Math.max(1, stderr.columns ?? 80)) - 1;
    spinner.stop();
    if (above > 0) {
      stream.moveCursor(0, -above);
      stream.clearScreenDown();
    }
    spinner.start(fit(shown));
  };
  return {
    show: (text, detail) => {
      shown = [text, detail];
      const line = fit(shown);
      if (spinner.isSpinning) spinner.text = line;
      else {
        stream.on("resize", redraw);
        spinner.start(line);
      }
    },
    hide: () => {
      if (!spinner.isSpinning) return;
      stream.off("resize", redraw);
      spinner.stop();
    },
  };
}
