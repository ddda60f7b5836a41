import type { Expression, Operator } from "./values/tree.js";

/** An expression, or why it is none. */
export type Parsed = { readonly ok: true; readonly tree: Expression } | { readonly ok: false; readonly reason: string };

const LONGEST = 4_096;
const DEEPEST = 32;
const END: Token = { kind: "end", text: "" };
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** The operators between two values by their spellings, level by level: those of the first bind least. */
const LEVELS: readonly ReadonlyMap<string, Operator>[] = [
  spelt({ OR: "or", or: "or", "||": "or" }),
  spelt({ AND: "and", and: "and", "&&": "and" }),
  spelt({ "==": "==", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=" }),
  spelt({ "+": "+", "-": "-" }),
  spelt({ "*": "*", "/": "/", "%": "%" }),
];

/**
 * Parses an expression of a profile mapping: constants, attributes, calls, methods, `{lists}`, operators and `a ? b : c`.
 * Source: Okta developer docs, Okta Expression Language overview, which is a subset of SpEL.
 */
export function parseExpression(expression: string): Parsed {
  if (expression.trim() === "") return { ok: false, reason: "the expression is empty" };
  if (expression.length > LONGEST) return { ok: false, reason: "the expression is too long" };
  const tokens = tokensOf(expression);
  if (typeof tokens === "string") return { ok: false, reason: tokens };
  try {
    return { ok: true, tree: parseAll(tokens) };
  } catch (error) {
    if (error instanceof Misplaced) return { ok: false, reason: error.message };
    throw error;
  }
}

function spelt(operators: Readonly<Record<string, Operator>>): ReadonlyMap<string, Operator> {
  return new Map(Object.entries(operators));
}

class Misplaced extends Error {
  override readonly name = "Misplaced";
}

function parseAll(tokens: readonly Token[]): Expression {
  let at = 0;
  let depth = 0;

  const here = (): Token => tokens[at] ?? END;
  const isSign = (text: string): boolean => here().kind === "sign" && here().text === text;

  function fail(): never {
    throw new Misplaced(here().kind === "end" ? "the expression is incomplete" : `unexpected "${here().text}"`);
  }

  function expect(text: string): void {
    if (!isSign(text)) fail();
    at += 1;
  }

  function takeIf(text: string): boolean {
    if (!isSign(text)) return false;
    at += 1;
    return true;
  }

  function word(): string {
    const { kind, text } = here();
    if (kind !== "word") fail();
    at += 1;
    return text;
  }

  function whole(): Expression {
    depth += 1;
    if (depth > DEEPEST) throw new Misplaced("the expression is nested too deeply");
    const test = binary(0);
    let tree = test;
    if (takeIf("?")) {
      const yes = whole();
      expect(":");
      tree = { kind: "choice", test, yes, no: whole() };
    }
    depth -= 1;
    return tree;
  }

  function binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    for (;;) {
      const { kind, text } = here();
      const operator = kind === "text" ? undefined : operators.get(text);
      if (operator === undefined) return left;
      at += 1;
      left = { kind: "binary", operator, left, right: binary(level + 1) };
    }
  }

  function unary(): Expression {
    const signs: ("not" | "minus")[] = [];
    while (isSign("!") || isSign("-")) {
      signs.push(isSign("!") ? "not" : "minus");
      if (signs.length > DEEPEST) throw new Misplaced("the expression is nested too deeply");
      at += 1;
    }
    return signs.reduceRight<Expression>((operand, kind) => ({ kind, operand }), chain(operand()));
  }

  function operand(): Expression {
    const { kind, text } = here();
    if (takeIf("(")) {
      const inner = whole();
      expect(")");
      return inner;
    }
    if (takeIf("{")) return { kind: "list", items: listUpTo("}") };
    if (kind === "word") return named();
    if (kind !== "text" && kind !== "number") fail();
    at += 1;
    return { kind: "literal", value: kind === "text" ? text : Number(text) };
  }

  /** A constant, `f(x)`, `A.f(x)`, `a.b` or a word alone. */
  function named(): Expression {
    const first = word();
    const constant = CONSTANTS.get(first.toLowerCase());
    if (constant !== undefined) return { kind: "literal", value: constant };
    if (takeIf("(")) return { kind: "call", name: first, arguments: listUpTo(")") };
    if (!takeIf(".")) return { kind: "word", name: first };
    const second = word();
    if (takeIf("(")) return { kind: "call", name: `${first}.${second}`, arguments: listUpTo(")") };
    return { kind: "attribute", of: first, name: second };
  }

  /** Methods and properties behind a value. */
  function chain(start: Expression): Expression {
    let on = start;
    for (let links = 0; takeIf("."); links += 1) {
      if (links > DEEPEST) throw new Misplaced("the expression is nested too deeply");
      const name = word();
      on = takeIf("(") ? { kind: "method", on, name, arguments: listUpTo(")") } : { kind: "property", on, name };
    }
    return on;
  }

  function listUpTo(end: string): readonly Expression[] {
    const items: Expression[] = [];
    if (takeIf(end)) return items;
    do items.push(whole());
    while (takeIf(","));
    expect(end);
    return items;
  }

  const tree = whole();
  if (here().kind !== "end") fail();
  return tree;
}

/** One token of an expression. */
export interface Token {
  readonly kind: "text" | "number" | "word" | "sign" | "end";
  /** The value of a text, otherwise what is written. */
  readonly text: string;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/%!?:<>(){},.]))/sy;

/** The tokens of an expression, or what cannot be one. */
function tokensOf(expression: string): readonly Token[] | string {
  const tokens: Token[] = [];
  const end = expression.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(expression);
    if (found === null) return `unexpected "${expression.slice(at).trim().slice(0, 1)}"`;
    const [, text, number, word, sign = ""] = found;
    if (text !== undefined) tokens.push({ kind: "text", text: text.slice(1, -1).replace(/\\(.)/gs, "$1") });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "sign", text: sign });
  }
  return [...tokens, { kind: "end", text: "" }];
}
