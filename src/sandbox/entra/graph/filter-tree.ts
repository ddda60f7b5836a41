import { badRequest, type GraphError } from "./errors.js";

/** What a filter can ask of a property. */
export type Operator = "eq" | "ne" | "ge" | "gt" | "le" | "lt" | "in" | "startswith" | "endswith" | "contains";

/** A `$filter` as it was read. In an `any`, properties are those of the list's elements: `""` is the element itself. */
export type FilterNode =
  | { readonly kind: "and" | "or"; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: "not"; readonly inner: FilterNode }
  | { readonly kind: "any"; readonly property: string; readonly inner: FilterNode | undefined }
  | FilterTest;

export interface FilterTest {
  readonly kind: "test";
  readonly property: string;
  readonly operator: Operator;
  /** Null for the word `null`. */
  readonly values: readonly (string | null)[];
}

const COMPARISONS = ["eq", "ne", "ge", "gt", "le", "lt"] as const;
const FUNCTIONS = ["startswith", "endswith", "contains"] as const;
/** A text, word or sign of a filter. */
const TOKEN =
  /\s*(?:'((?:[^']|'')*)'|(\d[\w:.+-]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|([A-Za-z_][\w/.]*)|([(),:]))/iy;
/** Room for fifteen ids and far more, and short enough that no chain of clauses costs the stack. */
const LONGEST = 8_192;
const DEEPEST = 32;

/**
 * Reads a `$filter`: comparisons, `in`, `startswith`, `endswith`, `contains`, `any`, `not`, `and`, `or`, parentheses.
 *
 * @throws GraphError (400)
 */
export function readFilter(text: string): FilterNode {
  if (text.length > LONGEST) throw invalidFilter();
  return readTree(tokens(text));
}

interface Token {
  readonly kind: "text" | "word" | "literal" | "sign";
  readonly value: string;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const trimmed = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const [, quoted, literal, word, sign] = TOKEN.exec(trimmed) ?? [];
    if (quoted !== undefined) found.push({ kind: "text", value: quoted.replaceAll("''", "'") });
    else if (word !== undefined) found.push({ kind: "word", value: word });
    else if (literal !== undefined) found.push({ kind: "literal", value: literal });
    else if (sign !== undefined) found.push({ kind: "sign", value: sign });
    else throw invalidFilter();
  }
  return found;
}

function readTree(list: readonly Token[]): FilterNode {
  let at = 0;
  let depth = 0;
  /** The variable of the `any` that is being read. */
  let variable: string | undefined;

  const isWord = (word: string): boolean => list[at]?.kind === "word" && list[at]?.value.toLowerCase() === word;
  const isSign = (sign: string): boolean => list[at]?.kind === "sign" && list[at]?.value === sign;

  function take(kind: Token["kind"], value?: string): string {
    const token = list[at];
    if (token?.kind !== kind || (value !== undefined && token.value !== value)) throw invalidFilter();
    at += 1;
    return token.value;
  }

  function value(): string | null {
    const token = list[at];
    if (token === undefined || token.kind === "sign") throw invalidFilter();
    at += 1;
    return token.kind === "word" && token.value === "null" ? null : token.value;
  }

  /** Inside an `any` every property begins with its variable. */
  function property(): string {
    const name = take("word");
    if (variable === undefined) return name;
    if (name === variable) return "";
    if (!name.startsWith(`${variable}/`)) throw invalidFilter();
    return name.slice(variable.length + 1);
  }

  function joined(word: "and" | "or", part: () => FilterNode): FilterNode {
    let left = part();
    while (isWord(word)) {
      at += 1;
      left = { kind: word, left, right: part() };
    }
    return left;
  }

  const whole = (): FilterNode => joined("or", () => joined("and", single));

  function single(): FilterNode {
    depth += 1;
    if (depth > DEEPEST) throw invalidFilter();
    const node = one();
    depth -= 1;
    return node;
  }

  function one(): FilterNode {
    if (isSign("(")) {
      at += 1;
      const inner = whole();
      take("sign", ")");
      return inner;
    }
    if (isWord("not")) {
      at += 1;
      return { kind: "not", inner: single() };
    }
    const operator = FUNCTIONS.find((name) => isWord(name));
    if (operator !== undefined) {
      at += 1;
      take("sign", "(");
      const name = property();
      take("sign", ",");
      const values = [take("text")];
      take("sign", ")");
      return { kind: "test", property: name, operator, values };
    }
    if (variable === undefined && list[at]?.value.endsWith("/any") === true) return anyOf(take("word").slice(0, -4));
    return comparison(property());
  }

  /** `tags/any(t:t eq 'x')`, `modifiedProperties/any(p:p/displayName eq 'manager')`, `tags/any()`. */
  function anyOf(name: string): FilterNode {
    take("sign", "(");
    let inner: FilterNode | undefined;
    if (!isSign(")")) {
      variable = take("word");
      take("sign", ":");
      inner = whole();
      variable = undefined;
    }
    take("sign", ")");
    return { kind: "any", property: name, inner };
  }

  function comparison(name: string): FilterNode {
    const word = take("word").toLowerCase();
    if (word === "in") {
      take("sign", "(");
      const values = [take("text")];
      while (isSign(",")) {
        at += 1;
        values.push(take("text"));
      }
      take("sign", ")");
      return { kind: "test", property: name, operator: word, values };
    }
    const operator = COMPARISONS.find((one) => one === word);
    if (operator === undefined) throw invalidFilter();
    return { kind: "test", property: name, operator, values: [value()] };
  }

  const tree = whole();
  if (at < list.length) throw invalidFilter();
  return tree;
}

/** 400: the filter cannot be read. */
export function invalidFilter(): GraphError {
  return badRequest("Invalid filter clause");
}
