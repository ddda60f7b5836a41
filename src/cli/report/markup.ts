import { plainText } from "../../base/text.js";

/** HTML that is safe to put into a page: text from outside is in it escaped only. */
export interface Markup {
  readonly html: string;
}

/** What a template may hold: markup as it is, everything else as text. */
export type Content = Markup | string | number | readonly Content[];

export const NOTHING: Markup = { html: "" };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML shows it, in an element or an attribute: without control characters and the marks that turn text around. */
function escape(text: string): string {
  // A half of a surrogate pair has no encoding in UTF-8.
  const whole = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
  return plainText(whole).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

function htmlOf(content: Content): string {
  if (typeof content === "string") return escape(content);
  if (typeof content === "number") return escape(content.toLocaleString("en-US"));
  return "html" in content ? content.html : content.map(htmlOf).join("");
}

/** A piece of HTML: what is put into it is escaped unless it is markup. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { html: parts.map((part, at) => (at === 0 ? part : htmlOf(contents[at - 1] ?? "") + part)).join("") };
}

/** The content when there is any; nothing otherwise. */
export function when(condition: boolean, content: () => Content): Content {
  return condition ? content() : NOTHING;
}

const LONGEST_NAME = 120;
const LONGEST_VALUE = 600;
const LONGEST_LINK = 2_000;

/** Text from outside that is no longer than a table can show; how long it is stands in its end's place. */
export function clip(text: string, longest = LONGEST_VALUE): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${text.length.toLocaleString("en-US")} characters)`;
}

/** A name of a tenant or a SCIM server: its direction of writing does not reach what stands beside it. */
export function nameOf(name: string): Markup {
  return html`<bdi>${clip(name, LONGEST_NAME)}</bdi>`;
}

/** A value as JSON has it; text without its quotation marks. */
export function valueOf(value: unknown): Markup {
  if (value === null || value === undefined) return html`<span class="none">none</span>`;
  return html`<bdi class="value">${clip(typeof value === "string" ? value : JSON.stringify(value))}</bdi>`;
}

/** A reason as a sentence of its own; one that begins with a name stays as it is. */
export function sentence(text: string): string {
  return /^[a-z]+[ ,:]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** What a resource is, in words. */
export function kindOf(type: string): string {
  return type === "console-stop" ? "manual step" : clip(type.replaceAll("-", " "), 60);
}

/** A link where the address is one that a browser may open, and text otherwise. */
export function linkTo(address: string): Markup {
  return address.length <= LONGEST_LINK && /^https?:\/\/[^\s"'<>]+$/i.test(address)
    ? html`<a href="${address}" rel="noreferrer">${clip(address)}</a>`
    : html`${clip(address)}`;
}

/** A point in time, to the second, in UTC; what is none stays as it is. */
export function timeOf(moment: string): Markup {
  const time = new Date(moment);
  if (!/^\d{4}-\d\d-\d\dT/.test(moment) || Number.isNaN(time.getTime())) return html`${clip(moment)}`;
  const shown = time.toISOString();
  return html`<time datetime="${shown}">${shown.slice(0, 19).replace("T", " ")} UTC</time>`;
}
