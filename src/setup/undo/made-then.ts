import type { JournalledChange } from "../model/journalled-change.js";

/** The tenant's clock is not this machine's. */
const CLOCKS_MS = 15 * 60_000;

/**
 * Whether a resource was made when the journal says that it was: an entry that names another one is not this tool's.
 *
 * @param createdAt - ISO time at which the tenant says that it was made; nothing where it does not say
 */
export function wasMadeThen({ at, ended }: JournalledChange, createdAt: string | null | undefined): boolean {
  const created = Date.parse(createdAt ?? "");
  const [from, until] = [Date.parse(at) - CLOCKS_MS, Date.parse(ended ?? at) + CLOCKS_MS];
  return created >= from && created <= until;
}

/**
 * Whether a resource was last changed when the journal says that it was made, or later: one that is older was there before. For
 * resources of which the tenant does not tell when they were made.
 */
export function wasChangedSince({ at }: JournalledChange, updatedAt: string | null | undefined): boolean {
  return Date.parse(updatedAt ?? "") >= Date.parse(at) - CLOCKS_MS;
}

/** Said of a resource that was not. */
export function notMadeThen({ at }: JournalledChange, time: string | null | undefined): string {
  const when = time === null || time === undefined ? "does not show when it was made" : `shows ${time} as its time`;
  return `the journal says that it was made at ${at}, and the tenant ${when}`;
}
