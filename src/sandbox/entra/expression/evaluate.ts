import { invalid, notSimulated, remembering, settle, type Settled } from "../../expression/evaluation.js";
import { openCall, type MappingFunction } from "./values/call.js";
import { compareValues } from "./values/compare.js";
import { DATES } from "./functions/dates.js";
import { LISTS } from "./functions/lists.js";
import { LOGIC } from "./functions/logic.js";
import { NUMBERS } from "./functions/numbers.js";
import { REPLACE } from "./functions/replace.js";
import { TEXT } from "./functions/text.js";
import { parseExpression } from "./parse.js";
import type { Expression } from "./values/tree.js";
import { isList, type SourceValue } from "./values/value.js";

export type { SourceValue } from "./values/value.js";

/** What came of an expression. */
export type Evaluation = Settled<SourceValue>;

const FUNCTIONS: ReadonlyMap<string, MappingFunction> = new Map(
  [LOGIC, TEXT, LISTS, NUMBERS, REPLACE, DATES].flatMap((group) => Object.entries(group)),
);

/** The functions that are simulated, in alphabetical order. */
export const functionNames: readonly string[] = [...FUNCTIONS.keys()].sort((a, b) =>
  a.toLowerCase() < b.toLowerCase() ? -1 : 1,
);

const parse = remembering(parseExpression);

/**
 * Evaluates an attribute mapping's expression for one object.
 * Source: Microsoft Learn, functions-for-customizing-application-data. What that reference leaves open is `not-simulated`
 * rather than guessed.
 *
 * @param attribute - the object's value of a source attribute; undefined when it has none, the word `unknown-attribute` when
 *   the source has no attribute of that name
 */
export function evaluateExpression(text: string, attribute: (name: string) => SourceValue): Evaluation {
  const expression = parse(text);
  if (!expression.ok) return { kind: "invalid", reason: `column ${String(expression.column)}: ${expression.reason}` };
  return settle(() => evaluate(expression.tree, attribute));
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
