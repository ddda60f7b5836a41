import { markup, type Markup } from "./markup.js";

/** How many rows a page of a list has. */
const ROWS = 50;

/** One page of a list, and the links to the others. */
export interface Rows<T> {
  readonly rows: readonly T[];
  /** As `1 to 50 of 120`. */
  readonly range: string;
  readonly links: Markup | undefined;
}

/**
 * Takes the page of a list that an address asks for; the nearest one that there is.
 *
 * @param asked - the `page` of the address, from 1
 * @param address - what the links are added to, as `/admin/users?`
 */
export function rowsOf<T>(list: readonly T[], asked: string | undefined, address: string): Rows<T> {
  const pages = Math.max(1, Math.ceil(list.length / ROWS));
  const wanted = /^\d{1,6}$/.test(asked ?? "") ? Number(asked) : 1;
  const page = Math.min(Math.max(1, wanted), pages);
  const start = (page - 1) * ROWS;
  const rows = list.slice(start, start + ROWS);
  const range = `${String(rows.length === 0 ? 0 : start + 1)} to ${String(start + rows.length)} of ${String(list.length)}`;
  if (pages === 1) return { rows, range, links: undefined };
  const link = (to: number, text: string): Markup => markup` <a href="${address}page=${to}">${text}</a>`;
  const links = markup`<nav aria-label="Pages"><p>${page > 1 ? link(page - 1, "Previous") : undefined}${page < pages ? link(page + 1, "Next") : undefined}</p></nav>`;
  return { rows, range, links };
}
