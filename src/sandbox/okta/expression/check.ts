import type { StaticType } from "./values/call.js";
import { functionNamed, meantBy, methodNamed } from "./library.js";
import { parseExpression } from "./parse.js";
import { arityProblem, unknownAttribute, unknownWord } from "./problems.js";
import type { Expression, Value } from "./values/tree.js";

/** The names that may stand behind `user.` and `appuser.`. */
export interface KnownAttributes {
  readonly user: ReadonlySet<string>;
  readonly appUser: ReadonlySet<string>;
}

/** An expression that can be saved, with the type of its value, or why it cannot. */
export type Checked =
  { readonly ok: true; readonly type: StaticType } | { readonly ok: false; readonly reason: string };

/**
 * Checks what an expression says about itself, whoever it is evaluated for: grammar, attributes, numbers of arguments. A
 * function that nobody here knows is let through, unless it looks like a misspelt one.
 */
export function checkExpression(text: string, known: KnownAttributes): Checked {
  const expression = parseExpression(text);
  if (!expression.ok) return expression;
  const reason = problemIn(expression.tree, known);
  return reason === undefined ? { ok: true, type: typeOf(expression.tree) } : { ok: false, reason };
}

function problemIn(tree: Expression, known: KnownAttributes): string | undefined {
  return ownProblem(tree, known) ?? firstProblem(partsOf(tree), known);
}

function firstProblem(trees: readonly Expression[], known: KnownAttributes): string | undefined {
  for (const tree of trees) {
    const problem = problemIn(tree, known);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function ownProblem(tree: Expression, known: KnownAttributes): string | undefined {
  switch (tree.kind) {
    case "word":
      return unknownWord(tree.name);
    case "attribute": {
      const { of, name } = tree;
      const names = of === "appuser" ? known.appUser : of === "user" || of === "source" ? known.user : undefined;
      return names === undefined || names.has(name) ? undefined : unknownAttribute(of, name);
    }
    case "call": {
      const called = functionNamed(tree.name);
      if (called !== undefined) return arityProblem(tree.name, called, tree.arguments.length);
      const meant = meantBy(tree.name);
      return meant === undefined ? undefined : `there is no function ${tree.name}; did you mean ${meant}?`;
    }
    case "method": {
      const called = methodNamed(tree.name);
      return called === undefined
        ? undefined
        : arityProblem(`the method ${tree.name}`, called, tree.arguments.length + 1);
    }
    default:
      return undefined;
  }
}

function partsOf(tree: Expression): readonly Expression[] {
  switch (tree.kind) {
    case "list":
      return tree.items;
    case "call":
      return tree.arguments;
    case "method":
      return [tree.on, ...tree.arguments];
    case "property":
      return [tree.on];
    case "not":
    case "minus":
      return [tree.operand];
    case "binary":
      return [tree.left, tree.right];
    case "choice":
      return [tree.test, tree.yes, tree.no];
    default:
      return [];
  }
}

/** All attributes of users in this sandbox are texts. */
function typeOf(tree: Expression): StaticType {
  switch (tree.kind) {
    case "literal":
      return typeOfValue(tree.value);
    case "list":
      return "list";
    case "attribute":
      return tree.of === "user" || tree.of === "source" ? "text" : "unknown";
    case "call":
      return functionNamed(tree.name)?.gives ?? "unknown";
    case "method":
      return methodNamed(tree.name)?.gives ?? "unknown";
    case "not":
      return "boolean";
    case "minus":
      return "number";
    case "choice": {
      const [yes, no] = [typeOf(tree.yes), typeOf(tree.no)];
      return yes === no ? yes : "unknown";
    }
    case "binary":
      return typeOfBinary(tree.operator, typeOf(tree.left), typeOf(tree.right));
    default:
      return "unknown";
  }
}

function typeOfBinary(operator: string, left: StaticType, right: StaticType): StaticType {
  if (operator === "+") return left === "text" || right === "text" ? "text" : left === right ? left : "unknown";
  return ["-", "*", "/", "%"].includes(operator) ? "number" : "boolean";
}

function typeOfValue(value: Value): StaticType {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "unknown";
}
