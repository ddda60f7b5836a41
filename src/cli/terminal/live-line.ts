import stringWidth from "string-width";
import type { Io } from "./io.js";
import { shorten } from "./layout.js";
import type { Screen } from "./screen.js";
import { tame } from "./tame.js";

/** One line at the end of a terminal's output that is drawn again and again, behind a spinner. */
export interface LiveLine {
  /** Shows a line. Of what does not fit into the terminal's width, the last words of the text and the detail are left out. */
  show(line: LiveText): void;
  /** Takes the line away, for something else to be printed or asked. */
  hide(): void;
}

/** What a live line says; the detail and the hint may be empty. */
export interface LiveText {
  readonly text: string;
  /** Dimmed. */
  readonly detail: string;
  /** Stays at the end, also where the detail is shortened. */
  readonly hint: string;
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
  const canvas = canvasOn(stderr.stream);
  const spinner = ora({
    stream: canvas.stream,
    color: paint.level === 0 ? false : "cyan",
    spinner: { interval: 80, frames: [...glyphs.spinner] },
    discardStdin: false,
    // Decided above; Ora would print a line for each text where CI is set to nothing.
    isEnabled: true,
  });
  let shown: LiveText = { text: "", detail: "", hint: "" };

  const fit = (): string => {
    const plain = (part: string): string => (part === "" ? "" : `  ${tame(scrubber.scrub(part))}`);
    const text = plain(shown.text).trimStart();
    const end = plain(shown.hint);
    const room = (stderr.columns ?? 80) - RESERVED_COLUMNS;
    const left = room - stringWidth(end);
    const hint = left < stringWidth(text) ? "" : end;
    const short = shorten(`${text}${plain(shown.detail)}`, hint === "" ? room : left, glyphs.ellipsis);
    const line = short.startsWith(text) || stringWidth(text) > left ? short : text;
    return line.startsWith(text) ? text + paint.dim(line.slice(text.length) + hint) : line;
  };
  const refit = (): void => {
    spinner.text = fit();
  };
  const resized = (): void => {
    canvas.resized();
    refit();
  };
  return {
    show: (line) => {
      shown = line;
      refit();
      if (spinner.isSpinning) return;
      stderr.stream.on("resize", resized);
      spinner.start();
    },
    hide: () => {
      stderr.stream.off("resize", resized);
      if (spinner.isSpinning) spinner.stop();
    },
  };
}

/** More columns than any terminal has: Ora takes every line for one row. */
const ENDLESS = 10_000;
/** Hides or shows the cursor, or brackets a frame. */
// oxlint-disable-next-line no-control-regex -- escapes are exactly what is looked for
const SWITCH = /^\u001b\[\?\d+[hl]$/;

interface Canvas {
  readonly stream: NodeJS.WritableStream;
  /** A terminal that became narrower has broken the line: the rest of it is cleared with the next frame. */
  resized(): void;
}

/** Clears what is below the cursor's row. From its own row on, some terminals would keep what they clear in their history. */
const CLEAR_BELOW = "\u001b7\u001b[B\u001b[J\u001b8";

/**
 * The terminal as Ora draws on it. A line that is too long for a moment, while the terminal becomes narrower, is cut instead of
 * broken, and the cursor waits at its beginning: whatever the terminal makes of the line is beside or below the cursor.
 */
function canvasOn(terminal: NodeJS.WritableStream): Canvas {
  let below = "";
  const stream = {
    isTTY: true,
    columns: ENDLESS,
    write: (chunk: string): boolean => {
      terminal.write(SWITCH.test(chunk) ? chunk : `\u001b[?7l${chunk}\r\u001b[?7h`);
      return true;
    },
    cursorTo: (): boolean => terminal.write("\r"),
    clearLine: (): boolean => {
      const clear = `\u001b[K${below}`;
      below = "";
      return terminal.write(clear);
    },
    moveCursor: (): boolean => true,
  };
  return {
    stream: stream as unknown as NodeJS.WritableStream,
    resized: () => {
      below = CLEAR_BELOW;
    },
  };
}
