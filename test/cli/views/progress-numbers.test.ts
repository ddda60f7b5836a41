import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { glyphsFor } from "../../../src/cli/terminal/glyphs.js";
import { bar, elapsed, timeLeft } from "../../../src/cli/views/progress/numbers.js";

test.each([
  [0, "0:00"],
  [-5, "0:00"],
  [42_900, "0:42"],
  [725_000, "12:05"],
  [3_723_000, "1:02:03"],
] as const)("%i ms have taken %s", (milliseconds, text) => {
  expect(elapsed(milliseconds)).toBe(text);
});

/** Counts of a run that does so many of a total in a second, one each second. */
function counts(seconds: number, rate: number, total: number) {
  return Array.from({ length: seconds + 1 }, (_one, second) => ({ at: second * 1_000, done: second * rate, total }));
}

test.each([
  [
    "too few counts",
    [
      { at: 0, done: 0, total: 9 },
      { at: 9_000, done: 3, total: 9 },
    ],
    9_000,
    undefined,
  ],
  ["too little time", counts(4, 1, 100), 4_000, undefined],
  ["no movement", counts(10, 0, 100), 10_000, undefined],
  ["a stall", counts(10, 1, 1_000), 71_000, undefined],
  ["almost done", counts(96, 1, 100), 96_000, undefined],
  ["more than a day", counts(10, 1, 100_000), 10_000, undefined],
  ["seconds", counts(10, 1, 42), 10_000, "about 40 s left"],
  ["a minute", counts(10, 1, 70), 10_000, "about 1 min left"],
  ["minutes", counts(10, 10, 1_400), 10_000, "about 2 min left"],
  ["hours", counts(10, 1, 9_010), 10_000, "about 2.5 h left"],
] as const)("what is left is estimated from the run's own rate: %s", (_what, seen, now, text) => {
  expect(timeLeft(seen, now)).toBe(text);
});

property.prop([
  fc.integer({ min: -10, max: 2_000 }),
  fc.integer({ min: 0, max: 1_000 }),
  fc.constantFrom("C", "C.UTF-8"),
])("a bar is always as long, and full only at the end", (done, total, LANG) => {
  const glyphs = glyphsFor({ platform: "linux", env: { LANG } });
  const [, inner = "", percent] = /^\[(.*)\] (\d+)%$/.exec(bar(done, total, glyphs)) ?? [];
  expect(inner).toHaveLength(20);
  expect(inner.includes(glyphs.barLeft)).toBe(total === 0 || done < total);
  expect(Number(percent)).toBeLessThanOrEqual(100);
});
