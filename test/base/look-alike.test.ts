import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { looksAlike, oddCharacters } from "../../src/base/look-alike.js";

const NAME = "TOTAL (Provisioning)";

describe("a name looks like another one that differs in", () => {
  test.each([
    ["case", "total (PROVISIONING)"],
    ["blanks around it", " TOTAL (Provisioning) "],
    ["more blanks", "TOTAL   (Provisioning)"],
    ["no blank", "TOTAL(Provisioning)"],
    ["another kind of blank", "TOTAL\u00a0(Provisioning)"],
    ["an invisible character", "TO\u200bTAL (Provisioning)"],
    ["a soft hyphen", "TOTAL (Pro\u00advisioning)"],
    ["a mark of direction", "\u202eTOTAL (Provisioning)"],
    ["an empty Braille cell", "TOTAL\u2800(Provisioning)"],
    ["a Cyrillic letter", "\u0422OTAL (Provisioning)"],
    ["Cyrillic small letters", "TOTAL (Pr\u043evisi\u043ening)"],
    ["a Greek letter", "TOT\u0391L (Provisioning)"],
    ["full-width letters", "\uff34\uff2f\uff34\uff21\uff2c \uff08Provisioning\uff09"],
    ["mathematical letters", "\u{1d413}OTAL (Provisioning)"],
    ["a zero", "T0TAL (Provisioning)"],
    ["several of these", " t\u043etal\u200b (provisi\u03bfning)"],
  ])("%s", (_what, other) => {
    expect([looksAlike(NAME, other), looksAlike(other, NAME)]).toEqual([true, true]);
  });
});

test.each(["TOTAL", "TOTALLY (Provisioning)", "TOTAL (Provisioning) 2", "TOT\u00c4L (Provisioning)", ""])(
  "%j is another name for everybody",
  (other) => {
    expect(looksAlike(NAME, other)).toBe(false);
  },
);

test("names in a foreign script differ in case alone as any other", () => {
  expect(looksAlike("\u039d\u0395\u0391", "\u03bd\u03b5\u03b1")).toBe(true);
});

property.prop([fc.string({ unit: "grapheme" })])(
  "no name looks like itself, and every one like itself within blanks",
  (name) => {
    expect(looksAlike(name, name)).toBe(false);
    expect(looksAlike(name, ` ${name} `)).toBe(true);
  },
);

test("what no eye tells is named by its number", () => {
  expect(oddCharacters("\u0422OTAL\u200b", "TOTAL")).toEqual(["U+0422", "U+200B"]);
  expect(oddCharacters("total", "TOTAL")).toEqual([]);
});
