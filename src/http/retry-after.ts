const LONGEST_WAIT_MS = 120_000;

/**
 * How long `Retry-After` asks to wait, in milliseconds; undefined without one. A 429 or 503 has it as seconds or as a date
 * (RFC 9110, 10.2.3).
 */
export function waitAsTold(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers["retry-after"];
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - timeOf(headers, now);
  return Number.isNaN(wait) ? undefined : bounded(wait);
}

/** The server's own time, where the answer has it; otherwise `now`. */
export function timeOf(headers: Readonly<Record<string, string>>, now: number): number {
  const date = Date.parse(headers["date"] ?? "");
  return Number.isNaN(date) ? now : date;
}

/** A wait of at least a second and at most two minutes. */
export function bounded(wait: number): number {
  return Math.min(Math.max(wait, 1000), LONGEST_WAIT_MS);
}
