/** A word that can stand where the cursor is. */
export interface Candidate {
  readonly value: string;
  /** A few words about it; empty where the word says enough. */
  readonly about: string;
}

/** What a shell is to offer. */
export interface Suggestions {
  readonly candidates: readonly Candidate[];
  /** Whether a path can stand there, too. */
  readonly files: boolean;
}

export const NOTHING: Suggestions = { candidates: [], files: false };

/** Candidates without an explanation. */
export function plain(values: readonly string[]): Candidate[] {
  return values.map((value) => ({ value, about: "" }));
}
