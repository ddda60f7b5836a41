import { FORM_TOKEN } from "../http/browser-sessions.js";
import { markup, type Markup, type Part } from "./markup.js";

/** A form that brings its browser's token back. */
export function postForm(path: string, formToken: string, body: Markup): Markup {
  return markup`<form method="post" action="${path}"><input type="hidden" name="${FORM_TOKEN}" value="${formToken}">${body}</form>`;
}

export function button(value: string, text: string, kind: "first" | "second" = "first"): Markup {
  return markup`<button class="${kind}" name="button" value="${value}">${text}</button>`;
}

/** The result of the last form. It takes the focus, so that it is in view and read aloud, and Tab continues from there. */
export function notice(text: string, isRefusal: boolean): Markup {
  return markup`<p role="${isRefusal ? "alert" : "status"}" tabindex="-1" autofocus><strong>${text}</strong></p>`;
}

interface Section {
  readonly id: string;
  readonly title: string;
  /** Beside the title. */
  readonly aside?: Markup | undefined;
  readonly body: Part;
}

/** A part of a page with a heading of its own. */
export function section({ id, title, aside, body }: Section): Markup {
  return markup`<section aria-labelledby="${id}"><div class="head"><h2 id="${id}">${title}</h2>${aside}</div>${body}</section>`;
}

/** A table. On a narrow screen each row is shown as a block, so the roles are written out. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  const names = head.map((name) => markup`<th role="columnheader" scope="col">${name}</th>`);
  const body = rows.map((cells) => {
    const all = cells.map((cell, index) => markup`<td role="cell" data-head="${head[index] ?? ""}">${cell}</td>`);
    return markup`<tr role="row">${all}</tr>`;
  });
  return markup`<table role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${names}</tr></thead><tbody role="rowgroup">${body}</tbody></table>`;
}

/** Names with their values; what has no value is left out. */
export function facts(entries: readonly (readonly [name: string, value: Part])[]): Markup {
  const shown = entries.filter(([, value]) => value !== undefined && value !== "");
  return markup`<dl>${shown.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** Numbers or short values, each in a box. */
export function cards(entries: readonly (readonly [name: string, value: Part])[]): Markup {
  return markup`<dl class="cards">${entries.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A short word about a state, in the colour of what it means. */
export function tag(kind: "good" | "bad" | "warn" | "soft", text: string): Markup {
  return markup`<span class="tag ${kind}">${text}</span>`;
}

export function paragraph(...parts: readonly Part[]): Markup {
  return markup`<p>${parts}</p>`;
}

/** A time as both consoles show it here: UTC, to the second. */
export function time(milliseconds: number): Markup {
  const text = new Date(milliseconds).toISOString();
  return markup`<time datetime="${text}">${text.slice(0, 19).replace("T", " ")} UTC</time>`;
}
