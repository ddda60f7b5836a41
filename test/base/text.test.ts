import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { didYouMean, duration, nearNames, plainText } from "../../src/base/text.js";

test("near names are found whatever their case, nearest first", () => {
  const names = ["TOTAL-Analyst", "TOTAL-Admin", "Sales-EMEA"];
  expect(nearNames("total-admin", names)[0]).toBe("TOTAL-Admin");
  expect(nearNames("TOTAL-Admins", names)).toContain("TOTAL-Admin");
  expect(nearNames("Accounting", names)).toEqual([]);
  expect(didYouMean("Sales-EMAE", names)).toBe('Did you mean "Sales-EMEA"?');
  expect(didYouMean("Accounting", names)).toBeUndefined();
});

test.prop([fc.string({ unit: "binary" })])("no text from outside can steer a terminal", (text) => {
  expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test.each([
  ["\u061c", "an Arabic letter mark"],
  ["\u00ad", "a soft hyphen"],
  ["\u200b", "a blank without width"],
  ["\u200d", "a joiner"],
  ["\u2028", "a line separator"],
  ["\u2029", "a paragraph separator"],
  ["\u202e", "a turn to the left"],
  ["\u2060", "a word joiner"],
  ["\ufeff", "a byte order mark"],
  ["\u{e0041}", "a tag"],
  ["\u001b", "an escape"],
  ["\u009b", "an escape in one byte"],
])("%j is no part of a text: %s", (character) => {
  expect(plainText(`a${character}b`)).toBe("a b");
});

test("what people write stays as it is", () => {
  for (const text of [
    "Zoë Müller",
    "山田 太郎",
    "مريم",
    "👩 🏽 🎉 ❤️",
    "half of an emoji \ud83d",
    "O’Brien – a\u00a0b",
  ])
    expect(plainText(text)).toBe(text);
});

test("durations read as a person says them", () => {
  expect([400, 40_000, 180_000, 7_200_000].map(duration)).toEqual(["0 s", "40 s", "3 min", "2 h"]);
});
