import { badRequest } from "./errors.js";

/** Which texts of a resource `$search` looks into. */
export type SearchTable<T> = Readonly<Record<string, (item: T) => string | undefined>>;

/** These are searched word by word, all others from their beginning. Source: Microsoft Graph docs, search-query-parameter. */
const BY_WORD = ["displayName", "description"];
const LONGEST = 2_000;
const CLAUSE = /\s*"((?:[^"\\]|\\.)*)"\s*(AND|OR)?/gy;

/**
 * Reads a `$search` of directory objects: `"displayName:video" OR "mail:ada"`.
 *
 * @returns the test of an item
 * @throws GraphError (400)
 */
export function parseSearch<T>(text: string, table: SearchTable<T>): (item: T) => boolean {
  if (text.length > LONGEST) throw invalidSearch();
  // OR binds looser than AND: a list of alternatives, each a list of clauses.
  const alternatives: ((item: T) => boolean)[][] = [[]];
  let open = true;
  let end = 0;
  for (const found of text.matchAll(CLAUSE)) {
    const [whole, clause = "", joined] = found;
    if (!open) throw invalidSearch();
    alternatives.at(-1)?.push(clauseTest(clause, table));
    open = joined !== undefined;
    if (joined === "OR") alternatives.push([]);
    end = found.index + whole.length;
  }
  if (open || text.slice(end).trim() !== "") throw invalidSearch();
  return (item) => alternatives.some((clauses) => clauses.every((test) => test(item)));
}

function clauseTest<T>(clause: string, table: SearchTable<T>): (item: T) => boolean {
  const [, property = "", value = ""] = /^(\w+):(.*)$/s.exec(clause.replace(/\\(.)/g, "$1")) ?? [];
  if (!Object.hasOwn(table, property)) throw invalidSearch();
  const read = table[property];
  const wanted = value.toLowerCase();
  if (!BY_WORD.includes(property)) return (item) => (read?.(item) ?? "").toLowerCase().startsWith(wanted);
  const words = wordsOf(value);
  return (item) => {
    const text = read?.(item) ?? "";
    const found = [...wordsOf(text), text.toLowerCase()];
    return words.length > 0 && words.every((word) => found.some((one) => one.startsWith(word)));
  };
}

/** Words, and the parts of words in camel case. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** The sandbox's own words: Microsoft documents the syntax, and not this refusal. */
function invalidSearch() {
  return badRequest('Syntax error in $search: write "property:text", with AND or OR between such clauses.');
}
