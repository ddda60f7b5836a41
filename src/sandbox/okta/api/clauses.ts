/** One comparison of a search or filter expression. */
export interface Clause {
  readonly attribute: string;
  readonly operator: "eq" | "sw";
  readonly value: string;
}

const CLAUSE = /\s*([A-Za-z][A-Za-z_.]*)\s+(eq|sw)\s+("(?:[^"\\]|\\.)*")\s*/y;
const AND = /and\s/y;
const LONGEST = 4_000;

/**
 * Reads `a eq "x" and b sw "y"`, which is as much of Okta's expression language as this sandbox speaks.
 *
 * @returns undefined when it is anything else
 */
export function parseClauses(text: string): readonly Clause[] | undefined {
  if (text.length > LONGEST) return undefined;
  const clauses: Clause[] = [];
  for (let at = 0; ;) {
    CLAUSE.lastIndex = at;
    const [whole, attribute, operator, literal] = CLAUSE.exec(text) ?? [];
    const value = unquote(literal ?? "");
    if (whole === undefined || attribute === undefined || value === undefined) return undefined;
    clauses.push({ attribute, operator: operator === "sw" ? "sw" : "eq", value });
    at += whole.length;
    if (at === text.length) return clauses;
    AND.lastIndex = at;
    const and = AND.exec(text);
    if (and === null) return undefined;
    at += and[0].length;
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
