import { distance } from "fastest-levenshtein";

/** The names that are most similar to this one, nearest first: at most three. */
export function nearNames(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(name.length / 3));
  return [...new Set(names)]
    .map((candidate) => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= limit || sharesStart(wanted, candidate.toLowerCase()))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function sharesStart(a: string, b: string): boolean {
  const start = Math.min(a.length, b.length, 6);
  return start >= 4 && a.slice(0, start) === b.slice(0, start);
}

/** `Did you mean "x"?`, or undefined when no name is similar. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const near = nearNames(name, names);
  return near.length === 0 ? undefined : `Did you mean ${near.map((candidate) => `"${candidate}"`).join(" or ")}?`;
}

/** `1 user`, `2 users`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}

/**
 * The text without control characters, invisible format characters and line separators (Unicode Cc, Cf, Zl, Zp): text from
 * outside can then neither control a terminal nor look like another text.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
}

/** Milliseconds in a readable unit: `40 s`, `3 min`, `1.5 h`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${String(minutes)} min`;
  return `${String(Math.round(minutes / 6) / 10)} h`;
}
