import { badRequest, unsupportedQuery } from "./errors.js";

/** What a property of a resource is to a filter. */
export type Filterable = string | boolean | readonly string[] | undefined;

type Operator = "eq" | "ge" | "gt" | "le" | "lt" | "startswith" | "in" | "any";

type Node =
  | { readonly kind: "and" | "or"; readonly left: Node; readonly right: Node }
  | {
      readonly kind: "test";
      readonly property: string;
      readonly operator: Operator;
      readonly values: readonly string[];
    };

/** Which properties of a resource can be filtered, by which operators, and how they are read. */
export type FilterTable<T> = Readonly<
  Record<string, { readonly operators: readonly Operator[]; readonly read: (item: T) => Filterable }>
>;

/** A text, word or sign of a filter. */
const TOKEN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w/.]*)|(\d[\w:.+-]*)|([(),:]))/y;
/** Operators that Graph has but not without the header of advanced queries, or not here. */
const ADVANCED = /\b(?:ne|not|endswith|contains)\b/i;

/**
 * Reads a `$filter`: `eq`, `ge`, `gt`, `le`, `lt`, `in`, `startswith`, `any` over texts, `and`, `or`, parentheses.
 *
 * @param options.caseless - whether texts compare without regard to case, as those of directory objects do
 * @returns the test of an item
 * @throws GraphError (400)
 */
export function parseFilter<T>(
  text: string,
  table: FilterTable<T>,
  { caseless }: { readonly caseless: boolean },
): (item: T) => boolean {
  if (text.length > LONGEST) throw invalidFilter();
  if (ADVANCED.test(text.replace(/'(?:[^']|'')*'/g, "''"))) throw unsupportedQuery();
  const tree = readTree(tokens(text));
  checkTests(tree, table);
  const fold = caseless ? (value: string): string => value.toLowerCase() : (value: string): string => value;
  return (item) => holds(tree, item, table, fold);
}

/** Room for fifteen ids and far more, and short enough that no chain of clauses costs the stack. */
const LONGEST = 8_192;
const DEEPEST = 32;

interface Token {
  readonly kind: "text" | "word" | "literal" | "sign";
  readonly value: string;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const trimmed = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const [, quoted, word, literal, sign] = TOKEN.exec(trimmed) ?? [];
    if (quoted !== undefined) found.push({ kind: "text", value: quoted.replaceAll("''", "'") });
    else if (word !== undefined) found.push({ kind: "word", value: word });
    else if (literal !== undefined) found.push({ kind: "literal", value: literal });
    else if (sign !== undefined) found.push({ kind: "sign", value: sign });
    else throw invalidFilter();
  }
  return found;
}

function readTree(list: readonly Token[]): Node {
  let at = 0;
  let depth = 0;

  const isWord = (word: string): boolean => list[at]?.kind === "word" && list[at]?.value.toLowerCase() === word;

  function take(kind: Token["kind"], value?: string): string {
    const token = list[at];
    if (token?.kind !== kind || (value !== undefined && token.value !== value)) throw invalidFilter();
    at += 1;
    return token.value;
  }

  function value(): string {
    const token = list[at];
    if (token === undefined || token.kind === "sign") throw invalidFilter();
    at += 1;
    return token.value;
  }

  function joined(word: "and" | "or", part: () => Node): Node {
    let left = part();
    while (isWord(word)) {
      at += 1;
      left = { kind: word, left, right: part() };
    }
    return left;
  }

  const whole = (): Node => joined("or", () => joined("and", single));

  function single(): Node {
    if (list[at]?.value === "(" && list[at]?.kind === "sign") {
      at += 1;
      depth += 1;
      if (depth > DEEPEST) throw invalidFilter();
      const inner = whole();
      take("sign", ")");
      depth -= 1;
      return inner;
    }
    if (isWord("startswith")) {
      at += 1;
      take("sign", "(");
      const property = take("word");
      take("sign", ",");
      const values = [take("text")];
      take("sign", ")");
      return { kind: "test", property, operator: "startswith", values };
    }
    const property = take("word");
    return property.endsWith("/any") ? anyOf(property.slice(0, -4)) : comparison(property);
  }

  /** `tags/any(t:t eq 'x')`. */
  function anyOf(property: string): Node {
    take("sign", "(");
    const variable = take("word");
    take("sign", ":");
    take("word", variable);
    take("word", "eq");
    const values = [take("text")];
    take("sign", ")");
    return { kind: "test", property, operator: "any", values };
  }

  function comparison(property: string): Node {
    const operator = take("word").toLowerCase();
    if (operator === "in") {
      take("sign", "(");
      const values = [take("text")];
      while (list[at]?.value === "," && list[at]?.kind === "sign") {
        at += 1;
        values.push(take("text"));
      }
      take("sign", ")");
      return { kind: "test", property, operator, values };
    }
    if (operator !== "eq" && operator !== "ge" && operator !== "gt" && operator !== "le" && operator !== "lt") {
      throw invalidFilter();
    }
    return { kind: "test", property, operator, values: [value()] };
  }

  const tree = whole();
  if (at < list.length) throw invalidFilter();
  return tree;
}

function checkTests<T>(node: Node, table: FilterTable<T>): void {
  if (node.kind !== "test") {
    checkTests(node.left, table);
    checkTests(node.right, table);
  } else if (!Object.hasOwn(table, node.property)) {
    throw unsupportedQuery("The request uses a filter property that is not indexed");
  } else if (table[node.property]?.operators.includes(node.operator) !== true) throw unsupportedQuery();
  else if (isOrder(node.operator) && node.values.some((value) => Number.isNaN(Date.parse(value))))
    throw invalidFilter();
}

function holds<T>(node: Node, item: T, table: FilterTable<T>, fold: (value: string) => string): boolean {
  if (node.kind !== "test") {
    const left = holds(node.left, item, table, fold);
    return left === (node.kind === "or") ? left : holds(node.right, item, table, fold);
  }
  const found = table[node.property]?.read(item);
  if (found === undefined) return false;
  if (typeof found === "object") return found.some((one) => node.values.some((value) => fold(one) === fold(value)));
  const text = fold(String(found));
  return node.values.some((value) => compare(text, fold(value), node.operator));
}

function compare(text: string, value: string, operator: Operator): boolean {
  if (operator === "startswith") return text.startsWith(value);
  if (operator === "eq" || operator === "in" || operator === "any") return text === value;
  const difference = Date.parse(text) - Date.parse(value);
  if (operator === "ge") return difference >= 0;
  if (operator === "gt") return difference > 0;
  return operator === "le" ? difference <= 0 : difference < 0;
}

/** Operators of times. */
function isOrder(operator: Operator): boolean {
  return operator === "ge" || operator === "gt" || operator === "le" || operator === "lt";
}

function invalidFilter() {
  return badRequest("Invalid filter clause");
}
