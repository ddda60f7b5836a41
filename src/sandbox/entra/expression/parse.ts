import type { Expression, Operator } from "./values/tree.js";

/** An expression, or why it is none and at which character, counted from 1. */
export type Parsed =
  | { readonly ok: true; readonly tree: Expression }
  | { readonly ok: false; readonly reason: string; readonly column: number };

/** Source: Microsoft Learn, customize-application-attributes (an expression's greatest length). */
const LONGEST = 10_000;
const DEEPEST = 64;

/**
 * Parses the expression of an attribute mapping: `[attribute]`, `"constant"`, `Function(argument, , argument)` with empty
 * arguments, numbers as `7` and `&HF`, comparisons. In a constant `\"` and `\\` stand for the quotation mark and the backslash;
 * a backslash before anything else stays.
 * Source: Microsoft Learn, functions-for-customizing-application-data (syntax overview).
 */
export function parseExpression(text: string): Parsed {
  if (text.length > LONGEST) {
    return { ok: false, reason: `it is longer than ${String(LONGEST)} characters`, column: LONGEST + 1 };
  }
  try {
    return { ok: true, tree: parseWhole(text) };
  } catch (error) {
    if (error instanceof Misplaced) return { ok: false, reason: error.message, column: error.column };
    throw error;
  }
}

class Misplaced extends Error {
  constructor(
    reason: string,
    readonly column: number,
  ) {
    super(reason);
  }
}

function parseWhole(text: string): Expression {
  let position = 0;
  let depth = 0;

  function fail(expected: string, at = position): never {
    const found = at >= text.length ? "the end" : JSON.stringify(text.slice(at, at + 20));
    throw new Misplaced(`expected ${expected}, found ${found}`, at + 1);
  }

  /** Takes what the sticky pattern matches here. */
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  }

  const blanks = (): void => {
    take(/\s+/y);
  };

  function expression(): Expression {
    const start = position;
    const left = operand();
    const afterLeft = position;
    blanks();
    const operator = take(/<>|>=|<=|[=<>]/y);
    if (operator === undefined) {
      position = afterLeft;
      return left;
    }
    blanks();
    const right = operand();
    return { kind: "comparison", operator: operator as Operator, left, right, text: text.slice(start, position) };
  }

  function operand(): Expression {
    const start = position;
    if (text[position] === "[") return { kind: "attribute", name: attributeName(), text: text.slice(start, position) };
    if (text[position] === '"') return { kind: "constant", value: constant(), text: text.slice(start, position) };
    const digits = take(/&H[0-9a-f]+|-?\d+(?:\.\d+)?/iy);
    if (digits !== undefined) {
      const value = Number(digits.replace(/^&H/i, "0x"));
      return { kind: "number", value, text: digits };
    }
    const name = take(/[a-z_][a-z0-9_]*/iy) ?? fail('[attribute], "constant", a number or Function(...)');
    const afterName = position;
    blanks();
    if (text[position] !== "(") {
      position = afterName;
      return { kind: "word", name, text: name };
    }
    const found = callArguments();
    return { kind: "call", name, arguments: found, text: text.slice(start, position) };
  }

  /** Brackets inside the name are part of it: `[emails[type eq "work"].value]`. */
  function attributeName(): string {
    const start = position;
    let open = 0;
    do {
      const character = text[position];
      if (character === undefined) fail('"]" that ends the attribute', text.length);
      if (character === "[") open += 1;
      if (character === "]") open -= 1;
      position += 1;
    } while (open > 0);
    const name = text.slice(start + 1, position - 1);
    return name.trim() === "" ? fail("an attribute's name in the brackets", start) : name;
  }

  function constant(): string {
    const start = position;
    const quoted = take(/"(?:[^"\\]|\\.)*"/sy) ?? fail("a constant that ends with a quotation mark", start);
    return quoted.slice(1, -1).replace(/\\(["\\])/g, "$1");
  }

  function callArguments(): readonly (Expression | undefined)[] {
    depth += 1;
    if (depth > DEEPEST) throw new Misplaced(`it is nested deeper than ${String(DEEPEST)} levels`, position + 1);
    position += 1;
    blanks();
    const found: (Expression | undefined)[] = [];
    if (take(/\)/y) === undefined) {
      do {
        blanks();
        found.push(/[,)]/.test(text[position] ?? "") ? undefined : expression());
        blanks();
      } while (take(/,/y) !== undefined);
      if (take(/\)/y) === undefined) fail('"," or ")"');
    }
    depth -= 1;
    return found;
  }

  blanks();
  const tree = expression();
  blanks();
  if (position < text.length) fail("the end");
  return tree;
}
