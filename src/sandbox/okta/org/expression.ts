import { USER_ATTRIBUTES } from "./user-profile.js";

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+!?:<>(),.]))/y;
const OPERATORS = new Set(["==", "!=", "<=", ">=", "&&", "||", "+", "-", "<", ">", "AND", "OR"]);
const LONGEST = 4_096;
const DEEPEST = 32;

interface Token {
  readonly kind: "text" | "number" | "word" | "sign" | "end";
  readonly text: string;
}

/**
 * Checks an expression of a profile mapping as far as its grammar and its references to `user` and `source` go.
 * Source: Okta developer docs, Okta Expression Language.
 *
 * @returns what is wrong with it; undefined when nothing is
 */
export function problemOf(expression: string): string | undefined {
  if (expression.trim() === "") return "the expression is empty";
  if (expression.length > LONGEST) return "the expression is too long";
  const tokens = tokensOf(expression);
  return typeof tokens === "string" ? tokens : checkGrammar(tokens);
}

/** The attribute of the Okta user that an expression consists of, as `department` in `user.department`. */
export function attributeIn(expression: string): string | undefined {
  return /^\s*(?:user|source)\.([A-Za-z]\w*)\s*$/.exec(expression)?.[1];
}

/** The value of an expression that is nothing but a literal. */
export function literalIn(expression: string): string | boolean | number | undefined {
  const tokens = tokensOf(expression);
  const [token] = tokens;
  if (typeof tokens === "string" || typeof token !== "object" || tokens.length !== 2) return undefined;
  if (token.kind === "text") return token.text.slice(1, -1).replace(/\\(.)/g, "$1");
  if (token.kind === "number") return Number(token.text);
  return token.text === "true" ? true : token.text === "false" ? false : undefined;
}

function tokensOf(expression: string): readonly Token[] | string {
  const tokens: Token[] = [];
  const end = expression.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(expression);
    if (found === null) return `unexpected "${expression.slice(at).trim().slice(0, 1)}"`;
    const [, text, number, word, sign = ""] = found;
    if (text !== undefined) tokens.push({ kind: "text", text });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "sign", text: sign });
  }
  return [...tokens, { kind: "end", text: "" }];
}

class BadExpression extends Error {
  override readonly name = "BadExpression";
}

function checkGrammar(tokens: readonly Token[]): string | undefined {
  let at = 0;
  const here = (): Token => tokens[at] ?? { kind: "end", text: "" };
  const isSign = (text: string): boolean => here().kind === "sign" && here().text === text;
  const fail = (): never => {
    throw new BadExpression(here().kind === "end" ? "the expression is incomplete" : `unexpected "${here().text}"`);
  };
  const expect = (text: string): void => {
    if (!isSign(text)) fail();
    at += 1;
  };

  function whole(depth: number): void {
    if (depth > DEEPEST) throw new BadExpression("the expression is nested too deeply");
    operand(depth);
    while (OPERATORS.has(here().text) && here().kind !== "text") {
      at += 1;
      operand(depth);
    }
    if (!isSign("?")) return;
    at += 1;
    whole(depth + 1);
    expect(":");
    whole(depth + 1);
  }

  function operand(depth: number): void {
    while (isSign("!") || isSign("-")) at += 1;
    if (isSign("(")) {
      at += 1;
      whole(depth + 1);
      expect(")");
    } else if (here().kind === "text" || here().kind === "number") at += 1;
    else if (here().kind === "word") reference(depth);
    else fail();
  }

  /** `a.b`, `f(x)`, `A.f(x).b`. */
  function reference(depth: number): void {
    const parts = [here().text];
    let isCall = false;
    for (at += 1; isSign(".") || isSign("(");) {
      if (isSign("(")) {
        callArguments(depth);
        isCall = true;
        continue;
      }
      at += 1;
      if (here().kind !== "word") fail();
      parts.push(here().text);
      at += 1;
    }
    if (!isCall) checkReference(parts);
  }

  function callArguments(depth: number): void {
    expect("(");
    if (!isSign(")")) whole(depth + 1);
    while (!isSign(")")) {
      expect(",");
      whole(depth + 1);
    }
    at += 1;
  }

  try {
    whole(0);
    if (here().kind !== "end") fail();
    return undefined;
  } catch (error) {
    if (error instanceof BadExpression) return error.message;
    throw error;
  }
}

function checkReference([first = "", attribute = ""]: readonly string[]): void {
  if (first === "user" || first === "source") {
    if (!USER_ATTRIBUTES.has(attribute)) throw new BadExpression(`there is no attribute ${first}.${attribute}`);
  } else if (attribute === "" && !["true", "false", "null"].includes(first))
    throw new BadExpression(`"${first}" is nothing an expression knows`);
}
