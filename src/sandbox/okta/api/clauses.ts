/** One comparison of a search or filter expression. */
export interface Clause {
  readonly attribute: string;
  readonly operator: "eq" | "sw";
  readonly value: string;
}

const CLAUSE = /\s*([A-Za-z][A-Za-z_.]*)\s+(eq|sw)\s+("(?:[^"\\]|\\.)*")\s*/y;
const JOIN = /(and|or)\s/y;
const LONGEST = 4_000;

/**
 * Reads `a eq "x" and b sw "y"`.
 *
 * @returns undefined when it is anything else
 */
export function parseClauses(text: string): readonly Clause[] | undefined {
  const [clauses, ...others] = parseAlternatives(text) ?? [];
  return others.length === 0 ? clauses : undefined;
}

/**
 * Reads `a eq "x" and b sw "y" or c eq "z"`, which is as much of Okta's expression language as this sandbox speaks: what is to hold
 * together, one of several. `and` binds closer (Okta: core API docs, "Filter").
 *
 * @returns undefined when it is anything else
 */
function parseAlternatives(text: string): readonly (readonly Clause[])[] | undefined {
  if (text.length > LONGEST) return undefined;
  let clauses: Clause[] = [];
  const alternatives = [clauses];
  for (let at = 0; ;) {
    CLAUSE.lastIndex = at;
    const [whole, attribute, operator, literal] = CLAUSE.exec(text) ?? [];
    const value = unquote(literal ?? "");
    if (whole === undefined || attribute === undefined || value === undefined) return undefined;
    clauses.push({ attribute, operator: operator === "sw" ? "sw" : "eq", value });
    at += whole.length;
    if (at === text.length) return alternatives;
    JOIN.lastIndex = at;
    const join = JOIN.exec(text);
    if (join === null) return undefined;
    if (join[1] === "or") alternatives.push((clauses = []));
    at += join[0].length;
  }
}

/** True when the value meets the clause; letter case counts only where it is said to. */
export function meets(clause: Clause, value: string, letterCase: "exact" | "caseless" = "exact"): boolean {
  const [is, wanted] =
    letterCase === "exact" ? [value, clause.value] : [value.toLowerCase(), clause.value.toLowerCase()];
  return clause.operator === "sw" ? is.startsWith(wanted) : is === wanted;
}

function unquote(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
