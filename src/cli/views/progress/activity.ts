import { paragraph } from "../../terminal/layout.js";
import type { LiveLine } from "../../terminal/live-line.js";
import type { Pen } from "../../terminal/screen.js";
import type { Ticker } from "../../terminal/ticker.js";
import { elapsed } from "./numbers.js";

/** Shows what is under way: on a terminal in a line that is redrawn each second, elsewhere in a line now and then. */
export interface Activity {
  /** Something new begins. */
  begin(what: string): void;
  /**
   * Says how far it is, or that a wait is a part of it.
   *
   * @param what - what is under way: what began last, or a wait, whose time starts with its first update
   * @param detail - asked for again each second
   * @param hint - what stays at the end of a redrawn line that is too long; asked for again each second
   */
  update(what: string, detail: (now: number) => string, hint?: () => string): void;
  /** Stops showing it, until the next beginning or update. */
  pause(): void;
}

interface ActivityOptions {
  readonly aside: Pen;
  readonly live: LiveLine | undefined;
  readonly ticker: Ticker;
}

const TICK_MS = 1_000;
/** Until the first line where nothing can be redrawn, and between the following ones; the last holds for all further ones. */
const PLAIN_MS = [5_000, 15_000, 30_000, 60_000];
/** What is done sooner needs no clock. */
const BRIEF_MS = 2_000;

/** An activity that nothing is known of yet. */
export function openActivity({ aside, live, ticker }: ActivityOptions): Activity {
  let what = "";
  let detail: ((now: number) => string) | undefined;
  let hint: (() => string) | undefined;
  let since = 0;
  let begun = { what: "", at: 0 };
  let quietSince = ticker.now();
  let lines = 0;
  let stop: (() => void) | undefined;

  const heading = (now: number): string => {
    const showsTime = detail !== undefined || now - since >= BRIEF_MS;
    return `${what} ${aside.glyphs.ellipsis}${showsTime ? ` ${elapsed(now - since)}` : ""}`;
  };
  const draw = (): void => {
    const now = ticker.now();
    const more = detail?.(now) ?? "";
    if (live !== undefined) {
      live.show({ text: heading(now), detail: more, hint: hint?.() ?? "" });
      return;
    }
    if (now - quietSince < (PLAIN_MS[Math.min(lines, PLAIN_MS.length - 1)] ?? 0)) return;
    quietSince = now;
    lines += 1;
    paragraph(aside, "       ", "", more === "" ? heading(now) : `${heading(now)}  ${more}`);
  };
  const run = (): void => {
    stop ??= ticker.every(TICK_MS, draw);
    draw();
  };
  return {
    begin: (next) => {
      begun = { what: next, at: ticker.now() };
      [what, detail, hint, since, quietSince, lines] = [next, undefined, undefined, begun.at, begun.at, 0];
      run();
    },
    update: (next, more, end) => {
      if (next !== what) [what, since] = [next, next === begun.what ? begun.at : ticker.now()];
      [detail, hint] = [more, end];
      run();
    },
    pause: () => {
      stop?.();
      stop = undefined;
      live?.hide();
    },
  };
}
