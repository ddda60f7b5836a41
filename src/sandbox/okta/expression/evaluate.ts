import { invalid, notSimulated, remembering, settle, type Settled } from "../../expression/evaluation.js";
import { isList, openCall, type LanguageFunction } from "./values/call.js";
import { functionNamed, methodNamed } from "./library.js";
import { parseExpression } from "./parse.js";
import { arityProblem, unknownAttribute, unknownWord } from "./problems.js";
import type { BinaryExpression, Expression, Value, Operator } from "./values/tree.js";

/** What came of an expression: null when there is no value. */
export type Evaluation = Settled<Value>;

/** One user's attributes: null for one without a value, undefined for a name that nobody's profile has. */
export interface Attributes {
  readonly user: (name: string) => Value | undefined;
  readonly appUser: (name: string) => Value | undefined;
}

const parse = remembering(parseExpression);

/**
 * Evaluates an expression for one user. Source: Okta developer docs, Okta Expression Language. What that reference leaves
 * open is `not-simulated` rather than guessed.
 */
export function evaluateExpression(text: string, attributes: Attributes): Evaluation {
  const expression = parse(text);
  if (!expression.ok) return { kind: "invalid", reason: expression.reason };
  return settle(() => evaluate(expression.tree, attributes));
}

function evaluate(tree: Expression, attributes: Attributes): Value {
  const valueOf = (one: Expression): Value => evaluate(one, attributes);
  switch (tree.kind) {
    case "literal":
      return tree.value;
    case "list":
      return tree.items.map(valueOf);
    case "attribute":
      return read(tree.of, tree.name, attributes);
    case "word":
      return invalid(unknownWord(tree.name));
    case "call": {
      const known = functionNamed(tree.name) ?? notSimulated(`the function ${tree.name}`);
      return apply(tree.name, known, tree.arguments.map(valueOf));
    }
    case "method": {
      const known = methodNamed(tree.name) ?? notSimulated(`the method ${tree.name}`);
      return apply(`the method ${tree.name}`, known, [tree.on, ...tree.arguments].map(valueOf));
    }
    case "property":
      return notSimulated(`the property ${tree.name} of a value`);
    case "not":
      return !truth(valueOf(tree.operand));
    case "minus":
      return -number(valueOf(tree.operand), "-");
    case "choice":
      return valueOf(truth(valueOf(tree.test)) ? tree.yes : tree.no);
    case "binary":
      return binary(tree, valueOf);
  }
}

function read(of: string, name: string, { user, appUser }: Attributes): Value {
  if (of !== "user" && of !== "source" && of !== "appuser") return notSimulated(`the attribute ${of}.${name}`);
  const value = of === "appuser" ? appUser(name) : user(name);
  return value === undefined ? invalid(unknownAttribute(of, name)) : value;
}

function apply(name: string, known: LanguageFunction, values: readonly Value[]): Value {
  const problem = arityProblem(name, known, values.length);
  return problem === undefined ? known.apply(openCall(name, values)) : invalid(problem);
}

function binary({ operator, left, right }: BinaryExpression, valueOf: (one: Expression) => Value): Value {
  switch (operator) {
    case "or":
      return truth(valueOf(left)) || truth(valueOf(right));
    case "and":
      return truth(valueOf(left)) && truth(valueOf(right));
    case "+":
      return sum(valueOf(left), valueOf(right));
    case "-":
      return number(valueOf(left), "-") - number(valueOf(right), "-");
    case "*":
    case "/":
    case "%":
      return notSimulated(`the operator ${operator}`);
    default:
      return compareValues(valueOf(left), operator, valueOf(right));
  }
}

/** Texts are joined, numbers added. What becomes of an attribute without a value is not documented. */
function sum(left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") return left + right;
  return joined(left) + joined(right);
}

function joined(value: Value): string {
  if (value === null) return notSimulated("the concatenation with an attribute without a value");
  return isList(value) ? notSimulated("the concatenation with an array") : String(value);
}

/** Source: the reference's rules for conditions: an expression must evaluate to a boolean. */
function truth(value: Value): boolean {
  if (value === null) return notSimulated("a condition without a value");
  return typeof value === "boolean" ? value : invalid("a condition must be true or false");
}

function number(value: Value, operator: string): number {
  return typeof value === "number" ? value : notSimulated(`the operator ${operator} on what is not a number`);
}

/**
 * Compares two values as a condition does. The reference's samples treat an attribute without a value and an empty text alike
 * (`courtesyTitle != ""`); what it says nothing about, as the order of texts, is not decided here.
 */
function compareValues(left: Value, operator: Operator, right: Value): boolean {
  if (operator === "==" || operator === "!=") return isSame(left, right) === (operator === "==");
  if (typeof left !== "number" || typeof right !== "number")
    return notSimulated(`a comparison with ${operator} of what is not a number`);
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  return operator === "<=" ? left <= right : left >= right;
}

function isSame(left: Value, right: Value): boolean {
  if (isList(left) || isList(right)) {
    return left === null || right === null ? false : notSimulated("a comparison of an array");
  }
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (typeof left !== typeof right) return notSimulated("a comparison of values of two types");
  if (left === right) return true;
  return typeof left === "string" && typeof right === "string" && left.toLowerCase() === right.toLowerCase()
    ? notSimulated("a comparison of texts that differ in letter case only")
    : false;
}

function isNothing(value: Value): boolean {
  return value === null || value === "";
}
