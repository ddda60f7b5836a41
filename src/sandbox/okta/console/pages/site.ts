import type { Page, Site } from "../../../web/layout.js";
import { renderPage } from "../../../web/layout.js";
import { markup } from "../../../web/markup.js";

/** Where the console's own pages are. */
export const PLACES = {
  applications: "/admin",
  people: "/admin/users",
  groups: "/admin/groups",
  log: "/admin/reports/system-log",
} as const;

/** The simulated Okta Admin Console, with the labels of its menu. */
export const CONSOLE: Site = {
  name: "Okta Admin Console",
  menu: [
    { label: "Applications", path: PLACES.applications },
    { label: "People", path: PLACES.people },
    { label: "Groups", path: PLACES.groups },
    { label: "System Log", path: PLACES.log },
  ],
};

export function renderConsole(page: Page): string {
  return renderPage(CONSOLE, page);
}

/** For an address that names no app or form. */
export function missingPage(): string {
  const body = markup`<section aria-label="Reason"><p>This org has no such app or page. <a href="${PLACES.applications}">Applications</a></p></section>`;
  return renderConsole({ title: "Not found", body });
}
