import { notSimulated } from "../../expression/evaluation.js";
import { isList } from "./values/call.js";
import type { Operator, Value } from "./values/tree.js";

/**
 * Compares two values as a condition does. The reference's samples treat an attribute without a value and an empty text alike
 * (`courtesyTitle != ""`); what it says nothing about, as the order of texts, is not decided here.
 */
export function compareValues(left: Value, operator: Operator, right: Value): boolean {
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
