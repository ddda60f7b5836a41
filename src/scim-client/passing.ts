const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** A target that asks for a longer pause counts as down after the last try. */
const LONGEST_PAUSE_MS = 300_000;

/** True for a status of a temporary failure. */
export function isPassing(status: number): boolean {
  return PASSING.has(status);
}

/** Milliseconds to wait, from seconds or a date (RFC 9110 10.2.3); undefined for anything else. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_PAUSE_MS);
}
