import { clip, html, nameOf, NOTHING, type Content, type Markup } from "./markup.js";

/** How many bytes a part of the page may still take, so that the page of a large tenant stays small. */
export interface Allowance {
  bytes: number;
}

/** Where the rest of a list is. */
export const REST = "the JSON document has all of them";

/** The first pieces that an allowance is enough for, and how many are left. */
export function spend<Item>(
  allowance: Allowance,
  items: readonly Item[],
  render: (item: Item) => Markup,
): { readonly shown: readonly Markup[]; readonly left: number } {
  const shown: Markup[] = [];
  for (const item of items) {
    const piece = render(item);
    const size = Buffer.byteLength(piece.html);
    if (size > allowance.bytes) break;
    allowance.bytes -= size;
    shown.push(piece);
  }
  return { shown, left: items.length - shown.length };
}

const LONGEST_SENTENCE = 1_200;

/** A list with bullets. */
export function bullets(allowance: Allowance, sentences: readonly string[]): Content {
  if (sentences.length === 0) return NOTHING;
  const { shown, left } = spend(allowance, sentences, (sentence) => html`<li>${clip(sentence, LONGEST_SENTENCE)}</li>`);
  return html`<ul>
    ${shown}${more(left, (number) => html`<li>and ${number} more; ${REST}</li>`)}
  </ul>`;
}

/** A remark on what is left, when anything is. */
export function more(left: number, render: (left: number) => Markup): Markup {
  return left === 0 ? NOTHING : render(left);
}

/** The items by what they have in common, in the order in which they come. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const FIRST = 12;

/** Names in one paragraph: the first ones, and the rest folded, as far as the allowance goes. */
export function names(allowance: Allowance, all: readonly string[], first = FIRST): Content {
  const next = (name: string, at: number): Markup => html`${at === 0 ? "" : ", "}${nameOf(name)}`;
  const numbered = all.map((name, at) => ({ name, at: at < first ? at : at - first }));
  const { shown } = spend(allowance, numbered.slice(0, first), ({ name, at }) => next(name, at));
  const folded = numbered.slice(shown.length);
  if (folded.length === 0) return html`<p class="names">${shown}</p>`;
  const rest = spend(allowance, folded, ({ name, at }) => next(name, at));
  if (rest.shown.length === 0)
    return html`<p class="names">${shown}${shown.length === 0 ? "" : ", and "}${folded.length} more (${REST})</p>`;
  const unsaid = more(rest.left, (left) => html`, and ${left} more (${REST})`);
  return html`${shown.length === 0 ? NOTHING : html`<p class="names">${shown}</p>`}
    <details>
      <summary>${folded.length} more</summary>
      <p class="names">${rest.shown}${unsaid}</p>
    </details>`;
}
