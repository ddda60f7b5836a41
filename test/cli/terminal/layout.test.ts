import { expect, test } from "vitest";
import { labelled, padColumns, paragraph, wrap } from "../../../src/cli/terminal/layout.js";
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
  expect(lines()).toEqual([`${RENE} 12345`, "漢字漢", "  1234"]);
});

test("columns are filled up by columns", () => {
  expect(["ab", "漢", RENE, "toolong"].map((text) => `${padColumns(text, 5)}|`)).toEqual([
    "ab   |",
    "漢   |",
    `${RENE} |`,
    "toolong|",
  ]);
});
