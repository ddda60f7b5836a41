import { Parser, type CST } from "yaml";

/** No template comes near these limits: they keep a hostile or broken file from using up stack, memory or time. */
const LONGEST_FILE = 1024 * 1024;
const DEEPEST = 32;
const MOST_ENTRIES = 5_000;
const MOST_ALIASES = 100;

/** Why a file is refused before it is composed. */
export interface LimitProblem {
  readonly offset: number;
  readonly what: string;
}

/**
 * Finds, in the parser's flat tokens, what would overload the composer: it recurses with the nesting, compares each key of a map
 * with every other, and searches the document for each alias.
 */
export function limitProblem(text: string): LimitProblem | undefined {
  if (Buffer.byteLength(text) > LONGEST_FILE) return { offset: 0, what: "the file is larger than 1 MB" };
  let aliases = 0;
  const open: { token: CST.Token; depth: number }[] = [...new Parser().parse(text)].map((token) => ({
    token,
    depth: 0,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === "alias") aliases += 1;
    if (aliases > MOST_ALIASES)
      return { offset: token.offset, what: `the file has more than ${String(MOST_ALIASES)} aliases` };
    if (depth > DEEPEST)
      return { offset: token.offset, what: `the file is nested more than ${String(DEEPEST)} levels deep` };
    if (token.type === "document" && token.value !== undefined) open.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    if (token.items.length > MOST_ENTRIES)
      return { offset: token.offset, what: `a map or list has more than ${String(MOST_ENTRIES)} entries` };
    for (const item of token.items) {
      for (const inner of [item.key, item.value]) {
        if (inner !== null && inner !== undefined) open.push({ token: inner, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

/** True when a value is nested deeper than a file may be, for example one that contains itself through an alias. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (value === null || typeof value !== "object") return false;
  return depth > DEEPEST || Object.values(value).some((item) => isTooDeep(item, depth + 1));
}
