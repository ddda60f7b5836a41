import { markup, type Markup } from "./markup.js";
import { STYLE } from "./style.js";

interface Link {
  readonly label: string;
  readonly path: string;
}

/** A simulated console: what stands on all of its pages. */
export interface Site {
  /** As `Okta Admin Console`. */
  readonly name: string;
  /** Whose console it is, as `sandbox.okta.example`. */
  readonly tenant?: string;
  readonly menu: readonly Link[];
}

export interface Page {
  readonly title: string;
  /** The path of the menu entry that the page belongs to. */
  readonly place?: string;
  /** Above the title: where the page is. */
  readonly above?: Markup | undefined;
  /** Under the title. */
  readonly under?: Markup | undefined;
  readonly body: Markup;
  /** Further elements of the document's head. */
  readonly head?: Markup | undefined;
}

/**
 * A whole page. Browsers ask for an icon by themselves when none is named, which the pages' policy forbids.
 *
 * @param site - its menu is left out for a browser that is not signed in
 */
export function renderPage(site: Site, page: Page): string {
  const { title, place, above, under, body, head } = page;
  const menu = site.menu.map(
    ({ label, path }) => markup`<li><a href="${path}"${current(path === place)}>${label}</a></li>`,
  );
  const nav = menu.length === 0 ? undefined : markup`<nav aria-label="Console"><ul>${menu}</ul></nav>`;
  return markup`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${head}<link rel="icon" href="data:,"><title>${title} - simulated ${site.name}</title><style>${{ html: STYLE }}</style></head><body><a class="skip" href="#main">Skip to main content</a><div class="frame"><header><p class="brand">${site.name}</p><p>Simulated on this machine</p>${nav}</header><main id="main" tabindex="-1">${above}<h1>${title}</h1>${under}${body}</main></div></body></html>`
    .html;
}

/** Tabs as links: each is a page of its own, so that no script is needed. */
export function tabs(label: string, entries: readonly Link[], here: string, kind: "tabs" | "subtabs" = "tabs"): Markup {
  const items = entries.map(
    (entry) => markup`<li><a href="${entry.path}"${current(entry.path === here)}>${entry.label}</a></li>`,
  );
  return markup`<nav aria-label="${label}"><ul class="${kind}">${items}</ul></nav>`;
}

function current(isCurrent: boolean): Markup | undefined {
  return isCurrent ? markup` aria-current="page"` : undefined;
}
