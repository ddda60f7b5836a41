/** Markup that stands in a page as it is; every other text is escaped. */
export interface Markup {
  readonly html: string;
}

/** What a template may hold: texts and numbers are escaped, what is absent is left out, lists follow each other. */
export type Part = string | number | Markup | undefined | readonly Part[];

/** A template literal of markup. Names come from a tenant, so every value in it is text unless it is markup itself. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const html = texts.map((text, index) => text + htmlOf(parts[index])).join("");
  return { html };
}

function htmlOf(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escape(part);
  if (typeof part === "number") return String(part);
  return "html" in part ? part.html : part.map(htmlOf).join("");
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
