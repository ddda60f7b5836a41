import { renderPage, type Page, type Site } from "../../web/layout.js";
import { markup } from "../../web/markup.js";

/** Where the portal's own pages are. */
export const PLACES = {
  applications: "/portal",
  users: "/portal/users",
  groups: "/portal/groups",
} as const;

/** The simulated Microsoft Entra admin center, with the labels of its menu. */
export const PORTAL: Site = {
  name: "Microsoft Entra admin center",
  menu: [
    { label: "Enterprise applications", path: PLACES.applications },
    { label: "Users", path: PLACES.users },
    { label: "Groups", path: PLACES.groups },
  ],
};

export function renderPortal(page: Page): string {
  return renderPage(PORTAL, page);
}

/** For an address that names no application or page. */
export function missingPage(): string {
  const link = markup`<a href="${PLACES.applications}">Enterprise applications</a>`;
  const body = markup`<section aria-label="Reason"><p>This tenant has no such application or page. ${link}</p></section>`;
  return renderPortal({ title: "Not found", body });
}
