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
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must be gone
  expect(plainText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test("durations read as a person says them", () => {
  expect([400, 40_000, 180_000, 7_200_000].map(duration)).toEqual(["0 s", "40 s", "3 min", "2 h"]);
});
