import { describe, expect, test } from "vitest";
import {
  evaluateExpression,
  type Evaluation,
  type SourceValue,
} from "../../../../src/sandbox/entra/expression/evaluate.js";
import { DIACRITICS, EXAMPLES, LEFT_OPEN } from "./documented-examples.js";
import { open, value } from "./person.js";

let drawn = 0;

function evaluate(expression: string, values: Readonly<Record<string, SourceValue>>): Evaluation {
  return evaluateExpression(expression, (name) => (name in values ? values[name] : "unknown-attribute"), {
    now: () => Date.UTC(2021, 6, 2, 15, 33, 38),
    newId: () => `${((drawn += 0x3c6ef372) >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`,
    domain: "northwind.example",
  });
}

describe("documented examples", () => {
  test.each(EXAMPLES)("%s: %s", (_, expression, values, result) => {
    const evaluation = evaluate(expression, values);
    const expected = result instanceof RegExp ? (expect.stringMatching(result) as string) : result;
    expect(evaluation).toEqual(value(expected));
  });

  test.each(LEFT_OPEN)("%s: %s is not simulated", (_, expression, values, what) => {
    expect(evaluate(expression, values)).toEqual(open(new RegExp(what)));
  });

  test("are simulated but for five", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(101);
    expect(LEFT_OPEN).toHaveLength(5);
  });
});

test.each(DIACRITICS)("NormalizeDiacritics makes %s into %s", (letters, plain) => {
  for (const letter of letters.split(" "))
    expect([letter, evaluate("NormalizeDiacritics([letter])", { letter })]).toEqual([letter, value(plain)]);
});
