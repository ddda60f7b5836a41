import { timeOf } from "../../../http/retry-after.js";

/** One minute's allowance of a bucket, as the last answer showed it. Times are of the run's clock, in milliseconds. */
export interface RateWindow {
  /** Requests of all callers that share the limit: those of the token or the org. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since 1970 on Okta's clock: tells windows apart. */
  readonly reset: number;
  /** When it is over, at the latest. */
  readonly endsAt: number;
  readonly seenAt: number;
  /** Others' requests in it at an earlier look. */
  readonly before: { readonly at: number; readonly others: number };
  /** Requests of this run in it that were answered. */
  readonly ours: number;
}

/** What is known of a bucket, and what of it this run may use. */
interface Standing {
  readonly now: number;
  /** Requests of this run that are sent and not answered. */
  readonly inFlight: number;
  /** From above 0 to 1: the part of the limit that this run may use at most. */
  readonly share: number;
}

/** Okta's limits are per minute (Okta: developer docs, "Management rate limits"). */
const WINDOW_MS = 60_000;
/** Date and Reset are cut to whole seconds. */
const CUT_MS = 1_000;
/** No window is as long: such a Reset is of a clock that is wrong. */
const LONGEST_MS = 2 * WINDOW_MS;
/** Two windows are a minute apart; less is the same window, reported by servers whose clocks differ. */
const SAME_WINDOW_SECONDS = 5;
/** Others are watched until so many requests of their half have lapsed: over a shorter time, a single one looks like many. */
const LOOK_REQUESTS = 4;
const LOOK_MS = 10_000;
/** Before a window's end: what others have left then is used. More than the second to which its end is known. */
const LAST_LOOK_MS = 1_500;
/** What is left to others at the start of a window, to lapse evenly until its end. */
const LEFT_TO_OTHERS = 0.5;

/**
 * The window after an answer.
 *
 * @param headers - the answer's, by lower-case name
 * @returns the known one when the answer says nothing of it: without the headers, with a limit of 0, which is that of requests
 *   at the same time (Okta: developer docs, "Rate limit best practices"), or from an older window
 */
export function windowAfter(
  known: RateWindow | undefined,
  headers: Readonly<Record<string, string>>,
  now: number,
): RateWindow | undefined {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    Number(headers[`x-rate-limit-${name}`] ?? Number.NaN),
  ) as [number, number, number];
  if (!(limit > 0) || !Number.isFinite(remaining) || !Number.isFinite(reset)) return known;
  // A window that still shows itself after its end is of a clock that is ahead of ours.
  const left = Math.min(Math.max(reset * 1000 - timeOf(headers, now), CUT_MS), LONGEST_MS);
  const seen = {
    limit,
    remaining,
    reset,
    endsAt: now + left,
    seenAt: now,
    ours: 1,
    before: { at: now, others: limit - remaining - 1 },
  };
  if (known === undefined || reset > known.reset + SAME_WINDOW_SECONDS) return seen;
  if (reset < known.reset - SAME_WINDOW_SECONDS) return known;
  return {
    ...seen,
    // Answers may overtake each other, and Date is only exact to the second: the most careful one holds.
    remaining: Math.min(remaining, known.remaining),
    reset: Math.max(reset, known.reset),
    endsAt: known.endsAt > now ? Math.min(seen.endsAt, known.endsAt) : seen.endsAt,
    ours: known.ours + 1,
    before: now - known.seenAt < LOOK_MS / 2 ? known.before : { at: known.seenAt, others: othersIn(known) },
  };
}

/**
 * How long to wait before one more request, in milliseconds; 0 to send it at once.
 * Half of the limit can be used immediately. The other half is left to other programs at first: it becomes free evenly until the
 * window's end, less what they use. A little is never used, since others' requests are only seen afterwards.
 */
export function waitIn(window: RateWindow, { now, inFlight, share }: Standing): number {
  const { limit, remaining, endsAt, seenAt, ours } = window;
  const taken = takenByOthers(window);
  // Reset may be cut down to whole seconds: then the next request is still of this window, and others may have taken what was left.
  const spent = remaining - taken * (endsAt - seenAt) < 1;
  const untilEnd = endsAt - now + (spent ? CUT_MS : 0);
  if (share < 1 && ours + inFlight >= Math.max(Math.floor(limit * share), 1)) return untilEnd;
  const lapsing = lapsingOf(limit);
  const usable = remaining - inFlight - neverUsed(limit, taken > 0);
  const free = usable - taken * (now - seenAt) - lapsing * untilEnd;
  if (free > 0) return 0;
  const untilLast = untilEnd - LAST_LOOK_MS;
  if (taken >= lapsing) {
    // They have no more than their half either: if that leaves something, a last look tells.
    return usable > lapsing * (endsAt - seenAt) && untilLast > 0 ? untilLast : untilEnd;
  }
  const untilFree = Math.floor(-free / (lapsing - taken)) + 1;
  const untilLook = seenAt + lookMs(limit) - now;
  return Math.min(Math.max(untilFree, Math.min(untilLook, untilLast)), untilEnd);
}

/** How fast others' half becomes free, in requests a millisecond. */
function lapsingOf(limit: number): number {
  return (limit * LEFT_TO_OTHERS) / WINDOW_MS;
}

function lookMs(limit: number): number {
  return Math.max(LOOK_MS, LOOK_REQUESTS / lapsingOf(limit));
}

function othersIn({ limit, remaining, ours }: RateWindow): number {
  return Math.max(limit - remaining - ours, 0);
}

/** Requests a millisecond: what this window shows, or if that is more, what was seen since the look before. */
function takenByOthers(window: RateWindow): number {
  const { limit, endsAt, seenAt, before } = window;
  const others = othersIn(window);
  const inAll = others / Math.max(WINDOW_MS - (endsAt - seenAt), lookMs(limit));
  return Math.max(inAll, (others - before.others) / Math.max(seenAt - before.at, lookMs(limit)));
}

/** What other programs used since the last answer is not visible, so a little is kept, and more where there are others. */
function neverUsed(limit: number, others: boolean): number {
  return Math.max(1, Math.floor(limit / (others ? 25 : 50)));
}
