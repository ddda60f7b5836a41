import type { Path } from "./document.js";

/** A string of a template, split at its references to inputs. */
export interface ReferenceText {
  /** Literal text and input names, in order. */
  readonly parts: readonly (string | { readonly input: string })[];
  /** The one input that is the whole string: its value then keeps its type. */
  readonly whole?: string;
  /** True when a `${` has no closing brace. */
  readonly open: boolean;
}

/** `$${` writes a literal `${`, as Okta's own expressions need it. */
const REFERENCE = /\$\$\{|\$\{([^{}]*)\}/g;

/** Splits a string: `https://x/${tenant}` is text, then the input `tenant`. */
export function readReferences(text: string): ReferenceText {
  const parts: (string | { readonly input: string })[] = [];
  let end = 0;
  let open = false;
  const addText = (literal: string): void => {
    open ||= literal.includes("${");
    if (literal !== "") parts.push(literal);
  };
  for (const match of text.matchAll(REFERENCE)) {
    addText(text.slice(end, match.index));
    parts.push(match[1] === undefined ? "${" : { input: match[1] });
    end = match.index + match[0].length;
  }
  addText(text.slice(end));
  const [only] = parts;
  return { parts, open, ...(parts.length === 1 && typeof only === "object" ? { whole: only.input } : {}) };
}

/** The inputs that a string names. */
export function inputsOf(reference: ReferenceText): readonly string[] {
  return reference.parts.flatMap((part) => (typeof part === "string" ? [] : [part.input]));
}

/** Every string within a value of a template, with its path. */
export function stringsIn(value: unknown, path: Path = []): readonly { readonly path: Path; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (value === null || typeof value !== "object") return [];
  const entries: [PropertyKey, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, item]) => stringsIn(item, [...path, key]));
}

/**
 * The value with every reference replaced. A whole reference becomes the input's value with its type, any other becomes text;
 * an entry that refers to an input without a value is left out of its map or list.
 *
 * @param lookUp - the value of an input, undefined when it has none
 */
export function substitute(value: unknown, lookUp: (input: string) => unknown): unknown {
  if (typeof value === "string") return substituteText(value, lookUp);
  if (Array.isArray(value)) return value.map((item) => substitute(item, lookUp)).filter((item) => item !== undefined);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, item]) => [key, substitute(item, lookUp)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function substituteText(text: string, lookUp: (input: string) => unknown): unknown {
  const reference = readReferences(text);
  if (reference.whole !== undefined) return lookUp(reference.whole);
  const parts = reference.parts.map((part) => (typeof part === "string" ? part : lookUp(part.input)));
  return parts.includes(undefined) ? undefined : parts.map(String).join("");
}
