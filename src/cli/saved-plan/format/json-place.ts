const TOKEN =
  /[ \t\r\n]*(?:("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{},:]))/y;

/** What may come next: a value, a value or the end of an empty list, a key, a key or the end of an empty map, and so on. */
type Next = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

/**
 * Where a text stops being JSON (RFC 8259), as `line:column`, both from 1: `JSON.parse` does not always tell.
 *
 * @returns undefined for JSON
 */
export function jsonErrorPlace(text: string): string | undefined {
  const open: ("{" | "[")[] = [];
  let next: Next = "value";
  let at = 0;
  for (;;) {
    const rest = /[ \t\r\n]*/y;
    rest.lastIndex = at;
    rest.test(text);
    const begin = rest.lastIndex;
    if (next === "nothing") return begin === text.length ? undefined : placeOf(text, begin);
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const after: Next | undefined =
      token === null ? undefined : step(next, token[1] ?? token[2] ?? token[3] ?? "", open);
    if (after === undefined) return placeOf(text, begin);
    next = after;
    at = TOKEN.lastIndex;
  }
}

function step(next: Next, token: string, open: ("{" | "[")[]): Next | undefined {
  const behind = (): Next => (open.length === 0 ? "nothing" : "comma-or-end");
  const first = token.charAt(0);
  if (first === "{" || first === "[") {
    if (next !== "value" && next !== "value-or-end") return undefined;
    open.push(first);
    return first === "{" ? "key-or-end" : "value-or-end";
  }
  if (first === "}" || first === "]") {
    const ends = first === "}" ? ["key-or-end", "comma-or-end"] : ["value-or-end", "comma-or-end"];
    if (!ends.includes(next) || open.pop() !== (first === "}" ? "{" : "[")) return undefined;
    return behind();
  }
  if (first === ",") return next !== "comma-or-end" ? undefined : open.at(-1) === "{" ? "key" : "value";
  if (first === ":") return next === "colon" ? "value" : undefined;
  if (next === "key" || next === "key-or-end") return first === '"' ? "colon" : undefined;
  return next === "value" || next === "value-or-end" ? behind() : undefined;
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `${String(line)}:${String(offset - (before.lastIndexOf("\n") + 1) + 1)}`;
}
