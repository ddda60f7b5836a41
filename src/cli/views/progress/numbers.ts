import type { Glyphs } from "../../terminal/glyphs.js";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How long something has taken, as a clock shows it: `0:42`, `12:05`, `1:02:03`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND_MS));
  const two = (number: number): string => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours === 0 ? `${String(minutes)}:${rest}` : `${String(hours)}:${two(minutes)}:${rest}`;
}

/** A number with separators: `10,000`. */
export function grouped(number: number): string {
  return number.toLocaleString("en-US");
}

const BAR_COLUMNS = 20;

/** A bar of 20 columns with its percentage, rounded down: `[█████░░░░░░░░░░░░░░░] 25%`. */
export function bar(done: number, total: number, { barDone, barLeft }: Glyphs): string {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total));
  const full = Math.floor(share * BAR_COLUMNS);
  return `[${barDone.repeat(full)}${barLeft.repeat(BAR_COLUMNS - full)}] ${String(Math.floor(share * 100))}%`;
}

/** What was counted, and when. */
export interface Count {
  readonly at: number;
  readonly done: number;
  readonly total: number;
}

/** Less says more about the first moment than about the work. */
const LEAST_SAMPLE_MS = 5_000;
const LEAST_COUNTS = 3;
/** What did not move for so long has no rate to go by. */
const STALLED_MS = 60_000;
const LONGEST_MS = 24 * HOUR_MS;

/**
 * How much longer it takes at the rate so far: `about 2 min left`.
 *
 * @param counts - different counts, in the order of their time
 * @returns undefined while too little is known, and where there is nothing sensible to say
 */
export function timeLeft(counts: readonly Count[], now: number): string | undefined {
  const [first, last] = [counts[0], counts.at(-1)];
  if (first === undefined || last === undefined || counts.length < LEAST_COUNTS) return undefined;
  const [sampleMs, moved] = [last.at - first.at, last.done - first.done];
  if (sampleMs < LEAST_SAMPLE_MS || moved <= 0 || now - last.at > STALLED_MS) return undefined;
  const left = ((last.total - last.done) * sampleMs) / moved - (now - last.at);
  return left > LONGEST_MS ? undefined : said(left);
}

function said(left: number): string | undefined {
  if (left < 5 * SECOND_MS) return undefined;
  if (left < 55 * SECOND_MS) return `about ${String(Math.ceil(left / (10 * SECOND_MS)) * 10)} s left`;
  if (left < 90 * MINUTE_MS) return `about ${String(Math.max(1, Math.round(left / MINUTE_MS)))} min left`;
  return `about ${String(Math.round((left / HOUR_MS) * 2) / 2)} h left`;
}
