import { invalid, notSimulated, remembering, settle, type Settled } from "../../expression/evaluation.js";
import { openCall, type MappingFunction } from "./values/call.js";
import { compareValues } from "./values/compare.js";
import { DATES } from "./functions/dates.js";
import { FORMAT_DATE } from "./functions/format-date.js";
import { GENERATED } from "./functions/generated.js";
import { LISTS } from "./functions/lists.js";
import { LOGIC } from "./functions/logic.js";
import { NUMBERS } from "./functions/numbers.js";
import { REPLACE } from "./functions/replace.js";
import { ROLES } from "./functions/roles.js";
import { TEXT } from "./functions/text.js";
import { parseExpression } from "./parse.js";
import type { Surroundings } from "./values/surroundings.js";
import type { Expression } from "./values/tree.js";
import { isList, type SourceValue } from "./values/value.js";

export type { SourceValue } from "./values/value.js";

/** What came of an expression. */
export type Evaluation = Settled<SourceValue>;

const FUNCTIONS: ReadonlyMap<string, MappingFunction> = new Map(
  [LOGIC, TEXT, LISTS, ROLES, NUMBERS, REPLACE, DATES, FORMAT_DATE, GENERATED].flatMap((group) =>
    Object.entries(group),
  ),
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
 * @param surroundings - what functions such as Now need; without it they are `not-simulated`
 */
export function evaluateExpression(
  text: string,
  attribute: (name: string) => SourceValue,
  surroundings?: Surroundings,
): Evaluation {
  const expression = parse(text);
  if (!expression.ok) return { kind: "invalid", reason: `column ${String(expression.column)}: ${expression.reason}` };
  return settle(() => evaluate(expression.tree, { attribute: (name) => read(name, attribute), surroundings }));
}

/** What the whole expression is evaluated with. */
interface Context {
  readonly attribute: (name: string) => SourceValue;
  readonly surroundings: Surroundings | undefined;
}

function evaluate(tree: Expression, context: Context): SourceValue {
  switch (tree.kind) {
    case "attribute":
      return context.attribute(tree.name);
    case "constant":
    case "number":
      return tree.value;
    case "word":
      return notSimulated(`the word ${tree.name} outside quotation marks`);
    case "comparison":
      return compareValues(evaluate(tree.left, context), tree.operator, evaluate(tree.right, context));
    case "call":
      return call(tree.name, tree.arguments, context);
  }
}

function read(name: string, attribute: (name: string) => SourceValue): SourceValue {
  const value = attribute(name);
  if (value === "unknown-attribute") return invalid(`the source has no attribute ${name}`);
  return isList(value) && value.length === 0 ? undefined : value;
}

function call(name: string, trees: readonly (Expression | undefined)[], context: Context): SourceValue {
  const known = FUNCTIONS.get(name) ?? notSimulated(`the function ${name}`);
  const [least, most] = known.takes;
  if (trees.length < least || trees.length > most) {
    const wanted =
      least === most ? String(least) : `${String(least)} ${most === Infinity ? "or more" : `to ${String(most)}`}`;
    return invalid(`${name} takes ${wanted} arguments, not ${String(trees.length)}`);
  }
  const { attribute, surroundings } = context;
  return known.apply(openCall(name, trees, { evaluate: (tree) => evaluate(tree, context), attribute, surroundings }));
}
