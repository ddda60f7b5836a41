/** One token of an expression. */
export interface Token {
  readonly kind: "text" | "number" | "word" | "sign" | "end";
  /** The value of a text, otherwise what is written. */
  readonly text: string;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/%!?:<>(){},.]))/sy;

/** The tokens of an expression, or what cannot be one. */
export function tokensOf(expression: string): readonly Token[] | string {
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
