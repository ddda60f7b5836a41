import { notSimulated } from "../../../expression/evaluation.js";
import type { Operator } from "./tree.js";
import { isList, textOf, type SourceValue } from "./value.js";

/**
 * Compares two values as a condition does. Microsoft's reference names the operators only, so what depends on letter case,
 * on the order of texts or on an absent value is not decided here.
 */
export function compareValues(left: SourceValue, operator: Operator, right: SourceValue): boolean {
  if (isList(left) || isList(right)) return notSimulated("a comparison of an attribute with several values");
  const [a, b] = [textOf(left), textOf(right)];
  if (a === undefined || b === undefined) return notSimulated("a comparison with an attribute without a value");
  const numbers = [a, b].map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN));
  const [x = Number.NaN, y = Number.NaN] = numbers;

  if (operator === "=" || operator === "<>") return same(a, b, x, y) === (operator === "=");
  if (Number.isNaN(x) || Number.isNaN(y)) return notSimulated("an order of texts");
  switch (operator) {
    case ">":
      return x > y;
    case ">=":
      return x >= y;
    case "<":
      return x < y;
    case "<=":
      return x <= y;
  }
}

function same(a: string, b: string, x: number, y: number): boolean {
  if (a === b) return true;
  if (x === y) return notSimulated("a comparison of one number written in two ways");
  return a.toLowerCase() === b.toLowerCase()
    ? notSimulated("a comparison of texts that differ in letter case only")
    : false;
}
