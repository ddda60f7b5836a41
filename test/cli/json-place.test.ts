import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { jsonErrorPlace } from "../../src/cli/saved-plan/format/json-place.js";

test.each([
  ["", "1:1"],
  ["{", "1:2"],
  ['{"a": 1,\n "b": [1, 2}\n}', "2:12"],
  ['{"a": 1,\n}', "2:1"],
  ["[1 2]", "1:4"],
  ["{} x", "1:4"],
  ['["a\nb"]', "1:2"],
  ["[01]", "1:3"],
  ['{a: "b"}', "1:2"],
])("of %j the first place that is no JSON is %s", (text, place) => {
  expect(jsonErrorPlace(text)).toBe(place);
});

property.prop([fc.json()], { numRuns: 200 })("there is none in JSON", (text) => {
  expect(jsonErrorPlace(text)).toBeUndefined();
});

property.prop([fc.json(), fc.nat(), fc.constantFrom("", "}", ",", '"', "x")], { numRuns: 300 })(
  "there is one in exactly what JSON.parse refuses",
  (json, at, put) => {
    // Characters that JSON forbids within strings are beside the point: the tool writes none.
    const text = json.slice(0, at % (json.length + 1)) + put;
    expect(jsonErrorPlace(text) === undefined).toBe(parses(text));
  },
);

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
