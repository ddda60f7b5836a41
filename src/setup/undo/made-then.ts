import type { JournalledChange } from "../model/journalled-change.js";

/** Allows for a difference between the tenant's clock and this machine's. */
const CLOCKS_MS = 15 * 60_000;

/**
 * Whether a resource was created when the journal says so. If not, the journal entry is about another resource.
 *
 * @param createdAt - ISO time of creation in the tenant; null or undefined when the tenant does not show it
 */
export function wasMadeThen({ at, ended }: JournalledChange, createdAt: string | null | undefined): boolean {
  const created = Date.parse(createdAt ?? "");
  const [from, until] = [Date.parse(at) - CLOCKS_MS, Date.parse(ended ?? at) + CLOCKS_MS];
  return created >= from && created <= until;
}

/**
 * Whether a resource was last changed when the journal says that it was created, or later: an older one existed before. For
 * resources whose time of creation the tenant does not show.
 */
export function wasChangedSince({ at }: JournalledChange, updatedAt: string | null | undefined): boolean {
  return Date.parse(updatedAt ?? "") >= Date.parse(at) - CLOCKS_MS;
}

/** The reason for a resource that was not. */
export function notMadeThen({ at }: JournalledChange, time: string | null | undefined): string {
  const when = time === null || time === undefined ? "does not show when it was created" : `shows ${time}`;
  return `the journal says that it was created at ${at}, but the tenant ${when}`;
}
