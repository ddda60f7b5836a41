import type { JsonValue } from "../../base/json.js";

/** What an expression of a mapping means, as far as that is known without evaluating it. */
export type ExpressionMeaning =
  | { readonly kind: "attribute"; readonly attribute: string }
  | { readonly kind: "constant"; readonly constant: JsonValue }
  | { readonly kind: "computed" };

const ATTRIBUTE = /^(?:user|source)\.([A-Za-z]\w*)$/;
const TEXT = /^"((?:[^"\\]|\\[^])*)"$|^'((?:[^'\\]|\\[^])*)'$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Reads an expression that is one user attribute or one literal (Okta: developer docs, "Okta Expression Language"). */
export function meaningOf(expression: string): ExpressionMeaning {
  const trimmed = expression.trim();
  const attribute = ATTRIBUTE.exec(trimmed)?.[1];
  if (attribute !== undefined) return { kind: "attribute", attribute };
  const constant = literal(trimmed);
  return constant === undefined ? { kind: "computed" } : { kind: "constant", constant };
}

function literal(text: string): JsonValue | undefined {
  const quoted = TEXT.exec(text);
  if (quoted !== null) return (quoted[1] ?? quoted[2] ?? "").replace(/\\([^])/g, "$1");
  if (NUMBER.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return undefined;
}

/** How guides write the two values of a check box as text. */
const BOOLEANS: ReadonlyMap<JsonValue, string> = new Map([
  ["1", "true"],
  ["true", "true"],
  ["0", "false"],
  ["false", "false"],
]);

/**
 * The expression as it is sent for an attribute of this data type. For a boolean, guides give the text `"1"`, which the console
 * may accept; that the API accepts it is not documented, and `true` means the same.
 */
export function expressionFor(type: string | undefined, expression: string): string {
  const trimmed = expression.trim();
  if (type !== "boolean") return trimmed;
  const meaning = meaningOf(trimmed);
  return (meaning.kind === "constant" ? BOOLEANS.get(meaning.constant) : undefined) ?? trimmed;
}

/** True for two expressions with the same meaning: `source.email` and `user.email`, `"x"` and `'x'`. */
export function saysTheSame(one: string, other: string): boolean {
  const [a, b] = [meaningOf(one), meaningOf(other)];
  if (a.kind === "computed" || b.kind === "computed") return one.trim() === other.trim();
  return JSON.stringify(a) === JSON.stringify(b);
}
