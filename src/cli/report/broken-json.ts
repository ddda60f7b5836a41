const TOKEN =
  /\s*(?:"[^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\p{Cc}]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:])/uy;

/** What may come next. */
type Expected = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

/**
 * Where a text stops being JSON. The engine's own error does not always say it.
 *
 * @returns the offset of the first character that no JSON has there; the text's length when it only ends too early
 */
export function brokenAt(text: string): number {
  const open: ("{" | "[")[] = [];
  const closed = (): Expected => (open.length === 0 ? "nothing" : "comma-or-end");
  let expected: Expected = "value";
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const rest = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (match === null) return rest;
    const next = nextOf(match[0].trimStart(), expected, open, closed);
    if (next === undefined) return rest;
    expected = next;
  }
}

/** What may come after a token, where that token may stand; undefined where it may not. */
function nextOf(token: string, expected: Expected, open: ("{" | "[")[], closed: () => Expected): Expected | undefined {
  const opened = open.at(-1);
  switch (token) {
    case "}":
    case "]":
      if (opened !== (token === "}" ? "{" : "[") || !expected.endsWith("-end")) return undefined;
      open.pop();
      return closed();
    case ",":
      if (expected !== "comma-or-end") return undefined;
      return opened === "{" ? "key" : "value";
    case ":":
      return expected === "colon" ? "value" : undefined;
  }
  if (expected.startsWith("key")) return token.startsWith('"') ? "colon" : undefined;
  if (!expected.startsWith("value")) return undefined;
  if (token !== "{" && token !== "[") return closed();
  open.push(token);
  return token === "{" ? "key-or-end" : "value-or-end";
}
