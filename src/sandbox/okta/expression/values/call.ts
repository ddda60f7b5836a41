import { notSimulated } from "../../../expression/evaluation.js";
import type { Value } from "./tree.js";

/** What kind of value an expression certainly gives; `unknown` where that depends on the user. */
export type StaticType = "text" | "number" | "boolean" | "list" | "unknown";

/** The arguments of a call, each asked for as what it has to be. */
export interface Call {
  readonly values: readonly Value[];
  readonly value: (index: number) => Value;
  readonly text: (index: number) => string;
  readonly integer: (index: number) => number;
  readonly list: (index: number) => readonly Value[];
}

/** What a function of the language does. */
export interface LanguageFunction {
  /** The fewest and the most arguments. */
  readonly takes: readonly [least: number, most: number];
  readonly gives: StaticType;
  apply(call: Call): Value;
}

/**
 * Opens a call. Okta's reference says of few functions what they make of an attribute without a value, or of a value of
 * another type: elsewhere that is not simulated.
 */
export function openCall(name: string, values: readonly Value[]): Call {
  const value = (index: number): Value => values[index] ?? null;
  const unfit = (index: number, wanted: string): never =>
    notSimulated(
      value(index) === null ? `${name} on an attribute without a value` : `${name} on a value that is not ${wanted}`,
    );
  return {
    values,
    value,
    text: (index) => {
      const found = value(index);
      return typeof found === "string" ? found : unfit(index, "a text");
    },
    integer: (index) => {
      const found = value(index);
      return typeof found === "number" && Number.isSafeInteger(found) ? found : unfit(index, "a whole number");
    },
    list: (index) => {
      const found = value(index);
      return isList(found) ? found : unfit(index, "an array");
    },
  };
}

/** True for an array. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
