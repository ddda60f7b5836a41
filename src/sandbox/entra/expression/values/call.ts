import { notSimulated } from "../../../expression/evaluation.js";
import type { Surroundings } from "./surroundings.js";
import type { Expression } from "./tree.js";
import { isList, textOf, type SourceValue } from "./value.js";

/** A call under way: its arguments, evaluated when they are asked for. */
export interface Call {
  readonly name: string;
  readonly trees: readonly (Expression | undefined)[];
  /** How many arguments were written, empty ones among them. */
  readonly count: number;
  /** True when the argument was written and not left empty. */
  given(index: number): boolean;
  /** Its value; undefined also when it was left out. */
  value(index: number): SourceValue;
  /** The value of a source attribute. */
  attribute(name: string): SourceValue;
  /** Its value as one text; undefined when there is none. */
  text(index: number): string | undefined;
  /** Its value as a text that has to be there. */
  setting(index: number): string;
  /** Its value as a whole number that has to be there. */
  integer(index: number): number;
  /** What is known besides the object. */
  surroundings(): Surroundings;
}

/** What a call is evaluated with. */
export interface CallContext {
  readonly evaluate: (tree: Expression) => SourceValue;
  /** Reads a source attribute. */
  readonly attribute: (name: string) => SourceValue;
  /** Undefined where an expression is evaluated for a test object only. */
  readonly surroundings: Surroundings | undefined;
}

/** What a function of the mapping language does. */
export interface MappingFunction {
  /** The fewest and the most arguments. */
  readonly takes: readonly [least: number, most: number];
  apply(call: Call): SourceValue;
}

/** Opens a call whose arguments are evaluated when they are asked for. */
export function openCall(
  name: string,
  trees: readonly (Expression | undefined)[],
  { evaluate, attribute, surroundings }: CallContext,
): Call {
  const value = (index: number): SourceValue => {
    const tree = trees[index];
    return tree === undefined ? undefined : evaluate(tree);
  };
  const text = (index: number): string | undefined => {
    const found = value(index);
    if (!isList(found)) return textOf(found);
    return found.length > 1 ? notSimulated(`the function ${name} on an attribute with several values`) : found[0];
  };
  return {
    name,
    trees,
    count: trees.length,
    given: (index) => trees[index] !== undefined,
    value,
    attribute,
    text,
    setting: (index) => text(index) ?? notSimulated(`the function ${name} without a value for ${nth(index)} argument`),
    integer(index) {
      const found = value(index);
      const number = typeof found === "string" && /^\s*-?\d+\s*$/.test(found) ? Number(found) : found;
      if (typeof number === "number" && Number.isSafeInteger(number)) return number;
      return notSimulated(`the function ${name} without a whole number for ${nth(index)} argument`);
    },
    surroundings: () => surroundings ?? notSimulated(`the function ${name} for a test object`),
  };
}

function nth(index: number): string {
  return `its ${["first", "second", "third", "fourth", "fifth", "sixth", "seventh"][index] ?? "last"}`;
}
