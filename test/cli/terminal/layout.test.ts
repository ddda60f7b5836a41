import { fc, test as property } from "@fast-check/vitest";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { labelled, padColumns, paragraph, shorten, wrap, wrapLines } from "../../../src/cli/terminal/layout.js";
import { openScreen, type Pen } from "../../../src/cli/terminal/screen.js";
import { testIo } from "../../support/run-in-process.js";

/** A pen on a terminal of so many columns, and the lines it wrote. */
function penOf(columns: number): { readonly pen: Pen; readonly lines: () => string[] } {
  const { io, written } = testIo([]);
  const stdout = { ...io.stdout, columns };
  const screen = openScreen({ ...io, stdout }, { json: false, quiet: false, color: false });
  return { pen: screen.main, lines: () => written.stdout.split("\n").slice(0, -1) };
}

/** An e with its accent as a character of its own, as macOS writes names. */
const RENE = "Rene\u0301";

test.each([
  ["letters", "aaa bbb ccc", 7, ["aaa bbb", "ccc"]],
  ["wide characters, which take two columns", "漢字 漢字 漢字", 9, ["漢字 漢字", "漢字"]],
  ["wide characters that just do not fit", "漢字 漢字", 8, ["漢字", "漢字"]],
  ["Hangul and kana", "한국 カナ", 9, ["한국 カナ"]],
  ["combining marks, which take none", `${RENE} ${RENE}`, 9, [`${RENE} ${RENE}`]],
  ["an emoji of several characters, which takes two columns", "👩‍👩‍👧 🇩🇪 ab", 8, ["👩‍👩‍👧 🇩🇪 ab"]],
  [
    "a word that is too long, whole",
    "https://scim.total.example/scim/v2 x",
    10,
    ["https://scim.total.example/scim/v2", "x"],
  ],
  ["several spaces", "a  b", 9, ["a  b"]],
] as const)("lines are broken by columns: %s", (_what, text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test("the lines of a paragraph stand under its first one, whatever its sign", () => {
  const { pen, lines } = penOf(25);
  paragraph(pen, "  ", "人 ", "一二三四 一二三四 ab cd");
  expect(lines()).toEqual(["  人 一二三四 一二三四 ab", "     cd"]);
});

test("a value stands beside its label where both fit by columns, and under it where not", () => {
  const { pen, lines } = penOf(10);
  labelled(pen, "", RENE, "12345");
  labelled(pen, "", "漢字漢", "1234");
  labelled(pen, " - ", "漢字漢", "1234");
  expect(lines()).toEqual([`${RENE} 12345`, "漢字漢", "  1234", " - 漢字漢", "     1234"]);
});

test("columns are filled up by columns", () => {
  expect(["ab", "漢", RENE, "toolong"].map((text) => `${padColumns(text, 5)}|`)).toEqual([
    "ab   |",
    "漢   |",
    `${RENE} |`,
    "toolong|",
  ]);
});

/** Words as texts have them, wide ones among them, with single and double spaces. */
const TEXT = fc
  .array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom("a", "b", "é", "漢", "한"), minLength: 1, maxLength: 12 }),
      fc.boolean(),
    ),
  )
  .map((words) =>
    words
      .map(([word, twice]) => `${word}${twice ? "  " : " "}`)
      .join("")
      .trimEnd(),
  );

describe("a text that is shortened", () => {
  test.each([
    ["Waiting for Okta, still missing: Push Groups", 80, "Waiting for Okta, still missing: Push Groups"],
    ["Waiting for Okta, still missing: Push Groups", 32, "Waiting for Okta, still …"],
    ["Waiting for Okta", 16, "Waiting for Okta"],
    ["Waiting for Okta", 15, "Waiting for …"],
    ["https://scim.total.example/scim/v2", 20, "…"],
    ["漢字漢字 漢字", 11, "漢字漢字 …"],
    ["ab cd", 1, "…"],
    ["ab cd", 0, ""],
    ["", 0, ""],
  ] as const)("ends after a whole word: %j in %i columns", (text, columns, short) => {
    expect(shorten(text, columns, "…")).toBe(short);
  });

  property.prop([TEXT, fc.integer({ min: -2, max: 60 }), fc.constantFrom("…", "...")])(
    "fits, and is the text's first words",
    (text, columns, ellipsis) => {
      const short = shorten(text, columns, ellipsis);
      expect(stringWidth(short)).toBeLessThanOrEqual(Math.max(0, columns));
      if (short === text || short === "" || short === ellipsis) return;
      expect(short.endsWith(` ${ellipsis}`)).toBe(true);
      const kept = short.slice(0, -ellipsis.length - 1);
      expect(text.startsWith(`${kept} `)).toBe(true);
    },
  );
});

describe("lines of a list", () => {
  test("stay under what follows their sign", () => {
    const text = "Error: the SCIM server does not answer (timeout)\n  -> Check the address and the network.";
    expect(wrapLines(text, 26).split("\n")).toEqual([
      "Error: the SCIM server",
      "  does not answer",
      "  (timeout)",
      "  -> Check the address and",
      "     the network.",
    ]);
  });

  property.prop([TEXT, fc.integer({ min: 0, max: 200 })])("keep every word whole, at every width", (text, width) => {
    const words = (some: string): string[] => some.split(/\s+/).filter((word) => word !== "");
    expect(words(wrapLines(`  -> ${text}`, width))).toEqual(["->", ...words(text)]);
  });
});

test.each([0, 1, 5, 10, 19])("in %i columns a paragraph is no column of single words", (columns) => {
  const { pen, lines } = penOf(columns);
  paragraph(pen, "       ", "! ", "users who are deactivated are not sent to the vendor");
  expect(lines().length).toBeLessThanOrEqual(4);
});
