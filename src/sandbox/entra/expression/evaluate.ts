import { openCall, type MappingFunction } from "./call.js";
import { compareValues } from "./compare.js";
import { DATES } from "./functions/dates.js";
import { LISTS } from "./functions/lists.js";
import { LOGIC } from "./functions/logic.js";
import { NUMBERS } from "./functions/numbers.js";
import { REPLACE } from "./functions/replace.js";
import { TEXT } from "./functions/text.js";
import { parseExpression } from "./parse.js";
import type { Expression } from "./tree.js";
import { invalid, isList, notSimulated, Unanswered, type SourceValue } from "./value.js";

export type { SourceValue } from "./value.js";

/** What came of an expression. */
export type Evaluation =
  | { readonly kind: "value"; readonly value: SourceValue }
  /** @param what - a noun phrase: `the function Now` */
  | { readonly kind: "not-simulated"; readonly what: string }
  | { readonly kind: "invalid"; readonly reason: string };

const FUNCTIONS: ReadonlyMap<string, MappingFunction> = new Map(
  [LOGIC, TEXT, LISTS, NUMBERS, REPLACE, DATES].flatMap((group) => Object.entries(group)),
);

/** The functions that are simulated, in alphabetical order. */
export const functionNames: readonly string[] = [...FUNCTIONS.keys()].sort((a, b) =>
  a.toLowerCase() < b.toLowerCase() ? -1 : 1,
);

/** The same few dozen expressions are evaluated for every person. */
const parsed = new Map<string, ReturnType<typeof parseExpression>>();
const MOST_REMEMBERED = 1_000;

/**
 * Evaluates an attribute mapping's expression for one object.
 * Source: Microsoft Learn, functions-for-customizing-application-data. What that reference leaves open is `not-simulated`
 * rather than guessed.
 *
 * @param attribute - the object's value of a source attribute; undefined when it has none, the word `unknown-attribute` when
 *   the source has no attribute of that name
 */
export function evaluateExpression(text: string, attribute: (name: string) => SourceValue): Evaluation {
  const expression = remembered(text);
  if (!expression.ok) return { kind: "invalid", reason: `column ${String(expression.column)}: ${expression.reason}` };
  try {
    return { kind: "value", value: evaluate(expression.tree, attribute) };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return error.kind === "invalid"
      ? { kind: "invalid", reason: error.message }
      : { kind: "not-simulated", what: error.message };
  }
}

function remembered(text: string): ReturnType<typeof parseExpression> {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_REMEMBERED) parsed.clear();
  const result = parseExpression(text);
  parsed.set(text, result);
  return result;
}

function evaluate(tree: Expression, attribute: (name: string) => SourceValue): SourceValue {
  switch (tree.kind) {
    case "attribute":
      return read(tree.name, attribute);
    case "constant":
    case "number":
      return tree.value;
    case "word":
      return notSimulated(`the word ${tree.name} outside quotation marks`);
    case "comparison":
      return compareValues(evaluate(tree.left, attribute), tree.operator, evaluate(tree.right, attribute));
    case "call":
      return call(tree.name, tree.arguments, attribute);
  }
}

function read(name: string, attribute: (name: string) => SourceValue): SourceValue {
  const value = attribute(name);
  if (value === "unknown-attribute") return invalid(`the source has no attribute ${name}`);
  return isList(value) && value.length === 0 ? undefined : value;
}

function call(
  name: string,
  trees: readonly (Expression | undefined)[],
  attribute: (name: string) => SourceValue,
): SourceValue {
  const known = FUNCTIONS.get(name) ?? notSimulated(`the function ${name}`);
  const [least, most] = known.takes;
  if (trees.length < least || trees.length > most) {
    const wanted =
      least === most ? String(least) : `${String(least)} ${most === Infinity ? "or more" : `to ${String(most)}`}`;
    return invalid(`${name} takes ${wanted} arguments, not ${String(trees.length)}`);
  }
  return known.apply(
    openCall(
      name,
      trees,
      (tree) => evaluate(tree, attribute),
      (source) => read(source, attribute),
    ),
  );
}
