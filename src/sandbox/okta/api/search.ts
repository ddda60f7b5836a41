import type { JsonValue } from "../../../base/json.js";
import { badSearch } from "./errors.js";

/** Operators of Okta's expressions; `pr` stands alone: the attribute has a value. */
export type Operator = "eq" | "sw" | "co" | "gt" | "ge" | "lt" | "le" | "pr";

/** What an expression may say of one attribute. */
export interface Searchable<T> {
  readonly value: (item: T) => JsonValue | undefined;
  readonly operators: readonly Operator[];
}

/** The attributes that a list can be searched by: undefined for an unknown one. */
export type SearchableBy<T> = (attribute: string) => Searchable<T> | undefined;

type Test<T> = (item: T) => boolean;

const LONGEST = 4_000;
const DEEPEST = 32;
const TOKEN = /\s*(?:([()])|("(?:[^"\\]|\\.)*")|([A-Za-z_][\w.]*|-?\d+(?:\.\d+)?))/y;
/** How a comparison of two texts, the attribute's and the expression's, comes out. */
const COMPARISONS: Readonly<Record<Exclude<Operator, "pr">, (is: string, wanted: string) => boolean>> = {
  eq: (is, wanted) => is === wanted,
  sw: (is, wanted) => is.startsWith(wanted),
  co: (is, wanted) => is.includes(wanted),
  gt: (is, wanted) => is > wanted,
  ge: (is, wanted) => is >= wanted,
  lt: (is, wanted) => is < wanted,
  le: (is, wanted) => is <= wanted,
};

/**
 * Reads a `search` or `filter` as `profile.name sw "A" and (type eq "B" or created gt "2026-01-01T00:00:00.000Z")`. `and` binds
 * closer than `or`; letter case does not count; there is no `not` and no `ne`. Source: Okta developer docs, core API, "Filter"
 * and user query guide.
 *
 * @throws OktaApiError (400 E0000031) for anything else, and for an attribute or operator that the list does not know
 */
export function readExpression<T>(text: string, attributes: SearchableBy<T>): Test<T> {
  const words = text.length > LONGEST ? [] : tokensOf(text);
  let at = 0;
  const next = (): string => words[at++] ?? "";

  function alternatives(depth: number): Test<T> {
    const tests = [together(depth)];
    while (isWord("or")) tests.push(together(depth));
    return (item) => tests.some((test) => test(item));
  }

  function together(depth: number): Test<T> {
    const tests = [single(depth)];
    while (isWord("and")) tests.push(single(depth));
    return (item) => tests.every((test) => test(item));
  }

  function single(depth: number): Test<T> {
    const word = next();
    if (word !== "(") return comparison(word);
    if (depth === DEEPEST) throw badSearch();
    const inner = alternatives(depth + 1);
    if (next() !== ")") throw badSearch();
    return inner;
  }

  function comparison(name: string): Test<T> {
    const attribute = attributes(name);
    const operator = attribute?.operators.find((one) => one === words[at]);
    if (attribute === undefined || operator === undefined) throw badSearch();
    at += 1;
    if (operator === "pr") return (item) => textsOf(attribute.value(item)).length > 0;
    const wanted = literal(next());
    return (item) => textsOf(attribute.value(item)).some((is) => COMPARISONS[operator](is, wanted));
  }

  function isWord(word: string): boolean {
    const isNext = words[at] === word;
    if (isNext) at += 1;
    return isNext;
  }

  const whole = alternatives(0);
  if (at !== words.length) throw badSearch();
  return whole;
}

function tokensOf(text: string): string[] {
  const trimmed = text.trimEnd();
  const words: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < trimmed.length;) {
    const [, bracket, quoted, word] = TOKEN.exec(trimmed) ?? [];
    const token = bracket ?? quoted ?? word;
    if (token === undefined) throw badSearch();
    words.push(token);
  }
  return words;
}

/** The value that stands in an expression, as a text without letter case. */
function literal(word: string): string {
  try {
    const value: unknown = JSON.parse(word);
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return String(value).toLowerCase();
  } catch {
    // No value at all: refused below.
  }
  throw badSearch();
}

/** An attribute's values as texts without letter case; none when it has no value. */
function textsOf(value: JsonValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one: JsonValue) => textsOf(one));
  return typeof value === "object" ? [] : [String(value).toLowerCase()];
}

/**
 * The order that `sortBy` and `sortOrder` ask for. Any order but `desc` is ascending (recorded: 200 for `sortOrder=0`).
 *
 * @throws OktaApiError (400 E0000031) for an attribute that the list does not know
 */
export function sorted<T>(
  items: readonly T[],
  sort: { readonly by: string | undefined; readonly order: string | undefined },
  attributes: SearchableBy<T>,
): readonly T[] {
  if (sort.by === undefined) return items;
  const attribute = attributes(sort.by);
  if (attribute === undefined) throw badSearch();
  const key = (item: T): string => textsOf(attribute.value(item))[0] ?? "";
  const direction = sort.order === "desc" ? -1 : 1;
  return [...items].sort((a, b) => direction * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
